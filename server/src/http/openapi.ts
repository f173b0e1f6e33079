import type { FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import type { OpenAPIV3_1 } from 'openapi-types'
import { version } from '../version.ts'
import { completeDocument } from './openapi-document.ts'
import { describeOperation } from './openapi-operation.ts'

/** The document at /openapi.json: the routes describe themselves, and what they have in common is added once. */
export const openApi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: '3.1.0',
    info: {
      title: 'Nadi',
      version,
      description: [
        'Processes, tasks, leads and people of a team, over HTTP.',
        'Every call carries `Authorization: Bearer <key>`, or in a browser the cookie of a session, which `POST /v1/ext/session` sets. Every answer is an envelope: `_data`, `_meta`, `_errors`; a refusal says in `_errors` in whole sentences what was wrong, and in `_meta.errors` the same as data (`code`, `message`, `path`, `hint`).',
        'Paths are shown with `/ext`; each answers without it too (`/v1/ext/pods` and `/v1/pods`).',
        'A write with an `Idempotency-Key` can be repeated safely for 24 hours: a repeat answers the first answer. `RateLimit-*` headers tell what is left of the minute; `X-Request-Id` names the request, also one that the caller names itself.',
      ].join('\n\n'),
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    } as OpenAPIV3_1.InfoObject,
    components: {
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: `nadi_<team>_<secret>`.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'nadi_session',
          description:
            'Of a person who signed in. What changes something must come from a page of this server: `Sec-Fetch-Site: same-origin`, or its `Origin`.',
        },
      },
    },
    security: [{ apiKey: [] }, { session: [] }],
  },
  transform: describeOperation,
  transformObject: completeDocument,
}
