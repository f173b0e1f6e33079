import type { Problem } from '../../../errors.ts'
import { isPlainObject, shown } from '../../attributes/taking.ts'
import { typeOf } from '../../attributes/type-registry.ts'
import type { Attribute } from '../../attributes/types.ts'
import type { Procedure } from '../../model/types.ts'
import { unknownKey } from './unknown-key.ts'

/**
 * The order of a list. Processes that are alike in it stand in the order of their creation, in the same direction; those without a value come
 * last, the newest first.
 */
export interface Order {
  by: 'createdAt' | 'nextActionAt' | Attribute
  direction: 'asc' | 'desc'
}

export const newestFirst: Order = { by: 'createdAt', direction: 'desc' }

const orderable = ['createdAt', 'nextActionAt']
const forms = 'Such as "-createdAt", {"attribute": "loan_amount", "direction": "desc"} or {"field": "nextActionAt"}.'

/** Reads `orderBy`: a name, with a minus for descending; an object; or a list of one of them. */
export function readOrder(procedure: Procedure, input: unknown): Order | Problem {
  if (input === undefined || input === null) return newestFirst
  const given = Array.isArray(input) && input.length === 1 ? input[0] : input
  if (Array.isArray(given)) {
    return {
      code: 'one_order',
      message: `"orderBy" takes one field or attribute, but ${given.length} were given.`,
      path: 'orderBy',
      hint: 'Processes that are alike in it stand in the order of their creation.',
    }
  }
  if (typeof given === 'string') {
    const isDescending = given.startsWith('-')
    return orderNamed(procedure, isDescending ? given.slice(1) : given, isDescending ? 'desc' : 'asc', 'orderBy')
  }
  if (!isPlainObject(given)) return wrong(`"orderBy" must name a field or an attribute, but ${shown(given)} was given.`)
  const { field, attribute, direction = 'asc', ...rest } = given
  const [other] = Object.keys(rest)
  if (other !== undefined) {
    return unknownOption(other)
  }
  const name = field ?? attribute
  if (typeof name !== 'string' || (field !== undefined && attribute !== undefined)) {
    return wrong('"orderBy" must name one field or one attribute.')
  }
  const way = typeof direction === 'string' ? direction.toLowerCase() : ''
  if (way !== 'asc' && way !== 'desc') {
    return {
      code: 'not_allowed',
      message: `"orderBy.direction" must be one of asc, desc, but ${shown(direction)} was given.`,
      path: 'orderBy.direction',
    }
  }
  return orderNamed(procedure, name, way, field === undefined ? 'orderBy.attribute' : 'orderBy.field')
}

function orderNamed(procedure: Procedure, name: string, direction: 'asc' | 'desc', path: string): Order | Problem {
  if (name === 'createdAt' || name === 'nextActionAt') return { by: name, direction }
  const attribute = procedure.attributes.byShortId.get(name)
  if (attribute) return unorderable(attribute, path) ?? { by: attribute, direction }
  const fields = ['updatedAt', 'status', 'state', 'assignedTo', 'belongsTo', 'createdBy', 'id']
  if (fields.includes(name)) {
    return {
      code: 'cannot_be_ordered',
      message: `A list is not ordered by ${name}, since no index holds it in that order.`,
      path,
      hint: `Order by ${orderable.join(', ')} or a filterable attribute.`,
    }
  }
  return unknownKey(procedure, name, path, orderable)
}

function unorderable(attribute: Attribute, path: string): Problem | undefined {
  const type = typeOf(attribute.type)
  if (!type.isFilterable || type.isMulti) {
    return {
      code: 'cannot_be_ordered',
      message: `${attribute.shortId} is of type ${attribute.type}, by which no list can be ordered.`,
      path,
      hint: 'Order by an attribute that holds one short value.',
    }
  }
  if (attribute.isFilterable) return undefined
  return {
    code: 'not_filterable',
    message: `${attribute.shortId} is not filterable, so no index holds its order.`,
    path,
    hint: `Set isFilterable on the attribute ${attribute.shortId}, and it is indexed.`,
  }
}

const wrong = (message: string): Problem => ({ code: 'wrong_form', message, path: 'orderBy', hint: forms })

const unknownOption = (name: string): Problem => ({
  code: 'unknown_field',
  message: `"orderBy.${name.slice(0, 80).toWellFormed()}" is not a field here.`,
  path: `orderBy.${name.slice(0, 80).toWellFormed()}`,
  hint: 'The fields are field, attribute, direction.',
})
