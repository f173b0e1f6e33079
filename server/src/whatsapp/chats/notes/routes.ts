import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../../http/app.ts'
import type { Notes } from './service.ts'
import { NewNote, Note, NoteChanges } from './types.ts'

const tags = ['chats']
const config = { permission: 'chats.read_own' } as const
const chatId = Type.String({ format: 'uuid', description: 'uuid of the chat' })
const ofChat = Type.Object({ chatId })
const one = Type.Object({ chatId, noteId: Type.String({ format: 'uuid', description: 'uuid of the note' }) })
const response = { 200: envelope(Note) }

export const noteRoutes =
  (notes: Notes): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/chat/:chatId/notes',
      {
        config,
        schema: {
          summary: 'List the notes of a chat',
          description: 'Newest first. They are for the team: customers never see them.',
          tags,
          params: ofChat,
          response: { 200: envelope(Type.Array(Note)) },
        },
      },
      async ({ scope, params }) => answer(await notes.list(scope, params.chatId)),
    )

    app.post(
      '/v1/ext/chat/:chatId/note',
      { config, schema: { summary: 'Write a note on a chat', tags, params: ofChat, body: NewNote, response } },
      async ({ scope, params, body }) => answer(await notes.create(scope, params.chatId, body)),
    )

    app.put(
      '/v1/ext/chat/:chatId/note/:noteId',
      {
        config,
        schema: {
          summary: 'Change a note',
          description: 'By whoever wrote it.',
          tags,
          params: one,
          body: NoteChanges,
          response,
        },
      },
      async ({ scope, params, body }) => answer(await notes.update(scope, params.chatId, params.noteId, body)),
    )

    app.delete(
      '/v1/ext/chat/:chatId/note/:noteId',
      {
        config,
        schema: {
          summary: 'Delete a note',
          description: 'By whoever wrote it, or manages the model.',
          tags,
          params: one,
          response,
        },
      },
      async ({ scope, params }) => answer(await notes.delete(scope, params.chatId, params.noteId)),
    )
  }
