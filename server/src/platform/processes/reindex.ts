import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { derivedOf } from './next-row.ts'
import type { KeyClaim } from './row.ts'
import { keysOf, sideRows } from './side-rows.ts'
import {
  clearSideRows,
  insertKeys,
  insertTexts,
  insertValues,
  readProcesses,
  type StandingProcess,
  saveDerivedData,
} from './sql/reindex.ts'

/**
 * Makes the side tables say of these attributes what the model says now, from the data of every process of the procedure. Also computes derived data
 * anew where one of the attributes is derived.
 * @param attributeIds attributes that changed; also those that the model no longer has
 */
export async function reindexAttributes(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  attributeIds: ReadonlySet<string>,
): Promise<void> {
  await clearSideRows(tx, scope, [...attributeIds])
  const changed = procedure.attributes.attributes.filter((attribute) => attributeIds.has(attribute.id))
  if (changed.length === 0) return
  const isDerivedChanged = changed.some((attribute) => attribute.formula !== null)
  const isChanged = (entry: { attributeId: string }): boolean => attributeIds.has(entry.attributeId)
  for await (const chunk of readProcesses(tx, scope, procedure.id)) {
    const processes = isDerivedChanged ? await deriveAnew(tx, scope, model, procedure, chunk) : chunk
    const living = processes.filter((process) => !process.isDeleted)
    const side = living.map((process) => ({
      process,
      ...sideRows(procedure.attributes, process.data, process.derivedData),
    }))
    const values = side.flatMap(({ process, values }) =>
      values.filter(isChanged).map((value) => ({ ...value, processId: process.id, createdAt: process.createdAt })),
    )
    const texts = side.flatMap(({ process, texts }) =>
      texts.filter(isChanged).map((text) => ({ ...text, processId: process.id })),
    )
    const keys = living.flatMap((process): KeyClaim[] => keysOf(procedure, process).filter(isChanged))
    await insertValues(tx, scope, values)
    await insertTexts(tx, scope, texts)
    await insertKeys(tx, scope, keys)
  }
}

async function deriveAnew(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  chunk: readonly StandingProcess[],
): Promise<StandingProcess[]> {
  const derived = chunk.map((process) => ({
    ...process,
    derivedData: derivedOf(model, procedure.attributes, process.data),
  }))
  await saveDerivedData(
    tx,
    scope,
    derived.filter((process, index) => !isDeepStrictEqual(process.derivedData, chunk[index]?.derivedData)),
  )
  return derived
}
