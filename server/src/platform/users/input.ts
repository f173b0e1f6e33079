import { type Static, type TSchema, Type } from 'typebox'
import { Availability } from './types.ts'

const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])
const personName = (example: string) => Type.String({ maxLength: 120, examples: [example] })
const address = nullable(Type.String({ maxLength: 2000, examples: ['https://example.org/alex.jpg'] }))
const reference = Type.String({ minLength: 1, maxLength: 80, description: 'uuid or name' })
const references = (example: string) =>
  Type.Array(reference, { maxItems: 200, description: 'uuids or names; replaces those there', examples: [[example]] })
const json = Type.Record(Type.String(), Type.Unknown(), {
  description: 'merged into what is there key by key; null clears a key',
  examples: [{ employee_code: 'P-118' }],
})
const contact = { isPrimary: Type.Optional(Type.Boolean()), label: Type.Optional(Type.String({ maxLength: 40 })) }

/** What users may change of themselves. */
const profile = {
  firstName: personName('Alex'),
  middleName: personName('K.'),
  lastName: personName('Mathew'),
  displayName: Type.String({ maxLength: 250, description: 'blank: made of the names', examples: ['Alex Mathew'] }),
  gender: nullable(Type.String({ maxLength: 40, examples: ['female'] })),
  dob: nullable(Type.String({ maxLength: 40, description: 'date of birth', examples: ['1990-05-17'] })),
  bio: nullable(Type.String({ maxLength: 2000, examples: ['Knows home loans.'] })),
  phones: Type.Array(
    Type.Union([
      Type.String({ maxLength: 60 }),
      Type.Object({ phone: Type.String({ maxLength: 60 }), ...contact }, { additionalProperties: false }),
    ]),
    {
      maxItems: 20,
      description: 'replaces those there; the first is primary where none says so',
      examples: [[{ phone: '+919876543210' }]],
    },
  ),
  emails: Type.Array(
    Type.Union([
      Type.String({ maxLength: 320 }),
      Type.Object({ email: Type.String({ maxLength: 320 }), ...contact }, { additionalProperties: false }),
    ]),
    {
      maxItems: 20,
      description: 'replaces those there; the first is primary where none says so',
      examples: [[{ email: 'alex@paisapay.com' }]],
    },
  ),
  profileImageUrl: address,
  coverImageUrl: address,
  timezone: nullable(Type.String({ maxLength: 60, description: "IANA; null: the team's", examples: ['Asia/Kolkata'] })),
  availability: Availability,
}

/** What only users.manage may change. */
const managed = {
  username: Type.String({
    minLength: 1,
    maxLength: 254,
    description: 'an e-mail address',
    examples: ['alex@paisapay.com'],
  }),
  role: Type.String({ ...reference, examples: ['Agent'] }),
  pods: references('Pune branch'),
  skills: references('Home loans'),
  data: json,
  onboardingData: json,
  isActive: Type.Boolean(),
}

export const profileFields: ReadonlySet<string> = new Set(Object.keys(profile))

export const UserChanges = Type.Partial(Type.Object({ ...profile, ...managed }), { additionalProperties: false })
export type UserChanges = Static<typeof UserChanges>

export const NewUser = Type.Object(
  { ...UserChanges.properties, username: managed.username, role: managed.role },
  { additionalProperties: false },
)
export type NewUser = Static<typeof NewUser>
