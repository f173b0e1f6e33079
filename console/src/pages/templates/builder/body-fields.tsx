import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input, Textarea } from '../../../ui/input.tsx'
import { Counted } from './counted.tsx'
import type { Draft } from './draft.ts'
import { findingAt } from './finding-words.ts'
import type { PartProps } from './template-builder.tsx'

type Written = Pick<Draft, 'body' | 'examples'>

interface BodyFieldsProps extends Pick<PartProps, 'problems' | 'warnings'> {
  written: Written
  onChange: (changes: Partial<Written>) => void
  label: string
  /** in findings: `BODY` */
  place: string
  /** so many letters at most */
  most: number
  /** parameters have names in this template */
  isNamed: boolean
  isRequired?: boolean
}

/** A text, with its parameters and an example for each. */
export function BodyFields({ written, onChange, label, place, most, isNamed, isRequired, ...found }: BodyFieldsProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const { body, examples } = written
  const parameters = parametersOf(body)
  const addParameter = (): void => {
    const area = field.current
    if (!area) return
    const next = isNamed ? `name_${parameters.length + 1}` : String(parameters.length + 1)
    // as if typed: the browser can take it back
    area.setRangeText(`{{${next}}}`, area.selectionStart, area.selectionEnd, 'end')
    onChange({ body: area.value })
    area.focus()
  }
  const warning = findingAt(t, found.warnings, `${place}.text`)
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={<Counted name={label} text={body} most={most} />}
        hint={
          warning ??
          t('*bold*, _italic_, ~struck~; parameters are {{numbered}} or {{named}}.', {
            numbered: '{{1}}, {{2}}',
            named: '{{name}}',
          })
        }
        error={body === '' ? undefined : findingAt(t, found.problems, `${place}.text`)}
        isRequired={isRequired ?? false}
      >
        {(control) => (
          <Textarea
            {...control}
            ref={field}
            rows={most > 500 ? 6 : 3}
            dir="auto"
            value={body}
            onChange={({ target }) => onChange({ body: target.value })}
          />
        )}
      </Field>
      <div>
        <Button size="sm" icon={Braces} onClick={addParameter}>
          {t('Add a parameter')}
        </Button>
      </div>
      {parameters.map((name) => (
        <Field
          key={name}
          label={t('Example for {{name}}', { name: `{{${name}}}` })}
          error={examples[name]?.trim() ? undefined : findingAt(t, found.problems, `${place}.example`)}
        >
          {(control) => (
            <Input
              {...control}
              dir="auto"
              value={examples[name] ?? ''}
              onChange={({ target }) => onChange({ examples: { ...examples, [name]: target.value } })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
