import { useState } from 'react'
import type { Message } from './api.ts'
import { ContentView } from './content.tsx'
import { Ticks } from './ticks.tsx'
import { timeOf } from './times.ts'

export interface Acts {
  tap: (message: Message, index: number) => void
  react: (message: Message, emoji: string) => void
  reply: (message: Message) => void
  edit: (message: Message) => void
  remove: (message: Message) => void
}

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏']

/** One message. The customer's own stand on the right, as on their phone. */
export function Bubble({ message, me, acts }: { message: Message; me: string; acts: Acts }) {
  const [isOpen, setOpen] = useState(false)
  const { direction, isDeleted, reactions } = message
  const isOwn = direction === 'in'
  const mine = reactions.find(({ by }) => by === me)?.emoji
  const close =
    (act: () => void): (() => void) =>
    () => {
      setOpen(false)
      act()
    }
  return (
    <li className={`bubble ${isOwn ? 'own' : 'theirs'} ${message.type}`} id={message.wamid}>
      <article aria-label={`${isOwn ? 'You' : 'Business'}, ${timeOf(message.at)}`}>
        {message.isForwarded && <p className="note">Forwarded</p>}
        {message.participant && !isOwn && <p className="note">+{message.participant}</p>}
        {message.inReplyTo && (
          <a className="quote" href={`#${message.inReplyTo.wamid}`}>
            {message.inReplyTo.text || 'An older message'}
          </a>
        )}
        {isDeleted ? (
          <p className="note">This message was deleted</p>
        ) : (
          <ContentView content={message} tap={(index) => acts.tap(message, index)} />
        )}
        {message.error && (
          <p className="failure">
            {message.error.title} ({message.error.code})
          </p>
        )}
        <footer>
          {message.isEdited && <span>edited</span>}
          <time>{timeOf(message.at)}</time>
          {!isOwn && <Ticks ticks={message.ticks} />}
          {!isDeleted && (
            <button
              type="button"
              className="more"
              aria-label="Message actions"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              ⋯
            </button>
          )}
        </footer>
      </article>
      {reactions.length > 0 && (
        <p className="reactions">
          <span className="unseen">Reactions: </span>
          {reactions.map(({ by, emoji }) => (
            <span key={by}>{emoji}</span>
          ))}
        </p>
      )}
      {isOpen && (
        <div className="menu" role="menu" aria-label="Message actions">
          {emojis.map((emoji) => (
            <button
              key={emoji}
              type="button"
              role="menuitemcheckbox"
              aria-label={mine === emoji ? `Take back ${emoji}` : `React with ${emoji}`}
              aria-checked={mine === emoji}
              onClick={close(() => acts.react(message, mine === emoji ? '' : emoji))}
            >
              {emoji}
            </button>
          ))}
          <button type="button" role="menuitem" onClick={close(() => acts.reply(message))}>
            Reply
          </button>
          {isOwn && message.text && (
            <button type="button" role="menuitem" onClick={close(() => acts.edit(message))}>
              Edit
            </button>
          )}
          {isOwn && (
            <button type="button" role="menuitem" onClick={close(() => acts.remove(message))}>
              Delete for everyone
            </button>
          )}
        </div>
      )}
    </li>
  )
}
