import { MapPin } from 'lucide-react'
import { addressParts, isParts } from '../address.ts'
import type { ShownValueProps } from '../value-type.ts'
import { ValueLink } from './link.tsx'

export function Geolocation({ value }: ShownValueProps) {
  const [lat, lng] = Array.isArray(value) ? value.map(Number) : []
  if (lat === undefined || lng === undefined) return null
  return (
    <span className="inline-flex items-center gap-1" dir="ltr">
      <MapPin aria-hidden className="size-4 shrink-0 text-ink-soft" />
      <ValueLink href={`https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=16/${lat}/${lng}`}>
        {`${lat}, ${lng}`}
      </ValueLink>
    </span>
  )
}

export function Address({ value, isFull }: ShownValueProps) {
  const lines = isParts(value) ? addressParts.flatMap((part) => value[part] ?? []) : String(value).split('\n')
  return isFull ? (
    <span className="whitespace-pre-wrap break-words">{lines.join('\n')}</span>
  ) : (
    <span className="truncate">{lines.join(', ')}</span>
  )
}
