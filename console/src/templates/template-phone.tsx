import { useTranslation } from 'react-i18next'
import type { RenderedTemplate } from '../../../server/src/whatsapp/templates/render.ts'
import { TemplateView } from './template-view.tsx'

interface TemplatePhoneProps {
  rendered: RenderedTemplate
  mediaLink?: string | null
}

/** A template in the chat of whoever will get it. */
export function TemplatePhone({ rendered, mediaLink = null }: TemplatePhoneProps) {
  const { t } = useTranslation()
  return (
    <figure className="rounded-xl border border-line bg-sunken p-4" aria-label={t('As the customer will see it')}>
      <div className="w-fit min-w-40 max-w-full rounded-xl rounded-ss-sm bg-bubble-in px-3 py-2 shadow-sm">
        <TemplateView rendered={rendered} mediaLink={mediaLink} />
      </div>
      <figcaption className="mt-3 text-[12px] text-ink-soft">{t('As the customer will see it')}</figcaption>
    </figure>
  )
}
