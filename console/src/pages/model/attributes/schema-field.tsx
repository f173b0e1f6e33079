import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../../../ui/field.tsx'
import { Textarea } from '../../../ui/input.tsx'
import type { AttributeDocument } from '../draft/document.ts'

interface SchemaFieldProps {
  attribute: AttributeDocument
  onChange: (changes: Pick<AttributeDocument, 'schema'>) => void
  onProblem: (problem: string | null) => void
}

/** The JSON Schema of an object, as text. */
export function SchemaField({ attribute, onChange, onProblem }: SchemaFieldProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(attribute.schema === null ? '' : JSON.stringify(attribute.schema, null, 2))
  const [problem, setProblem] = useState<string | null>(null)
  const type = (typed: string): void => {
    setText(typed)
    const schema = typed.trim() === '' ? null : objectIn(typed)
    const wrong = schema === undefined ? t('This is not a JSON object.') : null
    setProblem(wrong)
    onProblem(wrong)
    if (schema !== undefined) onChange({ schema })
  }
  return (
    <Field label={t('JSON Schema')} hint={t('2020-12; what an object must look like.')} error={problem ?? undefined}>
      {(control) => (
        <Textarea
          {...control}
          rows={8}
          spellCheck={false}
          className="font-mono text-[13px]"
          value={text}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Field>
  )
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    // half typed
    return undefined
  }
}
