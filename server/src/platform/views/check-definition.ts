import { BadInput, type Problem } from '../../errors.ts'
import { nearest } from '../attributes/nearest.ts'
import { typeOf } from '../attributes/type-registry.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { chosenColumns, columnsOf } from '../processes/export/columns.ts'
import type { ViewDefinition } from './types.ts'

/** Reads what a list would be asked for, and throws BadInput with everything that is wrong with it. */
export type Asks = (asked: Pick<ViewDefinition, 'where' | 'search' | 'orderBy'>) => Promise<unknown>

/** @throws BadInput with everything that is wrong with a view of a procedure's processes */
export async function checkOfProcedure(
  model: TeamModel,
  procedure: Procedure,
  definition: ViewDefinition,
  asks: Asks,
): Promise<void> {
  const names = definition.columns?.map(({ attribute }) => attribute)
  refuse([
    ...(await problemsOf(asks, definition)),
    ...chosenColumns(columnsOf(model, procedure), names).flatMap((column) => ('code' in column ? [column] : [])),
    ...wrongGroups(procedure, definition.groupBy),
  ])
}

/** @throws BadInput with everything that is wrong with a view of the chats */
export async function checkOfChats(definition: ViewDefinition, asks: Asks): Promise<void> {
  const foreign = (['columns', 'groupBy'] as const).filter((field) => definition[field] !== undefined)
  refuse([
    ...(await problemsOf(asks, definition)),
    ...foreign.map((path) => ({
      code: 'not_of_chats',
      message: `"definition.${path}" is nothing that a view of the chats has.`,
      path,
      hint: 'It has where, search and orderBy.',
    })),
  ])
}

async function problemsOf(asks: Asks, { where, search, orderBy }: ViewDefinition): Promise<Problem[]> {
  try {
    await asks({
      ...(where !== undefined && { where }),
      ...(search !== undefined && { search }),
      ...(orderBy !== undefined && { orderBy }),
    })
    return []
  } catch (error) {
    if (error instanceof BadInput) return error.problems
    throw error
  }
}

const fields = ['state', 'status', 'assignedTo', 'belongsTo']

function wrongGroups(procedure: Procedure, groupBy: string | undefined): Problem[] {
  if (groupBy === undefined || fields.includes(groupBy)) return []
  const attribute = procedure.attributes.byShortId.get(groupBy)
  if (!attribute) {
    const near = nearest(groupBy, [...fields, ...procedure.attributes.byShortId.keys()])
    return [
      {
        code: 'unknown_attribute',
        message: `There is no attribute "${groupBy.slice(0, 80).toWellFormed()}" in ${procedure.shortId}${near ? `; did you mean "${near}"?` : '.'}`,
        path: 'groupBy',
        hint: `Group by ${fields.join(', ')} or an attribute that holds one short value.`,
      },
    ]
  }
  const type = typeOf(attribute.type)
  if (type.isFilterable && !type.isMulti && attribute.isFilterable) return []
  return [
    {
      code: 'cannot_be_grouped',
      message: `"${groupBy}" is of type ${attribute.type}, and a list is grouped by a filterable attribute that holds one value.`,
      path: 'groupBy',
      hint: `Group by ${fields.join(', ')} or such an attribute.`,
    },
  ]
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return
  throw new BadInput(problems.map((problem) => ({ ...problem, path: `definition.${problem.path ?? ''}` })))
}
