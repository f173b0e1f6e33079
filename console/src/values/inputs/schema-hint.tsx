import { useTranslation } from 'react-i18next'

type Schema = Record<string, unknown>

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What an object of an attribute must have, in the words of its JSON Schema. */
export function SchemaHint({ schema }: { schema: Schema }) {
  const { t } = useTranslation()
  const properties = isSchema(schema.properties) ? Object.entries(schema.properties) : []
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  return (
    <details className="text-[12.5px] text-ink-soft">
      <summary className="cursor-pointer">{t('What it must hold')}</summary>
      {properties.length > 0 ? (
        <ul className="mt-1 ps-4">
          {properties.map(([name, property]) => (
            <li key={name}>
              <code className="font-mono text-ink">{name}</code>{' '}
              {isSchema(property) && [property.type].flat().filter(Boolean).join(', ')}
              {required.has(name) && ` · ${t('required')}`}
            </li>
          ))}
        </ul>
      ) : (
        <pre className="mt-1 max-h-48 overflow-auto rounded bg-sunken p-2 font-mono">
          {JSON.stringify(schema, null, 2)}
        </pre>
      )}
    </details>
  )
}
