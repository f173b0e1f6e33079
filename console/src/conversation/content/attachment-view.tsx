import type { Attachment } from '@nadi/sdk'
import { FileText, ImageOff } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { Formatted } from '../formatted.tsx'
import { mediaAddress } from '../media-address.ts'
import { VoicePlayer } from './voice-player.tsx'

/** A picture, video, sound, file or sticker, with its caption. */
export function AttachmentView({ attachment }: { attachment: Attachment }) {
  return (
    <div className="flex flex-col gap-1.5">
      <Media attachment={attachment} />
      {attachment.caption && <Formatted text={attachment.caption} />}
    </div>
  )
}

function Media({ attachment }: { attachment: Attachment }) {
  const { t } = useTranslation()
  const address = mediaAddress(attachment)
  const { type, filename, mimeType } = attachment
  if (address === null) return <Gone />
  if (type === 'image') return <Picture address={address} name={attachment.caption ?? filename ?? t('Picture')} />
  if (type === 'sticker') return <img src={address} alt={t('Sticker')} className="size-32 object-contain" />
  if (type === 'video') {
    return (
      // biome-ignore lint/a11y/useMediaCaption: customers' films have none
      <video
        src={address}
        controls
        preload="metadata"
        aria-label={filename ?? t('Video')}
        className="h-60 w-72 max-w-full rounded-lg bg-black"
      />
    )
  }
  if (type === 'audio') return <VoicePlayer address={address} isVoice={attachment.isVoice} />
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer noopener"
      className="flex min-w-0 items-center gap-3 rounded-lg border border-line bg-surface/60 px-3 py-2.5 hover:bg-sunken"
    >
      <FileText aria-hidden className="size-6 shrink-0 text-ink-soft" />
      <span className="min-w-0">
        <span className="block truncate font-medium">{filename ?? t('Document')}</span>
        <span className="block text-[12px] text-ink-soft">{kindOf(mimeType, filename) || t('Document')}</span>
      </span>
    </a>
  )
}

/** `PDF` of `application/pdf` or `terms.pdf`. */
const kindOf = (mimeType: string | null, filename: string | null): string =>
  (/\.(\w{2,5})$/.exec(filename ?? '')?.[1] ?? /\/(\w{2,5})$/.exec(mimeType ?? '')?.[1] ?? '').toUpperCase()

/** Of one size whatever it holds, so that nothing jumps when it has come; the whole of it in a dialog. */
function Picture({ address, name }: { address: string; name: string }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [isGone, setGone] = useState(false)
  if (isGone) return <Gone />
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} aria-label={t('Open {{name}}', { name })}>
        <img
          src={address}
          alt={name}
          loading="lazy"
          onError={() => setGone(true)}
          className="h-60 w-72 max-w-full rounded-lg bg-sunken object-cover"
        />
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title={name} size="xl">
        <img src={address} alt={name} className="mx-auto max-h-[70vh] max-w-full object-contain" />
        <p className="mt-3 text-center">
          <a href={address} target="_blank" rel="noreferrer noopener" className="text-accent-text underline">
            {t('Open it in a tab of its own')}
          </a>
        </p>
      </Dialog>
    </>
  )
}

function Gone() {
  const { t } = useTranslation()
  return (
    <span className="flex items-center gap-2 text-ink-soft italic">
      <ImageOff aria-hidden className="size-4 shrink-0" />
      {t('The file could not be fetched.')}
    </span>
  )
}
