import { useState } from 'react'
import type { Button, Content, Media, Place } from './api.ts'
import { Formatted } from './formatted.tsx'

interface Props {
  content: Content
  /** taps a button by its place among all of the message */
  tap: (index: number) => void
}

/** What stands in a bubble: header, words, footer, buttons; also of each card of a carousel. */
export function ContentView({ content, tap }: Props) {
  const { header, text, footer, media, location, contacts, list, cards, buttons } = content
  const places = buttons.map((button, index) => ({ button, index }))
  const rows = places.filter(({ button }) => button.kind === 'list_row')
  const others = places.filter(({ button }) => button.kind !== 'list_row')
  return (
    <>
      {header?.text && (
        <p className="header">
          <Formatted text={header.text} />
        </p>
      )}
      {header?.media && <MediaView media={header.media} />}
      {header?.location && <PlaceView place={header.location} />}
      {media && <MediaView media={media} />}
      {location && <PlaceView place={location} />}
      {contacts?.map((contact) => (
        <p key={JSON.stringify(contact)} className="card-contact">
          <strong>{contact.name?.formatted_name ?? 'Contact'}</strong>
          {contact.phones?.map(({ phone }) => phone).join(', ')}
        </p>
      ))}
      {text && (
        <p>
          <Formatted text={text} />
        </p>
      )}
      {footer && <p className="footer">{footer}</p>}
      {cards && (
        <div className="cards">
          {cards.map((card) => (
            <div key={JSON.stringify(card)} className="card">
              <ContentView content={card} tap={tap} />
            </div>
          ))}
        </div>
      )}
      {list && <ListButton label={list.label} rows={rows} tap={tap} />}
      {others.map(({ button, index }) => (
        <ButtonView key={`${index} ${button.title}`} button={button} tap={() => tap(index)} />
      ))}
    </>
  )
}

function MediaView({ media: { url, mimeType = '', filename, voice } }: { media: Media }) {
  if (mimeType.startsWith('image/')) return <img src={url} alt={filename ?? 'Picture'} />
  if (mimeType.startsWith('video/')) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what customers send has no captions
      <video src={url} controls aria-label={filename ?? 'Video'} />
    )
  }
  if (mimeType.startsWith('audio/')) {
    return (
      // biome-ignore lint/a11y/useMediaCaption: what customers send has no captions
      <audio src={url} controls aria-label={voice ? 'Voice message' : (filename ?? 'Sound')} />
    )
  }
  return (
    <a className="file" href={url} target="_blank" rel="noreferrer noopener">
      📄 {filename ?? 'File'}
    </a>
  )
}

function PlaceView({ place: { latitude, longitude, name, address } }: { place: Place }) {
  return (
    <p className="place">
      📍 <strong>{name ?? 'Location'}</strong>
      {address && <span>{address}</span>}
      <span>
        {latitude}, {longitude}
      </span>
    </p>
  )
}

interface Row {
  button: Button
  index: number
}

function ListButton({ label, rows, tap }: { label: string; rows: Row[]; tap: (index: number) => void }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="tappable" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        ☰ {label}
      </button>
      {isOpen && (
        <ul className="rows">
          {rows.map(({ button, index }) => (
            <li key={`${index} ${button.title}`}>
              <button
                type="button"
                onClick={() => {
                  setOpen(false)
                  tap(index)
                }}
              >
                {button.title}
                {button.description && <span>{button.description}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const signs: Partial<Record<Button['kind'], string>> = {
  url: '↗',
  phone_number: '✆',
  copy_code: '⧉',
  flow: '▤',
  quick_reply: '↩',
  reply: '↩',
}

function ButtonView({ button: { kind, title, target, canTap }, tap }: { button: Button; tap: () => void }) {
  const label = `${signs[kind] ?? ''} ${title}`.trim()
  if (kind === 'url' && target) {
    return (
      <a className="tappable" href={target} target="_blank" rel="noreferrer noopener">
        {label}
      </a>
    )
  }
  if (kind === 'copy_code' && target) {
    return (
      <button type="button" className="tappable" onClick={() => void navigator.clipboard.writeText(target)}>
        {label}
      </button>
    )
  }
  return (
    <button type="button" className="tappable" disabled={!canTap} title={target} onClick={tap}>
      {label}
    </button>
  )
}
