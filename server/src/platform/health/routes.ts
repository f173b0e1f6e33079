import { Type } from 'typebox'
import type { Database } from '../../database/database.ts'
import { NadiError } from '../../errors.ts'
import { answer, envelope, type Routes } from '../../http/app.ts'
import { answersQueries } from './store.ts'

const Alive = Type.Object({ status: Type.String({ examples: ['ok'] }) })

class NotReady extends NadiError {
  readonly status = 503
  static override readonly defaultCode = 'not_ready'
}

export const healthRoutes =
  (db: Database): Routes =>
  async (app) => {
    app.get(
      '/v1/health',
      {
        config: { permission: 'authenticated' },
        schema: { summary: 'Whether the key is valid', tags: ['general'], response: { 200: envelope(Alive) } },
      },
      async () => answer({ status: 'ok' }),
    )

    app.get(
      '/health/live',
      {
        config: { permission: 'public' },
        schema: { summary: 'Whether the process runs', tags: ['general'], response: { 200: envelope(Alive) } },
      },
      async () => answer({ status: 'ok' }),
    )

    app.get(
      '/health/ready',
      {
        config: { permission: 'public' },
        schema: {
          summary: 'Whether the server can work: its database answers',
          tags: ['general'],
          response: { 200: envelope(Alive) },
        },
      },
      async () => {
        if (!(await answersQueries(db))) throw new NotReady('The database does not answer.')
        return answer({ status: 'ok' })
      },
    )
  }
