import { Copy, ExternalLink, Phone, Reply, ShoppingBag, SquarePen } from 'lucide-react'

interface ShownButton {
  kind: string
  text: string
  url?: string | null
}

const icons: Record<string, typeof Reply> = {
  url: ExternalLink,
  phone_number: Phone,
  voice_call: Phone,
  copy_code: Copy,
  otp: Copy,
  catalog: ShoppingBag,
  mpm: ShoppingBag,
  flow: SquarePen,
}

/** The buttons under a message, as the phone draws them; only addresses lead somewhere here. */
export const TemplateButtons = ({ buttons }: { buttons: readonly ShownButton[] }) =>
  buttons.length === 0 ? null : (
    <ul className="-mx-1 mt-0.5 flex flex-col">
      {buttons.map(({ kind, text, url }, index) => {
        const Icon = icons[kind] ?? Reply
        const look =
          'flex items-center justify-center gap-1.5 border-line border-t px-2 py-1.5 font-medium text-accent-text'
        const inner = (
          <>
            <Icon aria-hidden className="size-4 shrink-0" />
            <span className="truncate">{text}</span>
          </>
        )
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: their place is what tells them apart
          <li key={index}>
            {url && /^https?:/.test(url) ? (
              <a href={url} target="_blank" rel="noreferrer noopener" className={look}>
                {inner}
              </a>
            ) : (
              <span className={look}>{inner}</span>
            )}
          </li>
        )
      })}
    </ul>
  )
