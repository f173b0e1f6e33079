import type { Problem } from '../../../errors.ts'
import { nearest } from '../../attributes/nearest.ts'
import type { Procedure } from '../../model/types.ts'

const longestShown = 80

/** Says that a key of a query means nothing, and which one was probably meant. */
export function unknownKey(
  procedure: Procedure | undefined,
  key: string,
  path: string,
  others: readonly string[],
): Problem {
  const known = [...(procedure?.attributes.byShortId.keys() ?? []), ...others]
  const near = nearest(key, known)
  const name = key.length > longestShown ? `${key.slice(0, longestShown).toWellFormed()}…` : key.toWellFormed()
  const problem = (message: string, hint: string): Problem => ({
    code: procedure ? 'unknown_attribute' : 'unknown_operator',
    message,
    path,
    hint,
  })
  if (!procedure) {
    return problem(
      `There is no operator "${name}"${near ? `; did you mean "${near}"?` : '.'}`,
      `Operators: ${others.join(', ')}.`,
    )
  }
  if (key === 'data' || key === 'derivedData') {
    return problem(
      `"${path}": a list is not filtered by ${name} as a whole.`,
      'Name the attribute itself: {"city": "Pune"}.',
    )
  }
  if (key === 'record' || procedure.entity?.attributes.byShortId.has(key)) {
    return problem(
      `"${path}": a list of ${procedure.shortId} is not filtered by fields of the record.`,
      `Give ${procedure.shortId} an attribute of its own for it.`,
    )
  }
  if (key === 'updatedAt') {
    return problem(
      `"${path}": a list is not filtered by updatedAt, which no index holds: each change would have to rewrite it.`,
      'Filter by createdAt or nextActionAt; the history of a process tells its changes.',
    )
  }
  return problem(
    `There is no attribute "${name}" in ${procedure.shortId}${near ? `; did you mean "${near}"?` : '.'}`,
    near ? `Use ${near}.` : `Keys: ${known.slice(0, 40).join(', ')}.`,
  )
}
