import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { callOf } from '../../api/query.ts'
import { Badge } from '../../ui/badge.tsx'
import { Time } from '../../ui/time.tsx'
import { SideSection } from './side-section.tsx'

/** The same customer's chats with other numbers of the team. */
export function OtherChats({ contactId, chatId }: { contactId: string; chatId: string }) {
  const { t } = useTranslation()
  const found = useQuery(callOf('GET /v1/ext/contact/{contactId}/chats', { path: { contactId }, query: { limit: 20 } }))
    .data?.data
  const numbers = useQuery(callOf('GET /v1/ext/whatsapp-phone-number')).data?.data ?? []
  const others = (found ?? []).filter(({ id }) => id !== chatId)
  if (others.length === 0) return null
  return (
    <SideSection title={t('Other chats')}>
      <ul className="flex flex-col gap-1.5">
        {others.map((chat) => {
          const number = numbers.find(({ id }) => id === chat.whatsappPhoneNumberId)
          return (
            <li key={chat.id}>
              <Link to={`/inbox/${chat.id}`} className="block rounded-md px-2 py-1.5 hover:bg-sunken">
                <span className="flex items-center gap-2">
                  <span className="min-w-0 flex-1 truncate font-medium">
                    {number?.verifiedName ?? chat.whatsappPhoneNumberId}
                  </span>
                  {chat.status === 'CLOSED' && <Badge>{t('closed')}</Badge>}
                  <span className="text-[12px] text-ink-soft">
                    <Time at={chat.lastMessageAt} />
                  </span>
                </span>
                <span className="block truncate text-[13px] text-ink-soft">{chat.lastMessage?.text}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </SideSection>
  )
}
