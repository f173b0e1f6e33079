import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../../http/app.ts'
import type { Labels } from './service.ts'
import { Label, LabelChanges, NewLabel } from './types.ts'

const tags = ['chats']
const params = Type.Object({ labelId: Type.String({ format: 'uuid', description: 'uuid of the label' }) })
const response = { 200: envelope(Label) }
const manages = { config: { permission: 'model.manage' } } as const

export const labelRoutes =
  (labels: Labels): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/chat-labels',
      {
        config: { permission: 'chats.read_own' },
        schema: { summary: 'List the labels of chats', tags, response: { 200: envelope(Type.Array(Label)) } },
      },
      async ({ scope }) => answer(await labels.list(scope)),
    )

    app.post(
      '/v1/ext/chat-label',
      { ...manages, schema: { summary: 'Create a label', tags, body: NewLabel, response } },
      async ({ scope, body }) => answer(await labels.create(scope, body)),
    )

    app.put(
      '/v1/ext/chat-label/:labelId',
      {
        ...manages,
        schema: {
          summary: 'Update a label',
          description: 'Chats that bear it show its new name.',
          tags,
          params,
          body: LabelChanges,
          response,
        },
      },
      async ({ scope, params: { labelId }, body }) => answer(await labels.update(scope, labelId, body)),
    )

    app.delete(
      '/v1/ext/chat-label/:labelId',
      {
        ...manages,
        schema: {
          summary: 'Delete a label',
          description: 'Chats that bear it show it no longer.',
          tags,
          params,
          response,
        },
      },
      async ({ scope, params: { labelId } }) => answer(await labels.delete(scope, labelId)),
    )
  }
