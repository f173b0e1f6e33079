import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cx } from '../../ui/class-names.ts'
import { smallPhotoAddress } from '../photo-address.ts'
import { Lightbox } from './lightbox.tsx'

interface ThumbnailProps {
  /** ids of all photos that stand together; the lightbox goes through them */
  photos: readonly string[]
  index: number
  /** what they show */
  label: string
  isSmall?: boolean
}

/** A small picture that opens large. */
export function Thumbnail({ photos, index, label, isSmall = false }: ThumbnailProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const id = photos[index]
  if (id === undefined) return null
  const name = photos.length > 1 ? `${label} ${index + 1}` : label
  return (
    <>
      <button
        type="button"
        aria-label={t('Open photo: {{name}}', { name })}
        onClick={(event) => {
          event.stopPropagation()
          setOpen(true)
        }}
        className={cx(
          'block overflow-hidden rounded-md border border-line bg-sunken align-middle',
          isSmall ? 'size-7' : 'size-20',
        )}
      >
        <img src={smallPhotoAddress(id)} alt="" loading="lazy" decoding="async" className="size-full object-cover" />
      </button>
      <Lightbox isOpen={isOpen} onClose={() => setOpen(false)} photos={photos} startAt={index} label={label} />
    </>
  )
}
