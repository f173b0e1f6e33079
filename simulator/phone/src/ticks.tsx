import type { Message } from './api.ts'

const says: Record<Message['ticks'], string> = {
  none: 'not sent yet',
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
}

/** One grey tick, two grey, two blue; as the business sees its own message. */
export function Ticks({ ticks }: { ticks: Message['ticks'] }) {
  const count = ticks === 'delivered' || ticks === 'read' ? 2 : ticks === 'sent' ? 1 : 0
  if (ticks === 'failed')
    return (
      <span role="img" aria-label="failed" className="ticks failed">
        !
      </span>
    )
  return (
    <svg role="img" aria-label={says[ticks]} className={`ticks ${ticks}`} viewBox="0 0 20 12" width="18" height="11">
      <title>{says[ticks]}</title>
      {count === 0 && <circle cx="10" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.5" />}
      {count > 0 && <path d="M2 6.5 5.5 10 13 2" fill="none" stroke="currentColor" strokeWidth="1.7" />}
      {count > 1 && <path d="M9 9 10 10 18 2" fill="none" stroke="currentColor" strokeWidth="1.7" />}
    </svg>
  )
}
