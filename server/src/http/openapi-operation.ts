import type { SwaggerTransform } from '@fastify/swagger'
import type { FastifySchema, RouteOptions } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** the route takes `If-Match` */
    takesIfMatch?: boolean
  }
  interface FastifySchema {
    operationId?: string
    /** what is documented of a body that the route reads by itself, such as a form */
    'x-body'?: object
    /** media types that the answer may also have */
    'x-produces'?: string[]
  }
}

/** What the document says of a route beside its schemas: its name, its permission, its headers. */
export const describeOperation: SwaggerTransform = ({ schema, url, route }) => {
  const permission = route.config?.permission
  if (!schema || schema.hide || !permission) return { schema: { ...schema, hide: true }, url }
  const { 'x-body': body, ...shown } = schema
  const described: FastifySchema & Record<string, unknown> = {
    ...shown,
    operationId: schema.operationId ?? operationId(route),
    description: [schema.description, whoMay(permission)].filter(Boolean).join('\n\n'),
    'x-permission': permission,
    ...(body && { body }),
    ...(schema.querystring !== undefined && { querystring: withDefaultsLeftOut(schema.querystring as ObjectSchema) }),
    ...(permission === 'public' && { security: [] }),
  }
  const headers = headersOf(route)
  if (headers) described.headers = headers
  return { schema: described, url }
}

interface ObjectSchema {
  required?: string[]
  properties?: Record<string, { default?: unknown }>
}

/** What has a default need not be asked for: the validator fills it in. */
const withDefaultsLeftOut = ({ required = [], ...schema }: ObjectSchema): ObjectSchema => ({
  ...schema,
  required: required.filter((name) => schema.properties?.[name]?.default === undefined),
})

/** `GET /v1/ext/procedure/:procedure/process/:processId` → `getProcedureByProcedureProcessByProcessId`; stable as long as the path is. */
function operationId({ method, url }: RouteOptions): string {
  const [, version = '1', rest] = /^(?:\/v(\d+))?(?:\/ext)?(.*)$/.exec(url) ?? []
  const words = (rest ?? '')
    .split('/')
    .filter(Boolean)
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part))
  const name = words
    .join('-')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
  return `${String(method).toLowerCase()}${name}${version === '1' ? '' : `V${version}`}`
}

function whoMay(permission: string): string {
  if (permission === 'public') return 'Needs no key or session.'
  if (permission === 'authenticated') return 'Needs a valid key or session.'
  if (permission === 'procedure.read') return 'Needs a key or session whose role may read the procedure in question.'
  if (permission === 'procedure.write')
    return 'Needs a key or session whose role may write in the procedure in question.'
  return `Needs a key or session whose role has the permission \`${permission}\`.`
}

function headersOf({ method, config }: RouteOptions): object | undefined {
  const properties: Record<string, object> = {}
  const writes = method !== 'GET' && method !== 'HEAD'
  if (writes && !config?.readsOnly && config?.permission !== 'public') {
    properties['Idempotency-Key'] = {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      description:
        'Names this request, so that a repeat answers the first answer instead of doing it again; another request under the same key is a 409. Kept for 24 hours.',
    }
  }
  if (config?.takesIfMatch) {
    properties['If-Match'] = {
      type: 'string',
      description:
        'The ETag that was seen last: where the present one differs, nothing is done and the answer is a 412.',
    }
  }
  return Object.keys(properties).length > 0 ? { type: 'object', properties } : undefined
}
