import { useTranslation } from 'react-i18next'
import { useTeamModel } from '../../../model/team-model.ts'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { Select } from '../../../ui/select.tsx'
import type { AttributeDocument } from '../draft/document.ts'
import { EnumOptions } from './enum-options.tsx'
import { SchemaField } from './schema-field.tsx'

interface TypeOptionsProps {
  attribute: AttributeDocument
  onChange: (changes: Partial<AttributeDocument>) => void
  /** a sentence where what was filled in cannot be taken */
  onProblem: (problem: string | null) => void
}

/** What an attribute of a type may say beyond its type: docs/attributes.md. */
export function TypeOptions({ attribute, onChange, onProblem }: TypeOptionsProps) {
  const { t } = useTranslation()
  const { types } = useTeamModel()
  const options = types.get(attribute.type)?.options ?? []
  const limits = (
    [
      ['minimum', t('At least')],
      ['maximum', t('At most')],
      ['maxLength', t('Longest, in characters')],
      ['scale', t('Digits after the point')],
    ] as const
  ).filter(([name]) => options.includes(name))
  const targets = useTargets(attribute.type)
  return (
    <>
      {options.includes('options') && <EnumOptions attribute={attribute} onChange={onChange} />}
      {options.includes('schema') && <SchemaField attribute={attribute} onChange={onChange} onProblem={onProblem} />}
      {options.includes('target') && (
        <Field label={t('Must belong to')}>
          {(control) => (
            <Select
              {...control}
              value={attribute.target ?? ''}
              placeholder={t('Any')}
              choices={targets}
              onChoose={(target) => onChange({ target: target || null })}
            />
          )}
        </Field>
      )}
      {limits.length > 0 && (
        <div className="grid grid-cols-2 gap-4">
          {limits.map(([name, label]) => (
            <Field key={name} label={label}>
              {(control) => (
                <Input
                  {...control}
                  type="number"
                  step="any"
                  value={attribute[name] ?? ''}
                  onChange={({ target: { value } }) => onChange({ [name]: value === '' ? null : Number(value) })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </>
  )
}

/** What a reference of a type can be bound to. */
function useTargets(type: AttributeDocument['type']): { value: string; label: string }[] {
  const { procedures, entities, stateTasksOf } = useTeamModel()
  const things = type.startsWith('record')
    ? entities
    : type.startsWith('task')
      ? procedures.flatMap(({ id }) => stateTasksOf(id))
      : procedures
  const names = new Map(things.map(({ shortId, name }) => [shortId, name]))
  return [...names].map(([value, label]) => ({ value, label }))
}
