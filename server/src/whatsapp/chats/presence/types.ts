import { type Static, Type } from 'typebox'

/** Somebody who has a chat open. */
export const PersonHere = Type.Object({
  user: Type.String({ format: 'uuid' }),
  username: Type.String({ examples: ['alex@paisapay.com'] }),
  displayName: Type.String({ examples: ['Alex Roy'] }),
  typing: Type.Boolean(),
  since: Type.Integer({ description: 'when they came, epoch milliseconds', examples: [1764000000000] }),
})
export type PersonHere = Static<typeof PersonHere>

export const Here = Type.Object(
  {
    typing: Type.Optional(Type.Boolean({ description: 'default: false', examples: [true] })),
    here: Type.Optional(Type.Boolean({ description: 'false when leaving; default: true', examples: [true] })),
  },
  { additionalProperties: false },
)
export type Here = Static<typeof Here>
