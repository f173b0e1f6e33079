import { sql } from 'kysely'
import { BadInput, type Problem } from '../../errors.ts'
import { nearest } from '../../platform/attributes/nearest.ts'
import { isPlainObject, shown } from '../../platform/attributes/taking.ts'
import type { TeamModel } from '../../platform/model/types.ts'
import type { Field, Fragment } from './field.ts'

const operators = ['=', '!=', '>', '>=', '<', '<=', 'in', 'exists']
const deepest = 8
const mostConditions = 100
const mostValues = 1_000

interface Reading {
  fields: Readonly<Record<string, Field>>
  model: TeamModel
  problems: Problem[]
  conditions: number
}

/**
 * Conditions in the words of their caller, as SQL. A value is equality, a list any of its values, null absence; an object holds operators, all of
 * which are required; `and`, `or` and `not` nest.
 * @throws BadInput with everything that is wrong
 */
export function readWhere(fields: Readonly<Record<string, Field>>, model: TeamModel, where: unknown): Fragment {
  const reading: Reading = { fields, model, problems: [], conditions: 0 }
  const read = readObject(reading, where ?? {}, 'where', 1)
  if (reading.conditions > mostConditions) {
    throw new BadInput(`"where" holds ${reading.conditions} conditions, and may hold ${mostConditions}.`, {
      code: 'too_many_conditions',
      path: 'where',
      hint: 'A list of values is one condition: {"status": ["OPEN", "CLOSED"]}.',
    })
  }
  if (reading.problems.length > 0) throw new BadInput(reading.problems)
  return read
}

function readObject(reading: Reading, input: unknown, path: string, depth: number): Fragment {
  if (!isPlainObject(input)) {
    return refuse(reading, {
      code: 'wrong_type',
      message: `"${path}" must be an object of conditions, but ${shown(input)} was given.`,
      path,
      hint: `Such as {"${Object.keys(reading.fields)[0]}": …}.`,
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

function readEntry(reading: Reading, key: string, side: unknown, path: string, depth: number): Fragment {
  if (key === 'not') return sql`(${readObject(reading, side, path, depth + 1)}) is not true`
  if (key === 'and' || key === 'or') {
    if (!Array.isArray(side)) {
      return refuse(reading, {
        code: 'wrong_type',
        message: `"${path}" must be a list of conditions, but ${shown(side)} was given.`,
        path,
        hint: `Such as {"${key}": [{…}, {…}]}.`,
      })
    }
    const sides = side.map((each, index) => readObject(reading, each, `${path}.${index}`, depth + 1))
    return key === 'and' ? all(sides) : any(sides)
  }
  const field = Object.hasOwn(reading.fields, key) ? reading.fields[key] : undefined
  if (field) return readSide(reading, field, side, path)
  const known = [...Object.keys(reading.fields), 'and', 'or', 'not']
  const near = nearest(key, known)
  return refuse(reading, {
    code: 'unknown_field',
    message: `This list is not filtered by "${key.slice(0, 80).toWellFormed()}"${near ? `; did you mean "${near}"?` : '.'}`,
    path: path.slice(0, 200).toWellFormed(),
    hint: near ? `Use ${near}.` : `Keys: ${known.join(', ')}.`,
  })
}

function readSide(reading: Reading, field: Field, side: unknown, path: string): Fragment {
  if (!isPlainObject(side)) return readOperator(reading, field, Array.isArray(side) ? 'in' : '=', side, path)
  const entries = Object.entries(side)
  if (entries.length === 0) {
    return refuse(reading, {
      code: 'no_operator',
      message: `"${path}" holds no operator.`,
      path,
      hint: `Operators: ${operators.join(', ')}.`,
    })
  }
  return all(entries.map(([operator, value]) => readOperator(reading, field, operator, value, path)))
}

function readOperator(reading: Reading, field: Field, operator: string, value: unknown, path: string): Fragment {
  reading.conditions++
  switch (operator) {
    case '=':
    case 'in':
      return oneOf(reading, field, value, path, operator)
    case '!=':
      return sql`(${oneOf(reading, field, value, path, operator)}) is not true`
    case '>':
    case '>=':
    case '<':
    case '<=': {
      if (!field.compares) {
        return refuse(reading, {
          code: 'unknown_operator',
          message: `"${path}" has no operator ${operator}, since its values have no order.`,
          path,
          hint: 'It has =, !=, in, exists.',
        })
      }
      const [read] = readValue(reading, field, value, path)
      return read === undefined ? sql`false` : field.compares(operator, read)
    }
    case 'exists':
      if (typeof value === 'boolean') return value ? field.isPresent : sql`(${field.isPresent}) is not true`
      return refuse(reading, {
        code: 'wrong_type',
        message: `"${path}" must be asked for existence with true or false, but ${shown(value)} was given.`,
        path,
      })
    default: {
      const near = nearest(operator, operators)
      return refuse(reading, {
        code: 'unknown_operator',
        message: `There is no operator "${operator.slice(0, 80).toWellFormed()}"${near ? `; did you mean "${near}"?` : '.'}`,
        path,
        hint: `Operators: ${operators.join(', ')}.`,
      })
    }
  }
}

/** null stands for absence. */
function oneOf(reading: Reading, field: Field, value: unknown, path: string, operator: string): Fragment {
  if (operator === 'in' && !Array.isArray(value)) {
    return refuse(reading, {
      code: 'wrong_type',
      message: `"${path}" must be compared by in with a list, but ${shown(value)} was given.`,
      path,
    })
  }
  const given: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (given.length > mostValues) {
    return refuse(reading, {
      code: 'too_many_values',
      message: `"${path}" lists ${given.length} values, and may list ${mostValues}.`,
      path,
      hint: 'Ask in several lists.',
    })
  }
  const present = given.flatMap((each, index) =>
    each === null ? [] : [{ each, path: Array.isArray(value) ? `${path}.${index}` : path }],
  )
  const read = present.flatMap((one) => readValue(reading, field, one.each, one.path))
  const isAbsent = given.includes(null) ? [sql`(${field.isPresent}) is not true`] : []
  return any([...(read.length > 0 ? [field.isIn(read)] : []), ...isAbsent])
}

/** Nothing where it was refused. */
function readValue(reading: Reading, field: Field, given: unknown, path: string): unknown[] {
  const read = field.read(given, reading.model)
  if ('value' in read) return [read.value]
  reading.problems.push({ ...read.problem, path })
  return []
}

const all = (parts: readonly Fragment[]): Fragment =>
  parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`
const any = (parts: readonly Fragment[]): Fragment =>
  parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`

function refuse(reading: Reading, problem: Problem): Fragment {
  reading.problems.push(problem)
  return sql`false`
}
