import type { Attachment } from '@nadi/sdk'
import { graphVersion } from './meta-fields.ts'

/** Where the bytes of an attachment lie: at this server, which keeps what customers send, or at the address that it was sent by. */
export const mediaAddress = ({ mediaId, url }: Pick<Attachment, 'mediaId' | 'url'>): string | null =>
  mediaId === null ? url : `/v2/whatsapp/${graphVersion}/media/${encodeURIComponent(mediaId)}/show`
