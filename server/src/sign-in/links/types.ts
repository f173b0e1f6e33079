import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'
import { Branding } from '../../platform/teams/types.ts'
import { Code, NewPassword } from '../types.ts'

export const linkPurposes = ['INVITATION', 'PASSWORD_RESET'] as const
export type LinkPurpose = (typeof linkPurposes)[number]

const expiresAt = Type.Integer({ description: 'epoch milliseconds' })

export const MadeLink = Type.Object({
  link: nullable(Type.String({ examples: ['https://nadi.example.org/invitation/AZN_Xnwae2Ka…'] }), {
    description: 'to hand over; shown now and never again. Null where it was mailed',
  }),
  sentTo: nullable(Type.String({ examples: ['asha@example.org'] }), {
    description: 'null where no mail is sent, for want of an SMTP server',
  }),
  expiresAt,
})
export type MadeLink = Static<typeof MadeLink>

/** What a link is for: enough to greet whoever opens it. */
export const OpenedLink = Type.Object({
  purpose: Type.Enum([...linkPurposes]),
  username: Type.String({ examples: ['asha@example.org'] }),
  displayName: Type.String({ examples: ['Asha Rao'] }),
  team: Type.Object({
    shortId: Type.String({ examples: ['paisapay'] }),
    name: Type.String({ examples: ['PaisaPay'] }),
    branding: Branding,
  }),
  needsSecondFactor: Type.Boolean({ description: 'setting the password takes `code` as well' }),
  expiresAt,
})
export type OpenedLink = Static<typeof OpenedLink>

export const LinkAnswer = Type.Object(
  { password: NewPassword, code: Type.Optional(Code) },
  { additionalProperties: false },
)
export type LinkAnswer = Static<typeof LinkAnswer>

export const Forgotten = Type.Object(
  { username: Type.String({ minLength: 1, maxLength: 254, examples: ['alex@paisapay.com'] }) },
  { additionalProperties: false },
)
