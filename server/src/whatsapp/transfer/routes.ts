import { answer, envelope, type Routes } from '../../http/app.ts'
import type { ChatImports } from './service.ts'
import { ChatImport, ImportedChats } from './types.ts'

export const transferRoutes =
  (imports: ChatImports): Routes =>
  async (app) => {
    app.post(
      '/v1/ext/chats/import',
      {
        config: { permission: 'import' },
        schema: {
          summary: 'Import chats with their messages',
          description:
            'What was written elsewhere before, at the times when it was written: nothing is sent, no lead is made, nobody is assigned. All of it or nothing; more than 1 MB goes in several requests. A message that is here already is left as it is, so a request can be sent again.',
          tags: ['chats'],
          body: ChatImport,
          response: { 200: envelope(ImportedChats) },
        },
      },
      async ({ scope, body }) => answer(await imports.importChats(scope, body)),
    )
  }
