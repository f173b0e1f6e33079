import type { Attachment } from '../messages/types.ts'
import type { NewMedia } from './neighbours.ts'

/** The files of a message that Meta has. */
export const mediaOf = (pluginId: string, { id, attachments }: { id: string; attachments: Attachment[] }): NewMedia[] =>
  attachments.flatMap(({ mediaId, mimeType, filename }) =>
    mediaId ? [{ pluginId, mediaId, chatMessageId: id, mimeType, filename }] : [],
  )
