import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { derivedOf } from './next-row.ts'
import type { KeyClaim } from './row.ts'
import { keysOf, sideRows } from './side-rows.ts'
import {
  clearSideRows,
  clearSideRowsOf,
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
  if (!procedure.attributes.attributes.some((attribute) => attributeIds.has(attribute.id))) return
  for await (const chunk of readProcesses(tx, scope, procedure.id)) {
    await fillSideTables(tx, scope, model, procedure, attributeIds, chunk)
  }
}

/**
 * The same for processes written since then: a writer that was on its way when the model changed went by the model of before, until it heard of
 * the change.
 */
export async function reindexLatecomers(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  attributeIds: ReadonlySet<string>,
  since: Date,
): Promise<void> {
  for await (const chunk of readProcesses(tx, scope, procedure.id, since)) {
    const processIds = chunk.map(({ id }) => id)
    await clearSideRowsOf(tx, scope, [...attributeIds], processIds)
    await fillSideTables(tx, scope, model, procedure, attributeIds, chunk)
  }
}

async function fillSideTables(
  tx: Tx,
  scope: Scope,
  model: TeamModel,
  procedure: Procedure,
  attributeIds: ReadonlySet<string>,
  chunk: readonly StandingProcess[],
): Promise<void> {
  const isChanged = (entry: { attributeId: string }): boolean => attributeIds.has(entry.attributeId)
  const isDerivedChanged = procedure.attributes.derived.some(({ attribute }) => attributeIds.has(attribute.id))
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
    texts.filter(isChanged).map((text) => ({ ...text, processId: process.id, createdAt: process.createdAt })),
  )
  const keys = living.flatMap((process): KeyClaim[] => keysOf(procedure, process).filter(isChanged))
  await insertValues(tx, scope, values)
  await insertTexts(tx, scope, texts)
  await insertKeys(tx, scope, keys)
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
