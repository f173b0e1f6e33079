import { type Static, Type } from 'typebox'

/** An API key as it is shown: never with its secret. */
export const ApiKey = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String({ examples: ['Website form'] }),
  description: Type.String(),
  role: Type.String({ format: 'uuid' }),
  roleName: Type.String({ examples: ['Agent'] }),
  user: Type.Union([Type.String({ format: 'uuid' }), Type.Null()], { description: 'in whose name the key acts' }),
  username: Type.Union([Type.String(), Type.Null()], { examples: ['alex@paisapay.com'] }),
  hint: Type.String({ description: 'to recognise the key by', examples: ['nadi_paisapa…x3Qf'] }),
  requestsPerMinute: Type.Union([Type.Integer(), Type.Null()], { description: "null: the server's default" }),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  lastUsedAt: Type.Union([Type.Integer(), Type.Null()], { description: 'epoch milliseconds, to the minute' }),
  revokedAt: Type.Union([Type.Integer(), Type.Null()], { description: 'epoch milliseconds' }),
})
export type ApiKey = Static<typeof ApiKey>

export const CreatedApiKey = Type.Object({
  ...ApiKey.properties,
  key: Type.String({ description: 'the secret: shown now and never again' }),
})
export type CreatedApiKey = Static<typeof CreatedApiKey>

const fields = {
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', examples: ['Website form'] }),
  description: Type.String({ maxLength: 500, examples: ['Creates leads from the form on our website.'] }),
  role: Type.String({ minLength: 1, maxLength: 80, description: 'uuid or name of a role', examples: ['Agent'] }),
  user: Type.Union([Type.String({ minLength: 1, maxLength: 320 }), Type.Null()], {
    description: 'uuid or username of whom the key acts for, null for nobody; by default who makes the key',
    examples: ['alex@paisapay.com'],
  }),
  requestsPerMinute: Type.Union([Type.Integer({ minimum: 1, maximum: 1_000_000 }), Type.Null()], {
    description: "null: the server's default",
    examples: [6000],
  }),
}

export const NewApiKey = Type.Object(
  {
    name: fields.name,
    description: Type.Optional(fields.description),
    role: fields.role,
    user: Type.Optional(fields.user),
    requestsPerMinute: Type.Optional(fields.requestsPerMinute),
  },
  { additionalProperties: false },
)
export type NewApiKey = Static<typeof NewApiKey>

export const ApiKeyChanges = Type.Object(
  {
    name: Type.Optional(fields.name),
    description: Type.Optional(fields.description),
    role: Type.Optional(fields.role),
    requestsPerMinute: Type.Optional(fields.requestsPerMinute),
  },
  { additionalProperties: false },
)
export type ApiKeyChanges = Static<typeof ApiKeyChanges>
