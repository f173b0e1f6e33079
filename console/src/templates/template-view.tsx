import { FileText, ImageIcon, MapPin, ShoppingBag, Video } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RenderedHeader, RenderedTemplate } from '../../../server/src/whatsapp/templates/render.ts'
import { Formatted } from '../conversation/formatted.tsx'
import { Time } from '../ui/time.tsx'
import { TemplateButtons } from './template-buttons.tsx'

interface TemplateViewProps {
  rendered: RenderedTemplate
  /** of the header's picture, video or file, where it lies elsewhere than the template says */
  mediaLink?: string | null
}

/** A filled template as its reader sees it: what stands in the bubble. */
export function TemplateView({ rendered, mediaLink = null }: TemplateViewProps) {
  const { t } = useTranslation()
  const { header, body, footer, offer, buttons, cards } = rendered
  return (
    <div className="flex flex-col gap-1.5">
      {header && <Header header={header} mediaLink={mediaLink} />}
      {offer && (
        <span className="rounded-md bg-warning-soft px-2 py-1 text-warning">
          {offer.text}
          {offer.expiresAt !== null && (
            <span className="ms-1.5">
              {t('ends')} <Time at={offer.expiresAt} />
            </span>
          )}
        </span>
      )}
      {body && <Formatted text={body} />}
      {footer && <span className="text-[12.5px] text-ink-soft">{footer}</span>}
      <TemplateButtons buttons={buttons} />
      {cards.length > 0 && (
        <ul
          aria-label={t('Cards')}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          tabIndex={0}
          className="flex gap-2 overflow-x-auto pb-1"
        >
          {cards.map((card, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: cards are known by their place
              key={index}
              className="flex w-52 shrink-0 flex-col gap-1.5 rounded-lg border border-line bg-surface p-2"
            >
              {card.header && <Header header={card.header} mediaLink={null} />}
              <Formatted text={card.body} />
              <TemplateButtons buttons={card.buttons} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const icons = { image: ImageIcon, video: Video, document: FileText, location: MapPin, product: ShoppingBag }

function Header({ header, mediaLink }: { header: RenderedHeader; mediaLink: string | null }) {
  const { t } = useTranslation()
  const { kind, text, filename, location } = header
  const link = mediaLink ?? header.link
  if (kind === 'text')
    return (
      <strong>
        <Formatted text={text ?? ''} />
      </strong>
    )
  if (kind === 'image' && link) {
    return <img src={link} alt={t('Picture')} className="h-36 w-full rounded-lg bg-sunken object-cover" />
  }
  if (kind === 'video' && link) {
    // biome-ignore lint/a11y/useMediaCaption: films of templates bring none
    return <video src={link} controls preload="metadata" className="h-36 w-full rounded-lg bg-black" />
  }
  const Icon = icons[kind as keyof typeof icons] ?? FileText
  const names: Record<string, string> = {
    image: t('Picture'),
    video: t('Video'),
    document: filename ?? t('Document'),
    location: location?.name ?? t('Location'),
    product: t('Product'),
  }
  const look = 'flex items-center gap-2 rounded-lg bg-sunken px-3 text-ink-soft'
  const inner = (
    <>
      <Icon aria-hidden className="size-5 shrink-0" />
      <span className="min-w-0">
        <span className="block truncate">{names[kind] ?? kind}</span>
        {location?.address && <span className="block truncate text-[12px]">{location.address}</span>}
      </span>
    </>
  )
  if (kind === 'document' && link) {
    return (
      <a href={link} target="_blank" rel="noreferrer noopener" className={`${look} py-2.5 hover:text-ink`}>
        {inner}
      </a>
    )
  }
  return <div className={`${look} ${kind === 'document' ? 'py-2.5' : 'h-24 justify-center'}`}>{inner}</div>
}
