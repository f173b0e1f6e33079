import { type Static, Type } from 'typebox'

/** What a role may do beside its procedures. Nobody grants more than they hold. */
export const permissions = [
  'model.manage',
  'users.manage',
  'keys.manage',
  'plugins.manage',
  'webhooks.manage',
  'secrets.manage',
  'messages.send',
  'messages.send_bulk',
  'chats.read_own',
  'chats.read_pod',
  'chats.read_all',
  'import',
  'export',
  'audit.read',
] as const
export const Permission = Type.Enum([...permissions])
export type Permission = (typeof permissions)[number]

/** How far a role reaches into the processes of a procedure: all, those of its pods, its own, or none. */
export const reaches = ['all', 'pod', 'own', 'none'] as const
export type Reach = (typeof reaches)[number]

export const ProcedureAccess = Type.Object(
  {
    procedure: Type.String({
      description: 'uuid of a procedure (its short id goes in as well), or * for every one',
      examples: ['*'],
    }),
    read: Type.Enum([...reaches]),
    write: Type.Enum([...reaches]),
  },
  { additionalProperties: false },
)
export type ProcedureAccess = Static<typeof ProcedureAccess>

export const roleTypes = ['ADMIN', 'MANAGER', 'USER'] as const

export const Role = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String({ examples: ['Agent'] }),
  description: Type.String(),
  roleType: Type.Enum([...roleTypes]),
  permissions: Type.Array(Permission),
  procedures: Type.Array(ProcedureAccess),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type Role = Static<typeof Role>

/** A role as answered: its procedures with their short ids beside. */
export const ShownRole = Type.Object({
  ...Role.properties,
  procedures: Type.Array(
    Type.Object({
      ...ProcedureAccess.properties,
      procedureShortId: Type.Union([Type.String(), Type.Null()], {
        description: 'null for * and for a procedure that was deleted',
        examples: ['lead'],
      }),
    }),
  ),
})
export type ShownRole = Static<typeof ShownRole>

const fields = {
  name: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S', examples: ['Agent'] }),
  description: Type.String({ maxLength: 500, examples: ['Calls leads.'] }),
  roleType: Type.Enum([...roleTypes], {
    description: 'where the role stands; nobody grants a higher one than their own',
  }),
  permissions: Type.Array(Permission, { uniqueItems: true, examples: [['messages.send', 'chats.read_own']] }),
  procedures: Type.Array(ProcedureAccess, {
    maxItems: 500,
    description: 'how far the role reaches; the entry of a procedure wins over that of *',
    examples: [[{ procedure: 'lead', read: 'all', write: 'own' }]],
  }),
}

export const NewRole = Type.Object(
  {
    name: fields.name,
    description: Type.Optional(fields.description),
    roleType: fields.roleType,
    permissions: Type.Optional(fields.permissions),
    procedures: Type.Optional(fields.procedures),
  },
  { additionalProperties: false },
)
export type NewRole = Static<typeof NewRole>

export const RoleChanges = Type.Partial(NewRole, { additionalProperties: false })
export type RoleChanges = Static<typeof RoleChanges>
