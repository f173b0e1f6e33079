import type { ErrorObject, MetaOperation } from './document.ts'
import { bodyOf, type MetaRequest } from './requests.ts'

/** What of a request the document does not allow. */
export interface Deviation {
  /** `query limit`, `header user-agent`, `body.template.components.*.index` */
  where: string
  what: string
  example: string
}

/** All that the document would not have of a request. */
export async function deviationsOf(request: MetaRequest, operation: MetaOperation): Promise<Deviation[]> {
  return [...parametersOf(request, operation), ...(await ofBody(request, operation))]
}

function parametersOf(request: MetaRequest, { parameters }: MetaOperation): Deviation[] {
  const found: Deviation[] = []
  const { pathname, searchParams } = new URL(request.path, 'https://graph.facebook.com')
  const names = request.documented.split('/')
  const inPath = new Map(pathname.split('/').map((value, at) => [names[at]?.replace(/^\{|\}$/g, ''), value]))
  const headers: Record<string, string> = request.contentType
    ? { ...request.headers, 'content-type': request.contentType }
    : request.headers
  for (const { name, in: place, isRequired, check } of parameters) {
    const given =
      place === 'path' ? inPath.get(name) : place === 'query' ? searchParams.get(name) : headers[name.toLowerCase()]
    const where = `${place} ${name}`
    // OpenAPI gives Content-Type no say beside the content of the body: https://spec.openapis.org/oas/v3.1.0#fixed-fields-9
    if (/^content-type$/i.test(name)) continue
    if (given === undefined || given === null) {
      if (isRequired) found.push({ where, what: 'is required', example: request.path })
    } else found.push(...wrong(check(asParameter(given, check)) ? [] : check.errors, where))
  }
  const declared = new Set(parameters.filter((one) => one.in === 'query').map(({ name }) => name))
  for (const [name, value] of searchParams) {
    if (!declared.has(name)) found.push({ where: `query ${name}`, what: 'is not in the document', example: value })
  }
  return found
}

const asParameter = (value: string, { schema }: MetaOperation['parameters'][number]['check']): unknown => {
  const type = typeof schema === 'object' ? (schema as { type?: unknown }).type : undefined
  return (type === 'integer' || type === 'number') && /^-?[\d.]+$/.test(value) ? Number(value) : value
}

async function ofBody(request: MetaRequest, { bodies, isBodyRequired }: MetaOperation): Promise<Deviation[]> {
  const body = await bodyOf(request)
  if (body === undefined) {
    return isBodyRequired ? [{ where: 'body', what: 'is required', example: request.path }] : []
  }
  const type = request.contentType?.split(';')[0] ?? ''
  if (bodies.size === 0) return [{ where: 'body', what: 'is not in the document', example: shown(body) }]
  const check = bodies.get(type)
  if (!check) {
    const allowed = [...bodies.keys()].join(' or ')
    return [{ where: 'body', what: `is ${type}, where the document has ${allowed}`, example: shown(body) }]
  }
  return check(body) ? [] : wrong(check.errors, 'body')
}

/**
 * Where no branch of a choice fits, its own error says enough: those of all its branches would hide it. And where a part of a value is wrong, the fields
 * that this part describes count as described by nobody: they are told once it is right.
 */
function wrong(errors: ErrorObject[] | null | undefined, root: string): Deviation[] {
  const all = errors ?? []
  const choices = all.filter(({ keyword }) => keyword === 'oneOf' || keyword === 'anyOf')
  const kept = all.filter((error) => {
    if (error.keyword === 'if') return false
    const isWithin = (other: ErrorObject): boolean => `${other.instancePath}/`.startsWith(`${error.instancePath}/`)
    if (error.keyword === 'unevaluatedProperties' && all.some((other) => !isFieldOrCase(other) && isWithin(other)))
      return false
    return !choices.some(
      (choice) =>
        choice !== error &&
        choice.params.passingSchemas == null &&
        (error.instancePath === choice.instancePath || error.instancePath.startsWith(`${choice.instancePath}/`)),
    )
  })
  return kept.map(({ instancePath, keyword, params, message = '', data }) => {
    const at = [root, ...instancePath.split('/').slice(1)].map((part) => (/^\d+$/.test(part) ? '*' : part)).join('.')
    const extra = params.unevaluatedProperty ?? params.additionalProperty
    if (extra !== undefined) {
      const value = (data as Record<string, unknown>)[extra as string]
      return { where: `${at}.${extra}`, what: 'is not in the document', example: shown(value) }
    }
    if (keyword === 'required')
      return { where: `${at}.${params.missingProperty}`, what: 'is required', example: shown(data) }
    const allowed = params.allowedValues ? `: ${(params.allowedValues as unknown[]).join(', ')}` : ''
    return { where: at, what: message + allowed, example: shown(data) }
  })
}

const isFieldOrCase = ({ keyword }: ErrorObject): boolean => keyword === 'unevaluatedProperties' || keyword === 'if'

const shown = (value: unknown): string =>
  (Buffer.isBuffer(value) ? 'bytes' : (JSON.stringify(value) ?? '')).slice(0, 200)
