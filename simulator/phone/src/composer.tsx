import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { api, type Message } from './api.ts'

interface Props {
  path: string
  attempt: (work: () => Promise<unknown>) => Promise<void>
  replyTo: Message | null
  editing: Message | null
  done: () => void
}

const files = [
  { kind: 'image', label: 'Picture', accept: 'image/jpeg,image/png' },
  { kind: 'video', label: 'Video', accept: 'video/mp4,video/3gpp' },
  { kind: 'document', label: 'Document', accept: '' },
  { kind: 'voice', label: 'Voice message', accept: 'audio/ogg,audio/*' },
  { kind: 'sticker', label: 'Sticker', accept: 'image/webp' },
] as const

/** Where the customer writes: text, files, a place, a visiting card. Enter sends, Shift+Enter begins a line, Escape leaves a reply. */
export function Composer({ path, attempt, replyTo, editing, done }: Props) {
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const inReplyTo = replyTo?.wamid

  useEffect(() => {
    if (editing?.text !== undefined) setText(editing.text)
    if (editing || replyTo) input.current?.focus()
  }, [editing, replyTo])

  const act = (action: string, body: object): void => {
    setOpen(false)
    done()
    void attempt(() => api.act(path, action, { ...body, ...(inReplyTo && { inReplyTo }) }))
  }
  const submit = (event?: FormEvent): void => {
    event?.preventDefault()
    const said = text.trim()
    if (!said) return
    setText('')
    if (editing) act('edits', { wamid: editing.wamid, text: said })
    else act('messages', { text: said })
  }
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      submit()
    }
    if (event.key === 'Escape') {
      setText(editing ? '' : text)
      setOpen(false)
      done()
    }
  }
  const place = (): void =>
    act('locations', { latitude: 18.5204, longitude: 73.8567, name: 'Pune', address: 'Maharashtra' })
  const card = (): void => act('contacts', { contacts: [{ name: 'Ravi Kumar', phone: '+919811122233' }] })

  return (
    <form className="composer" onSubmit={submit}>
      {(replyTo || editing) && (
        <p className="context">
          {editing ? 'Editing' : 'Reply to'}: {(editing ?? replyTo)?.text ?? (editing ?? replyTo)?.type}
          <button type="button" className="quiet" onClick={done}>
            Cancel
          </button>
        </p>
      )}
      <button
        type="button"
        className="attach"
        aria-label="Attach"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        +
      </button>
      <textarea
        ref={input}
        aria-label="Message"
        placeholder="Message"
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={key}
      />
      <button type="submit" disabled={!text.trim()}>
        Send
      </button>
      {isOpen && (
        <div className="attachments">
          {files.map(({ kind, label, accept }) => (
            <label key={kind}>
              {label}
              <input
                type="file"
                accept={accept}
                onChange={(event) => {
                  const [file] = event.target.files ?? []
                  if (!file) return
                  const caption = text.trim()
                  setOpen(false)
                  setText('')
                  done()
                  void attempt(() => api.sendFile(path, file, kind, caption, inReplyTo))
                }}
              />
            </label>
          ))}
          <button type="button" onClick={place}>
            Location
          </button>
          <button type="button" onClick={card}>
            Contact
          </button>
        </div>
      )}
    </form>
  )
}
