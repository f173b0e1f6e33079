import type { ChatMessage } from '@nadi/sdk'
import { useQuery } from '@tanstack/react-query'
import type { MetaComponent, SentComponent } from '../../../../server/src/whatsapp/templates/meta.ts'
import { renderTemplate } from '../../../../server/src/whatsapp/templates/render.ts'
import { callOf } from '../../api/query.ts'
import { TemplateView } from '../../templates/template-view.tsx'
import { Formatted } from '../formatted.tsx'
import { mediaAddress } from '../media-address.ts'
import { fieldsOf } from '../meta-fields.ts'
import { AttachmentView } from './attachment-view.tsx'

/** A template as its reader saw it. Where the template is not there any more, the words that were kept with the message. */
export function SentTemplate({ message }: { message: ChatMessage }) {
  const { messageTemplateId } = message.context
  const found = useQuery({
    ...callOf('GET /v1/ext/plugin/whatsapp/{pluginId}/templates/{templateId}', {
      path: { pluginId: message.plugin, templateId: messageTemplateId ?? '' },
    }),
    enabled: messageTemplateId !== null,
    retry: false,
  })
  const template = found.data?.data
  if (!template) {
    return (
      <div className="flex flex-col gap-1.5">
        {message.attachments.map((attachment) => (
          <AttachmentView key={attachment.mediaId ?? attachment.url} attachment={attachment} />
        ))}
        <Formatted text={message.text} />
      </div>
    )
  }
  const { components } = fieldsOf(fieldsOf(message.message).template)
  const rendered = renderTemplate(
    template.components as unknown as MetaComponent[],
    (components ?? []) as SentComponent[],
  )
  const [media] = message.attachments
  return <TemplateView rendered={rendered} mediaLink={media ? mediaAddress(media) : null} />
}
