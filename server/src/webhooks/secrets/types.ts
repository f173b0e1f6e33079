import { type Static, Type } from 'typebox'
import { nullable } from '../../http/schema.ts'

const epoch = Type.Integer({ description: 'epoch milliseconds' })

/** What may be known of a secret without knowing it. */
export const SecretState = Type.Object({
  name: Type.String({ examples: ['hmac'] }),
  isShown: Type.Boolean({ description: 'false: made by the server, and nobody has seen it yet' }),
  isRotating: Type.Boolean({ description: 'true: a next one signs beside it, until it is confirmed' }),
  createdAt: epoch,
  rotatedAt: nullable(epoch, { description: 'when the last rotation began' }),
})
export type SecretState = Static<typeof SecretState>

export const ShownSecret = Type.Object({
  ...SecretState.properties,
  secret: Type.String({ description: 'shown this once', examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'] }),
})
export type ShownSecret = Static<typeof ShownSecret>
