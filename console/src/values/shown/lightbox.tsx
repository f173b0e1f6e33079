import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { photoAddress } from '../photo-address.ts'

interface LightboxProps {
  isOpen: boolean
  onClose: () => void
  /** ids */
  photos: readonly string[]
  startAt: number
  label: string
}

const look = 'inline-flex size-10 items-center justify-center rounded-full bg-black/60 text-white hover:bg-black/80'

/** Photos as large as the window, one after the other. */
export function Lightbox({ isOpen, onClose, photos, startAt, label }: LightboxProps) {
  const { t } = useTranslation()
  const [index, setIndex] = useState(startAt)
  useEffect(() => {
    if (isOpen) setIndex(startAt)
  }, [isOpen, startAt])
  const id = photos[index]
  if (id === undefined) return null
  const go = (by: number): void => setIndex((index + by + photos.length) % photos.length)
  const pressed = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight') go(1)
    if (event.key === 'ArrowLeft') go(-1)
  }
  const name =
    photos.length > 1
      ? t('{{label}}: {{number}} of {{count}}', { label, number: index + 1, count: photos.length })
      : label
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-black/85" />
        <Radix.Content
          aria-describedby={undefined}
          onKeyDown={pressed}
          onClick={(event) => event.stopPropagation()}
          className="fixed inset-0 z-50 flex flex-col outline-none"
        >
          <header className="flex items-center gap-2 p-3 text-white">
            <Radix.Title className="flex-1 truncate font-medium">{name}</Radix.Title>
            <a href={photoAddress(id)} download className={look} aria-label={t('Download')}>
              <Download aria-hidden className="size-5" />
            </a>
            <Radix.Close className={look} aria-label={t('Close')}>
              <X aria-hidden className="size-5" />
            </Radix.Close>
          </header>
          <div className="flex min-h-0 flex-1 items-center justify-center gap-2 px-3 pb-4">
            {photos.length > 1 && (
              <button type="button" className={look} aria-label={t('Photo before')} onClick={() => go(-1)}>
                <ChevronLeft aria-hidden className="size-5 rtl:rotate-180" />
              </button>
            )}
            <img src={photoAddress(id)} alt={name} className="max-h-full min-w-0 flex-1 object-contain" />
            {photos.length > 1 && (
              <button type="button" className={look} aria-label={t('Next photo')} onClick={() => go(1)}>
                <ChevronRight aria-hidden className="size-5 rtl:rotate-180" />
              </button>
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
