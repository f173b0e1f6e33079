import { type Static, Type } from 'typebox'
import { longest, shortest } from './passwords/rules.ts'

const password = Type.String({ minLength: 1, maxLength: longest, examples: ['our green bicycle 1987'] })
export const NewPassword = Type.String({
  maxLength: longest,
  description: `at least ${shortest} characters, and not the username`,
  examples: ['our green bicycle 1987'],
})
export const Code = Type.String({
  minLength: 1,
  maxLength: 40,
  description: 'the present code of the second factor, or a recovery code',
  examples: ['123456'],
})

export const SignInBody = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 254, examples: ['alex@paisapay.com'] }),
    password,
    code: Type.Optional(Code),
    team: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 60,
        description: 'short id; only for who has accounts with the same password in several teams',
        examples: ['paisapay'],
      }),
    ),
  },
  { additionalProperties: false },
)
export type SignInBody = Static<typeof SignInBody>

export const PasswordChange = Type.Object({ current: password, password: NewPassword }, { additionalProperties: false })

export const PasswordProof = Type.Object({ password }, { additionalProperties: false })

export const CodeBody = Type.Object({ code: Code }, { additionalProperties: false })

/** That it was done. */
export const Done = Type.Object({ done: Type.Literal(true) })
