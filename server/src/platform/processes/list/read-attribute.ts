import { type Comparison, comparisonValue, type Operator } from '../../attributes/comparison.ts'
import type { Attribute } from '../../attributes/types.ts'
import type { AttributeCondition, Query } from './query.ts'
import type { Reading, Side } from './reading.ts'
import { relativeTime } from './relative-time.ts'

const nothing: Query = { kind: 'any', of: [] }

/** Right-hand sides of an attribute, read as leniently as its values. */
export function attributeComparison(reading: Reading, attribute: Attribute): Side {
  const read = (operator: Operator, value: unknown, path: string): Comparison | undefined => {
    const { context } = reading.model
    const result = comparisonValue(attribute, operator, atItsTime(attribute, value, context.timeZone), context, path)
    if ('problem' in result) {
      reading.problems.push(result.problem)
      return undefined
    }
    const { comparison } = result
    if (comparison.lookup) reading.references.push({ lookup: comparison.lookup, comparison })
    return comparison
  }
  const condition = (test: AttributeCondition['test']): Query => ({ kind: 'attribute', attribute, test })
  const exists = (path: string): Query => (read('exists', true, path) ? condition({ kind: 'exists' }) : nothing)
  return {
    in: (values, path) => {
      if (values.length === 0 && !read('exists', true, path)) return nothing
      return condition({ kind: 'in', values: values.flatMap((each) => read('=', each.value, each.path) ?? []) })
    },
    bound: (operator, value, path) => {
      const comparison = read(operator, value, path)
      return comparison ? condition({ kind: 'range', bounds: [{ operator, value: comparison }] }) : nothing
    },
    text: (operator, value, path) => {
      const comparison = read(operator, value, path)
      return comparison ? condition({ kind: 'text', operator, text: String(comparison.value).toLowerCase() }) : nothing
    },
    exists,
  }
}

/** A time said by its distance from now as the attribute's type writes times. */
function atItsTime({ type }: Attribute, value: unknown, zone: string): unknown {
  if (type !== 'datetime' && type !== 'datetimeISO8601' && type !== 'date') return value
  const time = relativeTime(value, zone)
  if (!time) return value
  return type === 'date' ? time.toISODate() : time.toMillis()
}
