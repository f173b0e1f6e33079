import { type Static, Type } from 'typebox'

export const MediaObject = Type.Object(
  {
    messaging_product: Type.Literal('whatsapp'),
    url: Type.String({
      description: 'of this server; it takes the same key',
      examples: ['https://nadi.example.org/v2/whatsapp/v23.0/media/1166846181421424/show'],
    }),
    mime_type: Type.Optional(Type.String({ examples: ['image/jpeg'] })),
    sha256: Type.Optional(
      Type.String({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
    ),
    file_size: Type.Optional(Type.Union([Type.Integer(), Type.String()], { description: 'bytes', examples: [48213] })),
    id: Type.String({ examples: ['1166846181421424'] }),
  },
  { additionalProperties: true },
)
export type MediaObject = Static<typeof MediaObject>

const version = Type.String({
  pattern: '^v\\d{1,3}\\.\\d{1,2}$',
  description: "version of Meta's Graph API",
  examples: ['v23.0'],
})
const mediaId = Type.String({
  pattern: '^[\\w.:=-]{1,200}$',
  description: "Meta's id of the file",
  examples: ['1166846181421424'],
})

export const MediaParams = Type.Object({ version, mediaId })
export const AttachmentParams = Type.Object({ version })
export const AttachmentQuery = Type.Object({ mid: mediaId })

export const PublicMediaUrl = Type.Object({
  publicMediaUrl: Type.String({
    examples: [
      'https://nadi.example.org/01912d5c-1111-7c1e-9b6f-2a4d8e0c5b17/2026-11-24/01912d5c-2222-7c1e-9b6f-2a4d8e0c5b17.pdf',
    ],
  }),
})

/** The form of an upload, for the documentation: the parts are checked as they stream in. */
export const PublicMediaForm = Type.Object(
  {
    file: Type.String({ format: 'binary', description: 'a picture, video, sound or document that WhatsApp carries' }),
    filename: Type.Optional(Type.String({ description: 'default: the filename of the part', examples: ['offer.pdf'] })),
  },
  { additionalProperties: false },
)

export const PublicMediaParams = Type.Object({
  team: Type.String({ description: 'uuid of the team' }),
  day: Type.String({ description: 'when it was uploaded, UTC' }),
  file: Type.String({ description: 'uuid and extension' }),
})
