import { useTranslation } from 'react-i18next'
import { usePeopleAt } from '../../app/presence.ts'
import { useSession } from '../../app/session.ts'
import { Avatar } from '../../ui/avatar.tsx'

/** Who else has the chat open, and who of them writes. */
export function PeopleHere({ chatId }: { chatId: string }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const others = usePeopleAt(chatId).filter((person) => person.user !== user.id)
  const writing = others.filter(({ typing }) => typing)
  if (others.length === 0) return <span role="status" />
  return (
    <span role="status" className="flex items-center gap-1.5 text-[12.5px] text-ink-soft">
      <span className="flex -space-x-1">
        {others.map((person) => (
          <Avatar key={person.user} name={person.displayName} size="sm" />
        ))}
      </span>
      <span className="max-sm:sr-only">
        {writing.length > 0
          ? t('{{names}} writing …', {
              names: writing.map(({ displayName }) => displayName).join(', '),
              count: writing.length,
            })
          : t('{{names}} here too', {
              names: others.map(({ displayName }) => displayName).join(', '),
              count: others.length,
            })}
      </span>
    </span>
  )
}
