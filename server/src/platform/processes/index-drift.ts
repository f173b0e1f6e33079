import type { Reader } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Procedure, TeamModel } from '../model/types.ts'
import { keysOf, sideRows } from './side-rows.ts'
import {
  countPresentKeys,
  countPresentTexts,
  countPresentValues,
  countSideRows,
  type SideTable,
} from './sql/index-drift.ts'
import { readProcesses } from './sql/reindex.ts'

/** Where a side table does not say what the processes say. */
export interface Drift {
  table: SideTable
  procedure: string
  attributeId: string
  /** short id */
  attribute: string
  /** rows that should be there and are not: lists miss these processes */
  missing: number
  /** rows that should not be there */
  surplus: number
}

/** Rows of one side table, by attribute. */
interface Tally {
  expected: Map<string, number>
  /** of the expected ones, those that are there */
  held: Map<string, number>
  /** of those that are there, the expected ones */
  own: Map<string, number>
}

const newTally = (): Tally => ({ expected: new Map(), held: new Map(), own: new Map() })

function add(sums: Map<string, number>, counts: Iterable<readonly [string, number]>): void {
  for (const [attributeId, count] of counts) sums.set(attributeId, (sums.get(attributeId) ?? 0) + count)
}

/**
 * Compares the side tables of every procedure with the data of its processes; empty where all is well. To be run in a transaction of one snapshot, or
 * what is written meanwhile looks like drift.
 */
export async function findIndexDrift(db: Reader, scope: Scope, model: TeamModel): Promise<Drift[]> {
  const drifts: Drift[] = []
  for (const procedure of model.procedures.values()) drifts.push(...(await driftOf(db, scope, procedure)))
  return drifts
}

async function driftOf(db: Reader, scope: Scope, procedure: Procedure): Promise<Drift[]> {
  const tallies = { process_values: newTally(), process_texts: newTally(), process_keys: newTally() }
  for await (const chunk of readProcesses(db, scope, procedure.id)) {
    const living = chunk.filter((process) => !process.isDeleted)
    const side = living.map((process) => ({
      process,
      ...sideRows(procedure.attributes, process.data, process.derivedData),
    }))
    const values = side.flatMap(({ process, values }) =>
      values.map((value) => ({ ...value, processId: process.id, createdAt: process.createdAt })),
    )
    const texts = side.flatMap(({ process, texts }) =>
      texts.map((text) => ({ ...text, processId: process.id, createdAt: process.createdAt })),
    )
    const keys = living.flatMap((process) => keysOf(procedure, process))
    const presentValues = await countPresentValues(db, scope, values)
    const presentTexts = await countPresentTexts(db, scope, texts)
    const found = [
      { tally: tallies.process_values, expected: values, held: presentValues, own: presentValues },
      { tally: tallies.process_texts, expected: texts, held: presentTexts, own: presentTexts },
      { tally: tallies.process_keys, expected: keys, ...(await countPresentKeys(db, scope, keys)) },
    ]
    for (const { tally, expected, held, own } of found) {
      add(
        tally.expected,
        expected.map(({ attributeId }) => [attributeId, 1] as const),
      )
      add(tally.held, held)
      add(tally.own, own)
    }
  }
  const drifts: Drift[] = []
  const attributes = procedure.attributes.attributes
  for (const [table, { expected, held, own }] of Object.entries(tallies) as [SideTable, Tally][]) {
    const standing = await countSideRows(
      db,
      scope,
      table,
      attributes.map(({ id }) => id),
    )
    for (const { id, shortId } of attributes) {
      const missing = (expected.get(id) ?? 0) - (held.get(id) ?? 0)
      const surplus = (standing.get(id) ?? 0) - (own.get(id) ?? 0)
      if (missing === 0 && surplus === 0) continue
      drifts.push({ table, procedure: procedure.shortId, attributeId: id, attribute: shortId, missing, surplus })
    }
  }
  return drifts
}
