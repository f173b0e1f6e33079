import type { ErrorObject } from 'ajv'
import type { Problem } from '../errors.ts'
import { nearest } from '../platform/attributes/nearest.ts'

const mostProblems = 20

/** What a schema found wrong, in sentences that name the field. */
export function explainValidation(errors: readonly ErrorObject[], context: string): Problem[] {
  const problems = new Map<string, Problem>()
  for (const error of errors) {
    const problem = explain(error, context)
    if (problem && !problems.has(problem.message)) problems.set(problem.message, problem)
  }
  return [...problems.values()].slice(0, mostProblems)
}

const toPath = (pointer: string): string =>
  pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')

/** undefined for the errors that only sum up others */
function explain(error: ErrorObject, context: string): Problem | undefined {
  const path = toPath(error.instancePath)
  const whole = context === 'body' ? 'The body' : `The ${context === 'querystring' ? 'query' : context}`
  const subject = path ? `"${path}"` : whole
  const within = (name: string): string => (path ? `${path}.${name}` : name)
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'required': {
      const name = String(params.missingProperty)
      return { code: 'required', message: `"${within(name)}" is required.`, path: within(name) }
    }
    case 'additionalProperties': {
      const name = String(params.additionalProperty)
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {})
      const near = nearest(name, known)
      return {
        code: 'unknown_field',
        message: `"${within(name)}" is not a field here${near ? `; did you mean "${near}"?` : '.'}`,
        path: within(name),
        ...(known.length > 0 && { hint: `The fields are ${known.join(', ')}.` }),
      }
    }
    case 'type': {
      const types = [params.type].flat().join(' or ')
      return { code: 'wrong_type', message: `${subject} must be ${article(types)}.`, path }
    }
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String).join(', ')
      return { code: 'not_allowed', message: `${subject} must be one of ${allowed}.`, path }
    }
    case 'anyOf':
    case 'oneOf':
    case 'if':
      return path || error.keyword !== 'if'
        ? { code: 'wrong_form', message: `${subject} has none of the forms that it may have.`, path }
        : undefined
    case 'format':
      return { code: 'wrong_form', message: `${subject} must be a valid ${String(params.format)}.`, path }
    default:
      return { code: 'wrong_value', message: `${subject} ${error.message ?? 'is not valid'}.`, path }
  }
}

const article = (type: string): string => (/^[aio]/.test(type) ? `an ${type}` : type === 'null' ? 'null' : `a ${type}`)
