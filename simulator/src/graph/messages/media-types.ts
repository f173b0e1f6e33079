const megabytes = 1024 * 1024

/** What Meta takes of each kind: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types */
export const mediaRules: Readonly<Record<MediaKind, { maxBytes: number; mimeTypes: readonly string[] }>> = {
  audio: {
    maxBytes: 16 * megabytes,
    mimeTypes: ['audio/aac', 'audio/mp4', 'audio/mpeg', 'audio/amr', 'audio/ogg', 'audio/opus'],
  },
  document: {
    maxBytes: 100 * megabytes,
    mimeTypes: [
      'text/plain',
      'application/pdf',
      'application/vnd.ms-powerpoint',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
  },
  image: { maxBytes: 5 * megabytes, mimeTypes: ['image/jpeg', 'image/png'] },
  sticker: { maxBytes: 500 * 1024, mimeTypes: ['image/webp'] },
  video: { maxBytes: 16 * megabytes, mimeTypes: ['video/mp4', 'video/3gpp', 'video/3gp'] },
}

export type MediaKind = 'audio' | 'document' | 'image' | 'sticker' | 'video'

export const mediaKinds = Object.keys(mediaRules) as MediaKind[]

/** Without parameters: `audio/ogg; codecs=opus` is `audio/ogg`. */
export const plainType = (mimeType: string): string => mimeType.split(';')[0]?.trim().toLowerCase() ?? ''

/** The kind that a file of this type may be sent as at first; documents take what the others do too. */
export function kindOf(mimeType: string): MediaKind | undefined {
  const plain = plainType(mimeType)
  return (
    mediaKinds.find((kind) => kind !== 'document' && mediaRules[kind].mimeTypes.includes(plain)) ??
    (mediaRules.document.mimeTypes.includes(plain) ? 'document' : undefined)
  )
}
