import { useTranslation } from 'react-i18next'
import { Avatar } from '../../ui/avatar.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { fieldsOf, listOf, textOf } from '../meta-fields.ts'

/** Address cards that were sent, with what can be copied from them. */
export function ContactCards({ contacts }: { contacts: unknown }) {
  const { t } = useTranslation()
  return (
    <ul className="flex flex-col gap-2">
      {listOf(contacts).map((contact) => {
        const { name, phones, emails } = fieldsOf(contact)
        const { formatted_name, first_name, last_name } = fieldsOf(name)
        const called = textOf(formatted_name) ?? [first_name, last_name].map(textOf).filter(Boolean).join(' ')
        const ways = [
          ...listOf(phones).map((phone) => textOf(fieldsOf(phone).phone) ?? textOf(fieldsOf(phone).wa_id)),
          ...listOf(emails).map((email) => textOf(fieldsOf(email).email)),
        ].filter((way) => way !== undefined)
        return (
          <li key={JSON.stringify(contact)} className="flex min-w-52 items-start gap-3">
            <Avatar name={called || '?'} />
            <span className="min-w-0">
              <span className="block font-medium">{called || t('Contact')}</span>
              {ways.map((way) => (
                <span key={way} className="flex items-center gap-1 text-ink-soft" dir="ltr">
                  {way}
                  <CopyButton value={way} label={t('Copy {{value}}', { value: way })} />
                </span>
              ))}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
