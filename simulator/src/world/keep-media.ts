import { createHash } from 'node:crypto'
import { metaId, secret } from '../ids.ts'
import type { Account } from './account.ts'
import type { Media } from './media.ts'
import { limits, type World } from './world.ts'

/** How long an address of media can be read: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#retrieve-media-url */
export const mediaUrlMs = 5 * 60_000

export interface NewMedia {
  phoneNumberId: string
  mimeType: string
  bytes: Buffer
  filename?: string | undefined
}

/** Keeps a file; the oldest files are forgotten when all together are too large. */
export function keepMedia(world: World, account: Account, input: NewMedia): Media {
  const now = world.clock.now()
  const media: Media = {
    id: metaId(),
    phoneNumberId: input.phoneNumberId,
    mimeType: input.mimeType,
    sha256: createHash('sha256').update(input.bytes).digest('hex'),
    bytes: input.bytes,
    filename: input.filename,
    urlToken: secret(16),
    urlUntil: now + mediaUrlMs,
    createdAt: now,
  }
  world.addNode(media.id, { kind: 'media', account, media })
  world.media.set(media.id, media)
  world.mediaBytes += media.bytes.length
  for (const oldest of world.media.values()) {
    if (world.mediaBytes <= limits.mediaBytes || oldest === media) break
    forgetMedia(world, oldest.id)
  }
  return media
}

export function forgetMedia(world: World, id: string): void {
  const media = world.media.get(id)
  if (!media) return
  world.media.delete(id)
  world.mediaBytes -= media.bytes.length
  world.removeNode(id)
}

/** Where its bytes can be read for the next five minutes, with the account's token. */
export function mediaUrl(origin: string, world: World, media: Media): string {
  media.urlUntil = world.clock.now() + mediaUrlMs
  return `${origin}/whatsapp_business/attachments/?mid=${media.id}&source=getMedia&ext=${Math.floor(media.urlUntil / 1000)}&hash=${media.urlToken}`
}
