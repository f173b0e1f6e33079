import type { Reader } from '../../database/database.ts'
import { BadInput, type NadiError } from '../../errors.ts'
import type { Scope } from '../../scope.ts'
import { uuidForm } from '../../uuid.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { accessTo } from '../roles/access.ts'
import { isWithin } from './access.ts'
import { keyNamed } from './key-named.ts'
import { noSuchProcess } from './no-such-process.ts'
import type { ProcessRow } from './row.ts'
import { findProcesses } from './sql/find-processes.ts'
import { findOwners, keyOf } from './sql/process-keys.ts'

/**
 * Processes by uuid or primary key, with two queries for all of them, each in the place of its name; one that is not there, is deleted or lies outside
 * the role's reach is an error of its own.
 */
export async function findNamed(
  db: Reader,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  names: readonly string[],
): Promise<(ProcessRow | { error: NadiError })[]> {
  const meant = names.map((name) => keyOrId(model, procedure, name))
  const keys = meant.flatMap((each) => ('key' in each ? each.key : []))
  const owners = keys.length > 0 ? await findOwners(db, scope, keys) : new Map<string, string>()
  const idOf = (each: (typeof meant)[number]): string | undefined =>
    'id' in each ? each.id : 'key' in each ? owners.get(keyOf(each.key)) : undefined
  const rows = await findProcesses(db, scope, procedure, [...new Set(meant.flatMap((each) => idOf(each) ?? []))])
  const { read } = accessTo(scope.role, procedure.id)
  return meant.map((each, index) => {
    if ('error' in each) return each
    const row = rows.get(idOf(each) ?? '')
    if (row && row.deletedAt === null && isWithin(read, scope, row)) return row
    return {
      error: noSuchProcess(procedure, { key: procedure.primaryKey?.shortId ?? 'id', value: names[index] ?? '' }),
    }
  })
}

function keyOrId(
  model: TeamModel,
  procedure: Procedure,
  name: string,
): { id: string } | { key: { attributeId: string; value: string } } | { error: NadiError } {
  if (uuidForm.test(name)) return { id: name.toLowerCase() }
  try {
    return { key: keyNamed(model, procedure, { key: procedure.primaryKey?.shortId ?? '', value: name }) }
  } catch (error) {
    if (error instanceof BadInput) return { error }
    throw error
  }
}
