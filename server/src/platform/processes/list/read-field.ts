import type { Problem } from '../../../errors.ts'
import { asInstant } from '../../attributes/families/times.ts'
import { nearest } from '../../attributes/nearest.ts'
import { shown } from '../../attributes/taking.ts'
import { statuses, type TeamModel } from '../../model/types.ts'
import type { FieldCondition, FieldName, Query } from './query.ts'
import type { Reading, Side } from './reading.ts'
import { relativeTime } from './relative-time.ts'

export const fields: readonly FieldName[] = [
  'status',
  'state',
  'createdAt',
  'assignedTo',
  'nextActionAt',
  'belongsTo',
  'createdBy',
  'id',
]

export const isField = (key: string): key is FieldName => (fields as readonly string[]).includes(key)

const times: ReadonlySet<FieldName> = new Set(['createdAt', 'nextActionAt'])
const nothing: Query = { kind: 'any', of: [] }
const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Right-hand sides of a root field: its short id, username, name or uuid; times in ISO 8601 or epoch milliseconds. */
export function fieldComparison(reading: Reading, field: FieldName): Side {
  const condition = (test: FieldCondition['test']): Query => ({ kind: 'field', field, test })
  const read = (value: unknown, path: string): string | undefined => {
    const result = columnValue(reading, field, value, path)
    if (typeof result === 'string') return result
    reading.problems.push(result)
    return undefined
  }
  const refuse = (operator: string, path: string): Query => {
    const known = ['=', '!=', ...(times.has(field) ? ['>', '>=', '<', '<='] : []), 'in', 'exists']
    reading.problems.push({
      code: 'unknown_operator',
      message: `${field} has no operator ${operator}.`,
      path,
      hint: `It has ${known.join(', ')}.`,
    })
    return nothing
  }
  return {
    in: (values) => condition({ kind: 'in', values: values.flatMap((each) => read(each.value, each.path) ?? []) }),
    bound: (operator, value, path) => {
      if (!times.has(field)) return refuse(operator, path)
      const at = read(value, path)
      return at === undefined ? nothing : condition({ kind: 'range', bounds: [{ operator, value: at }] })
    },
    text: (operator, _value, path) => refuse(operator, path),
    exists: () => condition({ kind: 'exists' }),
  }
}

function columnValue(
  { model, procedure, userId }: Reading,
  field: FieldName,
  value: unknown,
  path: string,
): string | Problem {
  if (times.has(field)) {
    const relative = relativeTime(value, model.context.timeZone)
    if (relative) return new Date(relative.toMillis()).toISOString()
    const instant = asInstant(value, model.context)
    if (typeof instant === 'number') return new Date(instant).toISOString()
    const { code, reason, hint } = instant
    return { code, message: `${field} ${reason}`, path, ...(hint && { hint }) }
  }
  const text = typeof value === 'string' ? value.trim() : ''
  const isUuid = uuidForm.test(text)
  const given = `but ${shown(value)} was given`
  switch (field) {
    case 'status': {
      const status = statuses.find((each) => each === text.toUpperCase())
      return status ?? named(path, `status must be one of ${statuses.join(', ')}, ${given}`, text, statuses)
    }
    case 'state': {
      const state = procedure.stateByShortId.get(text) ?? procedure.stateById.get(text.toLowerCase())
      const known = [...procedure.stateByShortId.keys()]
      return state?.id ?? named(path, `state must be a state of ${procedure.shortId}, ${given}`, text, known)
    }
    case 'assignedTo':
    case 'createdBy': {
      // a uuid also where the user has been deleted since
      if (isUuid) return text.toLowerCase()
      if (text.toLowerCase() === 'me') return userId ?? nobodyAsks(field, path)
      const user = model.userByUsername.get(text.toLowerCase())
      const known = [...model.userByUsername.keys()]
      return user?.id ?? named(path, `${field} must be the username or uuid of a user, ${given}`, text, known)
    }
    case 'belongsTo':
      return isUuid ? text.toLowerCase() : podNamed(model, text, path, given)
    default:
      return isUuid
        ? text.toLowerCase()
        : { code: 'not_a_uuid', message: `${field} must be the uuid of a process, ${given}.`, path }
  }
}

const nobodyAsks = (field: FieldName, path: string): Problem => ({
  code: 'no_user',
  message: `${field} can't be me: this key acts in the name of nobody.`,
  path,
  hint: 'Name a user, or use the key of one.',
})

function podNamed(model: TeamModel, name: string, path: string, given: string): string | Problem {
  const pods = [...model.pods.values()]
  const pod = pods.find((each) => each.name === name)
  const known = pods.map((each) => each.name)
  return pod?.id ?? named(path, `belongsTo must be the name or uuid of a pod, ${given}`, name, known)
}

function named(path: string, message: string, given: string, known: readonly string[]): Problem {
  const near = nearest(given, known)
  return {
    code: 'no_such_value',
    message: `${message}${near ? `; did you mean "${near}"?` : '.'}`,
    path,
    ...(known.length > 0 && { hint: `Such as ${known.slice(0, 10).join(', ')}.` }),
  }
}
