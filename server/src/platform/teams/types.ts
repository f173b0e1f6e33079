import { type Static, Type } from 'typebox'

const address = Type.Union([Type.String({ maxLength: 2000 }), Type.Null()], {
  examples: ['https://example.org/logo.png'],
})

/** How the team looks in the console and in what it sends. */
export const Branding = Type.Object(
  {
    logoUrl: address,
    color: Type.Union([Type.String({ pattern: '^#[0-9a-fA-F]{6}$' }), Type.Null()], {
      description: '#rrggbb',
      examples: ['#0f766e'],
    }),
  },
  { additionalProperties: false },
)
export type Branding = Static<typeof Branding>

export const TeamAnswer = Type.Object({
  id: Type.String({ format: 'uuid' }),
  shortId: Type.String({ examples: ['paisapay'] }),
  name: Type.String({ examples: ['PaisaPay'] }),
  timeZone: Type.String({ description: 'IANA', examples: ['Asia/Kolkata'] }),
  callingCode: Type.String({ description: 'of phone numbers written without one', examples: ['91'] }),
  branding: Branding,
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type TeamAnswer = Static<typeof TeamAnswer>

export const TeamChanges = Type.Partial(
  Type.Object({
    name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S', examples: ['PaisaPay'] }),
    timeZone: Type.String({ maxLength: 60, description: 'IANA', examples: ['Asia/Kolkata'] }),
    callingCode: Type.String({ maxLength: 6, description: '1 to 4 digits', examples: ['91'] }),
    branding: Type.Partial(Branding, { additionalProperties: false }),
  }),
  { additionalProperties: false },
)
export type TeamChanges = Static<typeof TeamChanges>
