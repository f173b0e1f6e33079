import { useEffect, useRef, useState } from 'react'
import { api, type Chat, chatPath, type Message } from './api.ts'
import type { Open } from './app.tsx'
import { type Acts, Bubble } from './bubble.tsx'
import { Composer } from './composer.tsx'
import { dayAndTimeOf } from './times.ts'

interface Props {
  open: Open
  chat: Chat | null
  attempt: (work: () => Promise<unknown>) => Promise<void>
  close: () => void
}

/** The conversation on the customer's phone. While it is open and seen, what the business sent is read. */
export function ChatScreen({ open, chat, attempt, close }: Props) {
  const path = chatPath(open)
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const [editing, setEditing] = useState<Message | null>(null)
  const [reads, setReads] = useState(true)
  const end = useRef<HTMLLIElement>(null)
  const count = chat?.messages.length ?? 0
  const unread = chat?.unreadCount ?? 0

  useEffect(() => {
    if (count > 0) end.current?.scrollIntoView({ block: 'end' })
  }, [count])

  useEffect(() => {
    if (!reads || unread === 0) return
    const read = (): void => {
      if (document.visibilityState === 'visible') void attempt(() => api.act(path, 'reads'))
    }
    // a person takes a moment to look
    const timer = setTimeout(read, 400)
    document.addEventListener('visibilitychange', read)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', read)
    }
  }, [reads, unread, path, attempt])

  const acts: Acts = {
    tap: (message, choice) => void attempt(() => api.act(path, 'taps', { wamid: message.wamid, choice })),
    react: (message, emoji) => void attempt(() => api.act(path, 'reactions', { wamid: message.wamid, emoji })),
    reply: setReplyTo,
    edit: setEditing,
    remove: (message) => void attempt(() => api.act(path, 'deletions', { wamid: message.wamid })),
  }

  return (
    <section className="phone" aria-label="Phone">
      <header>
        <button type="button" className="back" onClick={close} aria-label="Back to all phones">
          ‹
        </button>
        <div>
          <h2>{chat?.group?.subject ?? chat?.business.name ?? ''}</h2>
          <p>
            {chat?.business.displayPhoneNumber}
            {chat?.isTyping ? ' · writing…' : ''}
          </p>
        </div>
        <label className="reads">
          <input type="checkbox" checked={reads} onChange={(event) => setReads(event.target.checked)} /> reads at once
        </label>
      </header>
      <ol className="messages" aria-label="Messages" aria-live="polite">
        {chat?.messages.length === 0 && (
          <li className="hint">Say hello: the business hears of you when you write first.</li>
        )}
        {chat?.messages.map((message) => (
          <Bubble key={message.wamid} message={message} me={open.address} acts={acts} />
        ))}
        <li ref={end} aria-hidden="true" />
      </ol>
      <p className="window">
        {chat?.windowEndsAt && chat.isWindowOpen
          ? `The business may answer freely until ${dayAndTimeOf(chat.windowEndsAt)}`
          : 'Only templates reach this phone until you write'}
      </p>
      <Composer
        path={path}
        attempt={attempt}
        replyTo={replyTo}
        editing={editing}
        done={() => {
          setReplyTo(null)
          setEditing(null)
        }}
      />
    </section>
  )
}
