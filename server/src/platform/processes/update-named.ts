import type { Tx } from '../../database/database.ts'
import { BadInput, type NadiError, NotFound } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { readIntent } from './intent.ts'
import { keyNamed } from './key-named.ts'
import type { Outcome } from './outcome.ts'
import { findOwners, keyOf } from './sql/process-keys.ts'
import type { ProcessChange } from './types.ts'
import type { Change } from './update-many.ts'

/** A change of a process that is named by uuid or primary-key value, or by a key attribute. */
export interface NamedChange {
  id?: string | number | undefined
  /** what stood in the place of `id` */
  keys: Readonly<Record<string, unknown>>
  update: ProcessChange
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

interface Name {
  key: { attributeId: string; value: string } | undefined
  /** which it is where no process has that key */
  processId: string | undefined
  shown: string
}

/** Finds out which processes are meant, with one query for all of them; a change that names none is refused alone. */
export async function resolveNames(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  changes: readonly NamedChange[],
): Promise<(Change | { error: NadiError })[]> {
  const names = changes.map((change) => nameOf(model, procedure, change))
  const owners = await findOwners(
    tx,
    scope,
    names.flatMap((name) => ('error' in name || !name.key ? [] : [name.key])),
  )
  return names.map((name, index) => {
    if ('error' in name) return name
    const processId = (name.key && owners.get(keyOf(name.key))) ?? name.processId
    if (processId === undefined) return { error: noneOfThatName(procedure, name.shown) }
    const update = changes[index]?.update ?? {}
    const intent = readIntent(model, procedure, update, { mode: 'update', prefix: 'update.' })
    return { processId, action: { kind: 'change', intent } }
  })
}

function nameOf(model: TeamModel, procedure: Procedure, { id, keys }: NamedChange): Name | { error: NadiError } {
  const given = Object.entries(keys)
  if (given.length + (id === undefined ? 0 : 1) !== 1) return { error: oneName(procedure, given[0]?.[0]) }
  const processId = typeof id === 'string' && uuid.test(id) ? id.toLowerCase() : undefined
  const [shortId, value] = given[0] ?? [procedure.primaryKey?.shortId, id]
  const shown = `${shortId ?? 'id'} "${value}"`
  if (shortId === undefined) {
    if (processId) return { key: undefined, processId, shown }
    return {
      error: new BadInput(`"id" must be the uuid of a ${procedure.shortId}, which has no primary key.`, { path: 'id' }),
    }
  }
  try {
    return { key: keyNamed(model, procedure, { key: shortId, value: String(value) }), processId, shown }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return processId ? { key: undefined, processId, shown } : { error }
  }
}

const oneName = (procedure: Procedure, path = 'id'): NadiError =>
  new BadInput(
    `The row must name one process, by "id"${procedure.primaryKey ? ` or by "${procedure.primaryKey.shortId}"` : ''}.`,
    { code: 'one_name', path, hint: 'Beside it stands "update", which holds what changes.' },
  )

const noneOfThatName = (procedure: Procedure, shown: string): NadiError =>
  new NotFound(`There is no ${procedure.shortId} with the ${shown} in this team.`, {
    code: 'no_such_process',
    path: 'id',
  })

/** The errors of a change name their places in the row that holds it. */
export function inItsRow(outcome: Outcome): Outcome {
  if (!('error' in outcome)) return outcome
  for (const problem of outcome.error.problems) {
    if (problem.path === 'processId') problem.path = 'id'
    else if (problem.path && !problem.path.startsWith('update.')) problem.path = `update.${problem.path}`
  }
  return outcome
}
