import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Field } from '../../../ui/field.tsx'
import { Input } from '../../../ui/input.tsx'
import { findingAt } from './finding-words.ts'
import type { PartProps } from './template-builder.tsx'

/** A one-time password: Meta writes the text, and little is left to choose. */
export function CodeFields({ draft, set, problems }: PartProps) {
  const { t } = useTranslation()
  const { code } = draft
  return (
    <div className="flex flex-col gap-3">
      <p className="text-ink-soft">{t('Meta writes the text of one-time passwords.')}</p>
      <Checkbox
        checked={code.hasAdvice}
        onChange={({ target }) => set({ code: { ...code, hasAdvice: target.checked } })}
      >
        {t('Advise not to share the code')}
      </Checkbox>
      <Field
        label={t('Minutes until the code expires')}
        hint={t('1 to 90. Empty: nothing is said of it.')}
        error={findingAt(t, problems, 'FOOTER.code_expiration_minutes')}
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            min={1}
            max={90}
            value={code.minutes}
            onChange={({ target }) => set({ code: { ...code, minutes: target.value } })}
          />
        )}
      </Field>
    </div>
  )
}
