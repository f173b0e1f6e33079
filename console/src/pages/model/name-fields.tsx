import { useTranslation } from 'react-i18next'
import { Id } from '../../ui/copy-button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { shortIdFor, shortIdPattern } from './short-id.ts'

export interface Naming {
  name: string
  /** as typed; null: still as the name suggests it */
  shortId: string | null
}

export const shortIdOf = ({ name, shortId }: Naming, isUpper = false): string =>
  shortId ?? shortIdFor(name, { isUpper })

interface NameFieldsProps {
  naming: Naming
  onChange: (naming: Naming) => void
  /** of a thing that is there already: its short id never changes */
  fixedShortId?: string
  /** short ids that are taken beside it */
  taken: readonly string[]
  isUpper?: boolean
  hint?: string
}

/** The name of a thing, and its short id, which follows the name until it is typed. */
export function NameFields({ naming, onChange, fixedShortId, taken, isUpper = false, hint }: NameFieldsProps) {
  const { t } = useTranslation()
  const shortId = shortIdOf(naming, isUpper)
  return (
    <>
      <Field label={t('Name')} hint={hint} isRequired>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={120}
            value={naming.name}
            onChange={(event) => onChange({ ...naming, name: event.target.value })}
          />
        )}
      </Field>
      {fixedShortId === undefined ? (
        <Field
          label={t('Short id')}
          hint={t('For the API, formulas and files. It never changes.')}
          error={taken.includes(shortId) ? t('"{{shortId}}" is there already.', { shortId }) : undefined}
          isRequired
        >
          {(control) => (
            <Input
              {...control}
              required
              pattern={shortIdPattern}
              title={t('A letter, then letters, digits and underscores')}
              spellCheck={false}
              value={shortId}
              onChange={(event) => onChange({ ...naming, shortId: event.target.value })}
              className="font-mono"
            />
          )}
        </Field>
      ) : (
        <p className="flex items-center gap-2 text-[13px]">
          {t('Short id')}
          <Id value={fixedShortId} label={t('Copy the short id')} />
        </p>
      )}
    </>
  )
}
