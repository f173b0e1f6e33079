import { FileText } from 'lucide-react'
import { listOf, type ShownValueProps } from '../value-type.ts'
import { ValueLink } from './link.tsx'

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text)

export const Email = ({ value }: ShownValueProps) => <ValueLink href={`mailto:${value}`}>{String(value)}</ValueLink>

export const Phone = ({ value }: ShownValueProps) => (
  <span dir="ltr">
    <ValueLink href={`tel:${value}`}>{String(value)}</ValueLink>
  </span>
)

/** Web addresses alone become links: another scheme could run a script. */
export const Url = ({ value }: ShownValueProps) =>
  isWebAddress(String(value)) ? <ValueLink href={String(value)}>{String(value)}</ValueLink> : String(value)

const fileName = (address: string): string =>
  decodeSafely(address.split(/[?#]/)[0]?.split('/').filter(Boolean).at(-1) ?? '') || address

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // a lone per cent sign
    return text
  }
}

export const Documents = ({ value }: ShownValueProps) => (
  <span className="inline-flex max-w-full flex-wrap gap-x-3 gap-y-1">
    {listOf(value).map((address) => (
      <span key={address} className="inline-flex min-w-0 items-center gap-1">
        <FileText aria-hidden className="size-4 shrink-0 text-ink-soft" />
        {isWebAddress(address) ? <ValueLink href={address}>{fileName(address)}</ValueLink> : address}
      </span>
    ))}
  </span>
)

export function Audio({ attribute, value, isFull }: ShownValueProps) {
  const address = String(value)
  if (!isFull || !isWebAddress(address)) return <Documents attribute={attribute} value={value} isFull={isFull} />
  return (
    // biome-ignore lint/a11y/useMediaCaption: a recording of a team's own, of which there is no text
    <audio controls preload="none" src={address} aria-label={attribute.name} className="h-9 w-full max-w-sm" />
  )
}
