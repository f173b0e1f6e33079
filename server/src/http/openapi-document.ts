import type { SwaggerTransformObject } from '@fastify/swagger'
import { ErrorEnvelope } from './envelope.ts'
import { exampleOf, type Schema } from './openapi-example.ts'

interface Media {
  schema?: Schema
  example?: unknown
}

interface Operation {
  'x-permission': string
  'x-produces'?: string[]
  parameters?: { name: string; in: string; description?: string; schema?: Schema; example?: unknown }[]
  requestBody?: { content: Record<string, Media> }
  responses: Record<string, { description: string; content?: Record<string, Media> } | { $ref: string }>
}

const refusals: Record<string, string> = {
  400: 'Something in the request is wrong; nothing was changed.',
  401: 'The API key is missing, not known, or revoked; or the session has ended.',
  403: 'The role of the key or session may not do this.',
  404: 'There is no such thing in this team, or the role may not see it.',
  409: 'It conflicts with what is there, or the Idempotency-Key was used for another request.',
  412: 'If-Match names a version that is no longer the present one.',
  413: 'The body is larger than this call takes.',
  415: 'The body is of a content type that this call does not take.',
  429: 'The key or session has used its requests of this minute; Retry-After says when to go on.',
}

/** Adds to every operation its refusals and its examples, which come from those of the fields. */
export const completeDocument: SwaggerTransformObject = (given) => {
  if (!('openapiObject' in given)) return given.swaggerObject
  const document = given.openapiObject
  const components = (document.components ?? {}) as { schemas?: Record<string, Schema>; responses?: object }
  components.responses = Object.fromEntries(
    Object.entries(refusals).map(([status, description]) => [
      `Refused${status}`,
      {
        description,
        content: { 'application/json': { schema: ErrorEnvelope, example: exampleOfRefusal(description) } },
      },
    ]),
  )
  const find = (name: string): Schema | undefined => components.schemas?.[name]
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(item ?? {}) as unknown as Operation[]) complete(operation, find)
  }
  return document
}

function complete(operation: Operation, find: (name: string) => Schema | undefined): void {
  for (const media of Object.values(operation.requestBody?.content ?? {})) addExample(media, find)
  const success = operation.responses['200']
  if (success && 'content' in success) {
    if (success.description === 'Default Response') success.description = 'Done.'
    for (const media of Object.values(success.content ?? {})) addExample(media, find)
    for (const type of operation['x-produces'] ?? []) {
      success.content = { ...success.content, [type]: { schema: { type: 'string', format: 'binary' } } }
    }
  }
  delete operation['x-produces']
  for (const status of refusalsOf(operation)) {
    operation.responses[status] ??= { $ref: `#/components/responses/Refused${status}` }
  }
}

function addExample(media: Media, find: (name: string) => Schema | undefined): void {
  if (media.schema) media.example ??= exampleOf(media.schema, find)
}

function refusalsOf(operation: Operation): string[] {
  const parameters = operation.parameters ?? []
  const has = (name: string): boolean => parameters.some((parameter) => parameter.name === name)
  const isPublic = operation['x-permission'] === 'public'
  const body = operation.requestBody !== undefined
  const applies: Record<string, boolean> = {
    400: body || parameters.length > 0,
    401: !isPublic,
    403: !isPublic,
    404: parameters.some((parameter) => parameter.in === 'path'),
    409: has('Idempotency-Key'),
    412: has('If-Match'),
    413: body,
    415: body,
    429: !isPublic,
  }
  return Object.keys(applies).filter((status) => applies[status])
}

const exampleOfRefusal = (message: string): ErrorEnvelope => ({
  _data: null,
  _meta: { requestId: '01912d5c-9999-7c1e-9b6f-2a4d8e0c5b17', errors: [{ code: 'example', message }] },
  _errors: [message],
})
