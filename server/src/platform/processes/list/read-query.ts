import type { Problem } from '../../../errors.ts'
import { isPlainObject, shown } from '../../attributes/taking.ts'
import type { Procedure, TeamModel } from '../../model/types.ts'
import { all, any, not, type Query } from './query.ts'
import { attributeComparison } from './read-attribute.ts'
import { fieldComparison, fields, isField } from './read-field.ts'
import { operators, type Reading, type Side } from './reading.ts'
import { unknownKey } from './unknown-key.ts'

const deepest = 8
const mostConditions = 100
const mostValues = 1_000

/**
 * A `where` in the words of its caller, as a query. What is wrong with it stands in `reading.problems`; references by name stand in
 * `reading.references` and are to be resolved before the query is used.
 * @param userId who `me` is
 */
export function readQuery(
  model: TeamModel,
  procedure: Procedure,
  where: unknown,
  userId: string | null,
): { query: Query; reading: Reading } {
  const reading: Reading = { model, procedure, userId, problems: [], references: [], conditions: 0 }
  const query = readObject(reading, where ?? {}, 'where', 1)
  if (reading.conditions > mostConditions) {
    reading.problems = [
      {
        code: 'too_many_conditions',
        message: `"where" holds ${reading.conditions} conditions, and may hold ${mostConditions}.`,
        path: 'where',
        hint: 'A list of values is one condition: {"city": ["Pune", "Goa"]}.',
      },
    ]
  }
  return { query, reading }
}

const nothing: Query = { kind: 'any', of: [] }

function readObject(reading: Reading, input: unknown, path: string, depth: number): Query {
  if (!isPlainObject(input)) {
    return refuse(reading, {
      code: 'wrong_type',
      message: `"${path}" must be an object of conditions, but ${shown(input)} was given.`,
      path,
      hint: 'Such as {"status": "OPEN", "city": ["Pune", "Goa"]}.',
    })
  }
  if (depth > deepest) {
    return refuse(reading, {
      code: 'too_deep',
      message: `"${path}" nests deeper than ${deepest} levels of and, or and not.`,
      path,
      hint: 'Join conditions that lie in one another.',
    })
  }
  return all(Object.entries(input).map(([key, side]) => readEntry(reading, key, side, `${path}.${key}`, depth)))
}

function readEntry(reading: Reading, key: string, side: unknown, path: string, depth: number): Query {
  if (key === 'not') return not(readObject(reading, side, path, depth + 1))
  if (key === 'and' || key === 'or') {
    if (!Array.isArray(side)) {
      return refuse(reading, {
        code: 'wrong_type',
        message: `"${path}" must be a list of queries, but ${shown(side)} was given.`,
        path,
        hint: `Such as {"${key}": [{"city": "Pune"}, {"city": "Goa"}]}.`,
      })
    }
    const queries = side.map((each, index) => readObject(reading, each, `${path}.${index}`, depth + 1))
    return key === 'and' ? all(queries) : any(queries)
  }
  const attribute = reading.procedure.attributes.byShortId.get(key)
  if (attribute) return readSide(reading, side, path, attributeComparison(reading, attribute))
  if (isField(key)) return readSide(reading, side, path, fieldComparison(reading, key))
  return refuse(reading, unknownKey(reading.procedure, key, path, ['and', 'or', 'not', ...fields]))
}

/** A value (equals), a list (any of), or an object of operators, all of which are required. */
function readSide(reading: Reading, side: unknown, path: string, read: Side): Query {
  if (!isPlainObject(side)) return readOperator(reading, Array.isArray(side) ? 'in' : '=', side, path, read)
  const entries = Object.entries(side)
  if (entries.length === 0) {
    return refuse(reading, {
      code: 'no_operator',
      message: `"${path}" holds no operator.`,
      path,
      hint: `Operators: ${operators.join(', ')}.`,
    })
  }
  return all(entries.map(([operator, value]) => readOperator(reading, operator, value, path, read)))
}

function readOperator(reading: Reading, operator: string, value: unknown, path: string, read: Side): Query {
  reading.conditions++
  switch (operator) {
    case '=':
    case 'in':
    case '!=': {
      if (operator === 'in' && !Array.isArray(value)) {
        return refuse(reading, {
          code: 'wrong_type',
          message: `"${path}" must be compared by in with a list, but ${shown(value)} was given.`,
          path,
          hint: 'Such as {"in": ["Pune", "Goa"]}.',
        })
      }
      const values = Array.isArray(value) ? value : [value]
      if (values.length > mostValues) {
        return refuse(reading, {
          code: 'too_many_values',
          message: `"${path}" lists ${values.length} values, and may list ${mostValues}.`,
          path,
          hint: 'Ask in several lists.',
        })
      }
      const isAny = oneOf(values, Array.isArray(value), path, read)
      return operator === '!=' ? not(isAny) : isAny
    }
    case '>':
    case '>=':
    case '<':
    case '<=':
      return read.bound(operator, value, path)
    case 'contains':
    case 'startsWith':
      return read.text(operator, value, path)
    case 'exists': {
      if (typeof value === 'boolean') return value ? read.exists(path) : not(read.exists(path))
      return refuse(reading, {
        code: 'wrong_type',
        message: `"${path}" must be asked for existence with true or false, but ${shown(value)} was given.`,
        path,
      })
    }
    default:
      return refuse(reading, unknownKey(undefined, operator, path, operators))
  }
}

/** null stands for absence. */
function oneOf(values: readonly unknown[], isList: boolean, path: string, read: Side): Query {
  const present = values.flatMap((value, index) =>
    value === null ? [] : [{ value, path: isList ? `${path}.${index}` : path }],
  )
  const isOneOf = read.in(present, path)
  if (present.length === values.length) return isOneOf
  const isAbsent = not(read.exists(path))
  return present.length === 0 ? isAbsent : any([isOneOf, isAbsent])
}

function refuse(reading: Reading, problem: Problem): Query {
  reading.problems.push(problem)
  return nothing
}
