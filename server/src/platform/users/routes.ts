import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { NewUser, UserChanges } from './input.ts'
import type { Users } from './service.ts'
import { type ShowUser, showUser, showUserToPeople } from './show.ts'
import { User, type UserPage } from './types.ts'

const tags = ['users']
const params = Type.Object({ user: Type.String({ description: 'uuid or username', examples: ['alex@paisapay.com'] }) })
const oneUser = { 200: envelope(User) }
const manages = { config: { permission: 'users.manage' } } as const

const querystring = Type.Object(
  {
    skip: Type.Integer({ minimum: 0, maximum: 1_000_000, default: 0 }),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 100 }),
    search: Type.Optional(Type.String({ maxLength: 200, description: 'a part of a name or username' })),
    isActive: Type.Optional(Type.Boolean()),
    isDeleted: Type.Boolean({ default: false, description: 'true: the deleted ones instead' }),
    role: Type.Optional(Type.String({ maxLength: 80, description: 'uuid or name' })),
    pod: Type.Optional(Type.String({ maxLength: 80, description: 'uuid or name' })),
    total: Type.Boolean({ default: false, description: 'true: count them all, in _meta.total' }),
  },
  { additionalProperties: false },
)
const pageMeta = Type.Object({ hasMore: Type.Boolean(), total: Type.Optional(Type.Integer()) })

const answerPage = ({ users, ...meta }: UserPage) => answer(users, meta)

/** The contract reads users in two forms. */
const versions: { version: string; form: string; show: ShowUser }[] = [
  { version: 'v1', form: '', show: showUser },
  { version: 'v2', form: ', with names of roles, pods and skills', show: showUserToPeople },
]

export const userRoutes =
  (users: Users): Routes =>
  async (app) => {
    for (const { version, form, show } of versions) {
      app.get(
        `/${version}/ext/users`,
        {
          config: { permission: 'authenticated' },
          schema: {
            summary: `List users${form}`,
            tags,
            querystring,
            response: { 200: envelope(Type.Array(User), pageMeta) },
          },
        },
        async ({ scope, query }) => answerPage(await users.list(scope, query, show)),
      )

      app.get(
        `/${version}/ext/user/:user`,
        {
          config: { permission: 'authenticated' },
          schema: {
            summary: `Fetch a user${form}`,
            description: 'By uuid a deleted one too.',
            tags,
            params,
            response: oneUser,
          },
        },
        async ({ scope, params: { user } }) => answer(await users.fetch(scope, user, show)),
      )
    }

    app.put(
      '/v1/ext/user/:user',
      {
        // one's own profile takes no more; the service asks users.manage for the rest
        config: { permission: 'authenticated' },
        schema: {
          summary: 'Update a user',
          description:
            'Only the fields that are passed change. Users change their own profile; the rest takes the permission users.manage.',
          tags,
          params,
          body: UserChanges,
          response: oneUser,
        },
      },
      async ({ scope, params: { user }, body }) => answer(await users.update(scope, user, body)),
    )

    app.post(
      '/v1/ext/user',
      { ...manages, schema: { summary: 'Create a user', tags, body: NewUser, response: oneUser } },
      async ({ scope, body }) => answer(await users.create(scope, body)),
    )

    app.delete(
      '/v1/ext/user/:user',
      {
        ...manages,
        schema: {
          summary: 'Delete a user',
          description: 'What they did and what they are assigned stays; their keys stop.',
          tags,
          params,
          response: oneUser,
        },
      },
      async ({ scope, params: { user } }) => answer(await users.delete(scope, user)),
    )

    app.post(
      '/v1/ext/user/:id/restore',
      {
        ...manages,
        schema: {
          summary: 'Restore a deleted user',
          tags,
          params: Type.Object({ id: Type.String({ format: 'uuid', description: 'uuid of the user' }) }),
          response: oneUser,
        },
      },
      async ({ scope, params: { id } }) => answer(await users.restore(scope, id)),
    )
  }
