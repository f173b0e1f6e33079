import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Replays } from './service.ts'
import { NewReplay, Replay } from './types.ts'

const tags = ['webhooks']
const manages = { config: { permission: 'webhooks.manage' } } as const

export const replayRoutes =
  (replays: Replays): Routes =>
  async (app) => {
    app.post(
      '/v1/ext/webhook-replay',
      {
        ...manages,
        schema: {
          summary: 'Send many webhook deliveries again',
          description:
            'All that failed since a time, or every one of a range, in the background and in the order in which they were made, each with its own webhook-id.',
          tags,
          body: NewReplay,
          response: { 200: envelope(Replay) },
        },
      },
      async ({ scope, body }) => answer(await replays.begin(scope, body)),
    )

    app.get(
      '/v1/ext/webhook-replay/:replayId',
      {
        ...manages,
        schema: {
          summary: 'Fetch a replay, with how far it is',
          tags,
          params: Type.Object({ replayId: Type.String({ format: 'uuid', description: 'uuid of the replay' }) }),
          response: { 200: envelope(Replay) },
        },
      },
      async ({ scope, params: { replayId } }) => answer(await replays.fetch(scope, replayId)),
    )

    app.get(
      '/v1/ext/webhook-replays',
      {
        ...manages,
        schema: { summary: 'List replays, newest first', tags, response: { 200: envelope(Type.Array(Replay)) } },
      },
      async ({ scope }) => answer(await replays.list(scope)),
    )
  }
