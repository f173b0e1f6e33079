import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Groups } from './service.ts'
import { Group, NewGroup } from './types.ts'

const params = Type.Object({ group: Type.String({ description: 'uuid or name', examples: ['Pune branch'] }) })
const oneGroup = { 200: envelope(Group) }
const manages = { config: { permission: 'model.manage' } } as const

/** `/v1/ext/pods` and `/v1/ext/pod/…`, or the same for skills. */
export const groupRoutes =
  (groups: Groups): Routes =>
  async (app) => {
    const { noun, table } = groups.kind
    const tags = [table]

    app.get(
      `/v1/ext/${table}`,
      {
        config: { permission: 'authenticated' },
        schema: { summary: `List ${table}`, tags, response: { 200: envelope(Type.Array(Group)) } },
      },
      async ({ scope }) => answer(await groups.list(scope)),
    )

    app.post(
      `/v1/ext/${noun}`,
      { ...manages, schema: { summary: `Create a ${noun}`, tags, body: NewGroup, response: oneGroup } },
      async ({ scope, body }) => answer(await groups.create(scope, body)),
    )

    app.put(
      `/v1/ext/${noun}/:group`,
      { ...manages, schema: { summary: `Rename a ${noun}`, tags, params, body: NewGroup, response: oneGroup } },
      async ({ scope, params: { group }, body }) => answer(await groups.rename(scope, group, body)),
    )

    app.delete(
      `/v1/ext/${noun}/:group`,
      {
        ...manages,
        schema: {
          summary: `Delete a ${noun}`,
          description: 'Its users are in it no longer, until it is restored.',
          tags,
          params,
          response: oneGroup,
        },
      },
      async ({ scope, params: { group } }) => answer(await groups.delete(scope, group)),
    )

    app.post(
      `/v1/ext/${noun}/:id/restore`,
      {
        ...manages,
        schema: {
          summary: `Restore a deleted ${noun}`,
          tags,
          params: Type.Object({ id: Type.String({ format: 'uuid', description: 'uuid' }) }),
          response: oneGroup,
        },
      },
      async ({ scope, params: { id } }) => answer(await groups.restore(scope, id)),
    )
  }
