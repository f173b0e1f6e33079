import { badParam } from '../../graph-error.ts'
import type { Sender } from './checked.ts'
import type { Fields } from './fields.ts'
import { type MediaKind, mediaRules, plainType } from './media-types.ts'

const captions: Partial<Record<MediaKind, true>> = { image: true, video: true, document: true }

const keysOf: Record<MediaKind, readonly string[]> = {
  audio: ['id', 'link', 'voice', 'provider'],
  document: ['id', 'link', 'caption', 'filename', 'provider'],
  image: ['id', 'link', 'caption', 'provider'],
  sticker: ['id', 'link', 'provider'],
  video: ['id', 'link', 'caption', 'provider'],
}

/** A media object of a message or of a header: by the id of an upload, or by an address. */
export function checkMedia(parent: Fields, kind: MediaKind, sender: Sender): void {
  const media = parent.fields(kind, keysOf[kind])
  if (media.has('id') === media.has('link')) {
    throw badParam(`Exactly one of "id" and "link" is required on param "${media.path}".`)
  }
  if (media.has('id')) checkMediaId(media, kind, sender)
  else checkLink(media)
  if (captions[kind]) media.optionalText('caption', { min: 0, max: 1024 })
  if (kind === 'document') media.optionalText('filename', { max: 240 })
  if (kind === 'audio') media.flag('voice')
}

function checkMediaId(media: Fields, kind: MediaKind, { world, account }: Sender): void {
  const id = String(media.value('id'))
  const node = world.node(id)
  if (node?.kind !== 'media' || node.account !== account) {
    throw badParam(`Param ${media.at('id')} is not a valid whatsapp business account media attachment ID`)
  }
  // any type that WhatsApp takes may go as a document
  if (kind !== 'document' && !mediaRules[kind].mimeTypes.includes(plainType(node.media.mimeType))) {
    throw badParam(
      `Param ${media.at('id')} must be one of ${mediaRules[kind].mimeTypes.join(', ')} to be sent as ${kind} - got "${node.media.mimeType}".`,
    )
  }
}

function checkLink(media: Fields): void {
  const link = media.text('link', { max: 2048 })
  if (!/^https?:\/\//i.test(link) || !URL.canParse(link)) {
    throw badParam(`Param ${media.at('link')} is not a valid URI: it must begin with http:// or https://.`)
  }
}
