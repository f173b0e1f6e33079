import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'
import { ShownRole } from '../../platform/roles/types.ts'
import { TeamAnswer } from '../../platform/teams/types.ts'
import { User } from '../../platform/users/types.ts'

export const signInMethods = ['PASSWORD', 'INVITATION', 'SINGLE_SIGN_ON'] as const
export type SignInMethod = (typeof signInMethods)[number]

export const Session = Type.Object({
  id: Type.String({ format: 'uuid' }),
  isCurrent: Type.Boolean({ description: 'the one that asks' }),
  method: Type.Enum([...signInMethods], { description: 'how it began' }),
  userAgent: Type.String({
    description: 'the browser, as it names itself',
    examples: ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
  }),
  address: Type.String({ description: 'where it was signed in from', examples: ['203.0.113.7'] }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  lastSeenAt: Type.Integer({ description: 'epoch milliseconds, to the minute' }),
  expiresAt: Type.Integer({ description: 'epoch milliseconds; earlier after seven days without use' }),
})
export type Session = Static<typeof Session>

/** Who asks, and all that a console needs to begin. */
export const Me = Type.Object({
  sessionId: nullable(Type.String({ format: 'uuid' }), { description: 'null where an API key asks' }),
  user: Type.Union([User, Type.Null()], { description: 'null for a key that acts in nobody’s name' }),
  team: TeamAnswer,
  role: ShownRole,
  mustChangePassword: Type.Boolean({
    description: 'every call but those of the session and its password answers 403 `password_must_be_changed`',
  }),
  hasSecondFactor: Type.Boolean(),
})
export type Me = Static<typeof Me>
