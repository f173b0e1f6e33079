import { type Static, Type } from 'typebox'
import { smallEdge } from './picture.ts'

const exampleId = '01912d5c-8f3a-7c1e-9b6f-2a4d8e0c5b17'

export const Photo = Type.Object({
  id: Type.String({ format: 'uuid', examples: [exampleId] }),
  createdAt: Type.Integer({ description: 'epoch milliseconds', examples: [1_764_000_000_000] }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds', examples: [1_764_000_000_000] }),
  filetype: Type.String({ description: 'what its bytes are, whatever the sender called it', examples: ['image/jpeg'] }),
  filename: Type.String({ examples: ['front-door.jpg'] }),
  height: Type.Integer({
    description: 'pixels, as it is seen: a turned picture is measured after the turn',
    examples: [3000],
  }),
  width: Type.Integer({ description: 'pixels', examples: [4000] }),
  isPublic: Type.Boolean({ description: 'whether it can be fetched without a key', examples: [false] }),
  team: Type.String({ format: 'uuid', examples: ['01912d5c-1111-7c1e-9b6f-2a4d8e0c5b17'] }),
  user: Type.Union([Type.String({ format: 'uuid' }), Type.Null()], {
    description: 'who uploaded it',
    examples: ['01912d5c-2222-7c1e-9b6f-2a4d8e0c5b17'],
  }),
})
export type Photo = Static<typeof Photo>

export const PhotoParams = Type.Object({
  photoId: Type.String({ format: 'uuid', description: 'uuid of the photo', examples: [exampleId] }),
})

export const PhotoQuery = Type.Object(
  {
    size: Type.Optional(
      Type.Enum(['small'], { description: `a WebP of at most ${smallEdge} × ${smallEdge} pixels instead` }),
    ),
  },
  { additionalProperties: false },
)

/** The form of an upload, for the documentation: the parts are checked as they stream in. */
export const PhotoForm = Type.Object(
  {
    photo: Type.String({
      format: 'binary',
      description: 'the picture: JPEG, PNG, WebP, GIF, AVIF or TIFF, at most 100 MB and 100 megapixels',
    }),
    filename: Type.Optional(
      Type.String({ description: 'default: the filename of the part', examples: ['front-door.jpg'] }),
    ),
    filetype: Type.Optional(
      Type.String({ description: 'checked against the content where given', examples: ['image/jpeg'] }),
    ),
  },
  { additionalProperties: false },
)
