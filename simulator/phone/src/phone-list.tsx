import type { Conversation } from './api.ts'
import type { Open } from './app.tsx'
import { shortTime } from './times.ts'
import type { World } from './use-world.ts'

interface Props {
  world: World
  open: Open | null
  choose: (open: Open) => void
}

/** The conversations of all customers, the latest first. */
export function PhoneList({ world, open, choose }: Props) {
  if (world.isLoading) return <p className="hint">Loading…</p>
  if (world.conversations.length === 0) return <p className="hint">No conversations yet.</p>
  return (
    <ul className="chats">
      {world.conversations.map((each) => (
        <li key={`${each.phoneNumberId} ${each.address}`}>
          <button
            type="button"
            aria-current={open?.address === each.address && open.phoneNumberId === each.phoneNumberId}
            onClick={() => choose({ phoneNumberId: each.phoneNumberId, address: each.address })}
          >
            <span className="who">{titleOf(each)}</span>
            <time>{each.lastMessage ? shortTime(each.lastMessage.at) : ''}</time>
            <span className="last">{each.isTyping ? 'writing…' : (each.lastMessage?.text ?? '')}</span>
            {each.unreadCount > 0 && (
              <span className="unread">
                {each.unreadCount}
                <span className="unseen"> unread</span>
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  )
}

const titleOf = ({ customer, group, address }: Conversation): string =>
  group ? group.subject : customer?.name ? `${customer.name} · +${customer.waId}` : `+${address}`
