import type { ChatMessage } from '@nadi/sdk'
import { Ban, CircleHelp, Phone, ShoppingBag } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Formatted } from '../formatted.tsx'
import { fieldsOf } from '../meta-fields.ts'
import { AttachmentView } from './attachment-view.tsx'
import { ContactCards } from './contact-cards.tsx'
import { Interactive } from './interactive.tsx'
import { Place } from './place.tsx'
import { SentTemplate } from './sent-template.tsx'

/** What a message says, by Meta's type of it; of types that have no picture of their own their readable text. */
export function MessageContent({ message }: { message: ChatMessage }) {
  const { t } = useTranslation()
  const { dataType, attachments, text } = message
  const body = fieldsOf(message.message)
  if (message.revokedAt !== null) return <Aside icon={Ban}>{t('This message was deleted.')}</Aside>
  switch (dataType) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return attachments.map((attachment) => (
        <AttachmentView key={attachment.mediaId ?? attachment.url} attachment={attachment} />
      ))
    case 'location':
      return <Place place={fieldsOf(body.location)} />
    case 'contacts':
      return <ContactCards contacts={body.contacts} />
    case 'interactive':
      return <Interactive interactive={fieldsOf(body.interactive)} message={message} />
    case 'template':
      return <SentTemplate message={message} />
    case 'order':
      return <Aside icon={ShoppingBag}>{text}</Aside>
    case 'call':
      return <Aside icon={Phone}>{text}</Aside>
    case 'unsupported':
    case 'unknown':
      return <Aside icon={CircleHelp}>{t('{{text}} It can be seen on the phone.', { text })}</Aside>
    default:
      return <Formatted text={text} />
  }
}

const Aside = ({ icon: Icon, children }: { icon: typeof Ban; children: string }) => (
  <span className="flex items-start gap-2 text-ink-soft italic">
    <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
    <span className="whitespace-pre-wrap break-words">{children}</span>
  </span>
)
