import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { parametersOf } from '../../../../../server/src/whatsapp/templates/parameters.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input, Textarea } from '../../../ui/input.tsx'
import { Counted } from './counted.tsx'
import { isNamed } from './draft.ts'
import { findingAt } from './finding-words.ts'
import type { PartProps } from './template-builder.tsx'

/** The text, with its parameters and an example for each. */
export function BodyFields({ draft, set, problems, warnings }: PartProps) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const parameters = parametersOf(draft.body)
  const addParameter = (): void => {
    const area = field.current
    if (!area) return
    const next = isNamed(draft) ? `name_${parameters.length + 1}` : String(parameters.length + 1)
    // as if typed: the browser can take it back
    area.setRangeText(`{{${next}}}`, area.selectionStart, area.selectionEnd, 'end')
    set({ body: area.value })
    area.focus()
  }
  const warning = findingAt(t, warnings, 'BODY.text')
  return (
    <div className="flex flex-col gap-3">
      <Field
        label={<Counted name={t('Body')} text={draft.body} most={1024} />}
        hint={
          warning ??
          t('*bold*, _italic_, ~struck~; parameters are {{numbered}} or {{named}}.', {
            numbered: '{{1}}, {{2}}',
            named: '{{name}}',
          })
        }
        error={draft.body === '' ? undefined : findingAt(t, problems, 'BODY.text')}
        isRequired
      >
        {(control) => (
          <Textarea
            {...control}
            ref={field}
            rows={6}
            dir="auto"
            value={draft.body}
            onChange={({ target }) => set({ body: target.value })}
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
          error={draft.examples[name]?.trim() ? undefined : findingAt(t, problems, 'BODY.example')}
        >
          {(control) => (
            <Input
              {...control}
              dir="auto"
              value={draft.examples[name] ?? ''}
              onChange={({ target }) => set({ examples: { ...draft.examples, [name]: target.value } })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
