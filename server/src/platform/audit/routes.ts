import { Type } from 'typebox'
import { answer, envelope, type Routes } from '../../http/app.ts'
import type { Audit } from './service.ts'
import { AuditEvent } from './types.ts'

const time = (description: string) =>
  Type.Optional(
    Type.String({
      maxLength: 40,
      description: `${description}; ISO 8601 or epoch milliseconds`,
      examples: ['2026-07-01T00:00:00+05:30'],
    }),
  )

const querystring = Type.Object(
  {
    kind: Type.Optional(
      Type.String({
        maxLength: 80,
        pattern: '^[a-z_]+\\.([a-z_.]+|\\*)$',
        description: 'role.updated, or role.* for all of roles',
        examples: ['role.*'],
      }),
    ),
    subject: Type.Optional(Type.String({ format: 'uuid', description: 'what changed' })),
    user: Type.Optional(Type.String({ maxLength: 320, description: 'who changed it: uuid or username' })),
    since: time('from this time on'),
    until: time('before this time'),
    order: Type.Enum(['newest', 'oldest'], {
      default: 'newest',
      description: 'oldest: in the order in which the changes became final, to follow the log without missing any',
    }),
    cursor: Type.Optional(Type.String({ maxLength: 120, description: '_meta.cursor of the page before' })),
    limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100 }),
  },
  { additionalProperties: false },
)

const pageMeta = Type.Object({ hasMore: Type.Boolean(), cursor: Type.Union([Type.String(), Type.Null()]) })

export const auditRoutes =
  (audit: Audit): Routes =>
  async (app) => {
    app.get(
      '/v1/ext/events',
      {
        config: { permission: 'audit.read' },
        schema: {
          summary: 'List what was changed, by whom',
          description:
            'Changes of processes show their data, so those of a procedure are listed only to a role that reads all of it.',
          tags: ['audit'],
          querystring,
          response: { 200: envelope(Type.Array(AuditEvent), pageMeta) },
        },
      },
      async ({ scope, query }) => {
        const { events, ...meta } = await audit.list(scope, query)
        return answer(events, meta)
      },
    )
  }
