import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Roles } from './service.ts'
import { NewRole, RoleChanges, ShownRole } from './types.ts'

const tags = ['roles']
const params = Type.Object({ role: Type.String({ description: 'uuid or name', examples: ['Agent'] }) })
const oneRole = { 200: envelope(ShownRole) }
const manages = { config: { permission: 'model.manage' } } as const

export const roleRoutes =
  (roles: Roles): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/roles',
      {
        config: { permission: 'authenticated' },
        schema: { summary: 'List roles', tags, response: { 200: envelope(Type.Array(ShownRole)) } },
      },
      async ({ scope }) => answer(await roles.list(scope)),
    )

    app.get(
      '/v1/ext/role/:role',
      { config: { permission: 'authenticated' }, schema: { summary: 'Fetch a role', tags, params, response: oneRole } },
      async ({ scope, params: { role } }) => answer(await roles.fetch(scope, role)),
    )

    app.post(
      '/v1/ext/role',
      { ...manages, schema: { summary: 'Create a role', tags, body: NewRole, response: oneRole } },
      async ({ scope, body }) => answer(await roles.create(scope, body)),
    )

    app.put(
      '/v1/ext/role/:role',
      {
        ...manages,
        schema: {
          summary: 'Update a role',
          description: 'Only the fields that are passed change.',
          tags,
          params,
          body: RoleChanges,
          response: oneRole,
        },
      },
      async ({ scope, params: { role }, body }) => answer(await roles.update(scope, role, body)),
    )

    app.delete(
      '/v1/ext/role/:role',
      {
        ...manages,
        schema: { summary: 'Delete a role that nobody has', tags, params, response: oneRole },
      },
      async ({ scope, params: { role } }) => answer(await roles.delete(scope, role)),
    )

    app.post(
      '/v1/ext/role/:id/restore',
      {
        ...manages,
        schema: {
          summary: 'Restore a deleted role',
          tags,
          params: Type.Object({ id: Type.String({ format: 'uuid', description: 'uuid of the role' }) }),
          response: oneRole,
        },
      },
      async ({ scope, params: { id } }) => answer(await roles.restore(scope, id)),
    )
  }
