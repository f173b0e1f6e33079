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
    procedure: Type.String({ description: 'uuid of a procedure, or * for every one', examples: ['*'] }),
    read: Type.Enum([...reaches]),
    write: Type.Enum([...reaches]),
  },
  { additionalProperties: false },
)
export type ProcedureAccess = Static<typeof ProcedureAccess>

export const Role = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String({ examples: ['Agent'] }),
  description: Type.String(),
  roleType: Type.Enum(['ADMIN', 'MANAGER', 'USER']),
  permissions: Type.Array(Permission),
  procedures: Type.Array(ProcedureAccess),
  createdAt: Type.Integer({ description: 'epoch milliseconds' }),
  updatedAt: Type.Integer({ description: 'epoch milliseconds' }),
})
export type Role = Static<typeof Role>
