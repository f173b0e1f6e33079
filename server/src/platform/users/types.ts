import { type Static, Type } from 'typebox'

export const availabilities = ['AVAILABLE', 'NOT_AVAILABLE', 'ON_BREAK'] as const
export const Availability = Type.Enum([...availabilities])
export type Availability = Static<typeof Availability>

const nullable = (description: string, example: string) =>
  Type.Union([Type.String(), Type.Null()], { description, examples: [example] })

export const Phone = Type.Object({
  phone: Type.String({ description: 'E.164', examples: ['+919876543210'] }),
  isPrimary: Type.Boolean(),
  label: Type.Optional(Type.String({ examples: ['Office'] })),
})
export type Phone = Static<typeof Phone>

export const Email = Type.Object({
  email: Type.String({ examples: ['alex@paisapay.com'] }),
  isPrimary: Type.Boolean(),
  label: Type.Optional(Type.String({ examples: ['Office'] })),
})
export type Email = Static<typeof Email>

export const User = Type.Object({
  id: Type.String({ format: 'uuid' }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
  username: Type.String({ description: 'an e-mail address', examples: ['alex@paisapay.com'] }),
  firstName: Type.String({ examples: ['Alex'] }),
  lastName: Type.String({ examples: ['Mathew'] }),
  middleName: Type.String(),
  displayName: Type.String({
    description: 'where blank: made of the names, else the username',
    examples: ['Alex Mathew'],
  }),
  gender: nullable('as given', 'female'),
  dob: nullable('date of birth, ISO 8601', '1990-05-17'),
  bio: nullable('as given', 'Knows home loans.'),
  phones: Type.Array(Phone),
  emails: Type.Array(Email),
  profileImageUrl: nullable('https address', 'https://example.org/alex.jpg'),
  coverImageUrl: nullable('https address', 'https://example.org/sea.jpg'),
  timezone: nullable("IANA; null: the team's", 'Asia/Kolkata'),
  data: Type.Record(Type.String(), Type.Unknown(), { description: "the team's own fields" }),
  onboardingData: Type.Record(Type.String(), Type.Unknown()),
  availability: Availability,
  isActive: Type.Boolean({
    description: 'a user who is not active keeps their history, gets no work, and their keys stop',
  }),
  isDeleted: Type.Boolean(),
  deletedAt: Type.Union([Type.Integer(), Type.Null()], { description: 'epoch milliseconds' }),
  team: Type.String({ format: 'uuid' }),
  role: Type.String({ description: 'uuid in v1, name in v2' }),
  pods: Type.Array(Type.String(), { description: 'uuids in v1, names in v2' }),
  skills: Type.Array(Type.String(), { description: 'uuids in v1, names in v2' }),
})
export type User = Static<typeof User>

export interface UserQuery {
  skip: number
  limit: number
  search?: string
  isActive?: boolean
  isDeleted: boolean
  /** uuid or name */
  role?: string
  /** uuid or name */
  pod?: string
  /** whether to count them all */
  total: boolean
}

export interface UserPage {
  users: User[]
  hasMore: boolean
  total?: number
}
