import { MapPin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Fields, textOf } from '../meta-fields.ts'

/** A place that somebody sent, with a link to a map. */
export function Place({ place }: { place: Fields }) {
  const { t } = useTranslation()
  const { latitude, longitude } = place
  const point = `${textOf(latitude) ?? ''},${textOf(longitude) ?? ''}`
  const name = textOf(place.name)
  const address = textOf(place.address)
  return (
    <a
      href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
      target="_blank"
      rel="noreferrer noopener"
      className="flex items-start gap-3 rounded-lg border border-line bg-surface/60 px-3 py-2.5 hover:bg-sunken"
    >
      <MapPin aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
      <span className="min-w-0">
        <span className="block font-medium">{name ?? t('Location')}</span>
        {address && <span className="block text-ink-soft">{address}</span>}
        <span className="block text-[12px] text-ink-soft tabular-nums">{point}</span>
        <span className="block text-[12px] text-accent-text underline">{t('Show on a map')}</span>
      </span>
    </a>
  )
}
