import type { Database } from '../../../database/database.ts'
import { BadInput, type Problem } from '../../../errors.ts'
import type { Scope } from '../../../scope.ts'
import type { Procedure, TeamModel } from '../../model/types.ts'
import { accessTo } from '../../roles/access.ts'
import { resolveReferences } from '../references.ts'
import { Cursors } from './cursor.ts'
import { newestFirst, type Order, readOrder } from './order.ts'
import { all, type Query } from './query.ts'
import { reachQuery } from './reach.ts'
import { readQuery } from './read-query.ts'
import type { Reading } from './reading.ts'
import { searchQuery } from './search.ts'
import type { Place } from './sources.ts'

/** What of a request says which processes are meant, and in which order. */
export interface Asking {
  where?: unknown
  search?: string
  orderBy?: unknown
  isDeleted?: boolean
}

/** A list as it was asked for, read and within the reach of the role. */
export interface Ask {
  model: TeamModel
  procedure: Procedure
  place: Place
  query: Query
  order: Order
  isDeleted: boolean
  cursors: Cursors
}

/** @throws BadInput with everything that is wrong with the conditions and the order */
export async function readAsk(
  db: Database,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  { where, search, orderBy, isDeleted = false }: Asking,
): Promise<Ask> {
  const { query, reading } = readQuery(model, procedure, where, scope.userId)
  if (reading.references.length > 0) await resolveNamed(db, scope, reading)
  const order = readOrder(procedure, orderBy)
  const problems: Problem[] = [...reading.problems]
  const sought = search?.trim() ? searchQuery(model, procedure, search) : all([])
  if ('code' in sought) problems.push(sought)
  if ('code' in order) problems.push(order)
  else if (isDeleted && order !== newestFirst) {
    problems.push({
      code: 'cannot_be_ordered',
      message: '"orderBy" does not go with isDeleted: deleted processes come in the order of their deletion.',
      path: 'orderBy',
      hint: 'Leave it out.',
    })
  }
  if (problems.length > 0 || 'code' in order || 'code' in sought) throw new BadInput(problems)
  const { read, write } = accessTo(scope.role, procedure.id)
  const by = typeof order.by === 'string' ? order.by : order.by.id
  return {
    model,
    procedure,
    place: { teamId: scope.teamId, procedureId: procedure.id },
    query: all([query, sought, reachQuery(scope, isDeleted ? write : read)]),
    order,
    isDeleted,
    cursors: new Cursors([procedure.id, where ?? {}, search?.trim() ?? '', by, order.direction, isDeleted]),
  }
}

/** Puts uuids where users, states, records, processes or tasks were named. */
async function resolveNamed(db: Database, scope: Scope, { model, references, problems }: Reading): Promise<void> {
  const rows = references.map(({ lookup }) => ({ values: {}, lookups: [lookup], problems }))
  await resolveReferences(db, scope, model, rows)
  for (const [index, { lookup, comparison }] of references.entries()) {
    const id = (rows[index]?.values as Record<string, string> | undefined)?.[lookup.shortId]
    if (id === undefined) continue
    comparison.value = id
    comparison.stored = id
  }
}
