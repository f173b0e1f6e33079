import { isDeepStrictEqual } from 'node:util'
import type { Tx } from '../../database/database.ts'
import type { Scope } from '../../scope.ts'
import type { Entity, TeamModel } from '../model/types.ts'
import { derivedOf } from '../processes/next-row.ts'
import { readAllRecords, saveDerivedData } from './store.ts'

/** Computes the derived data of every record of an entity by its formulas of now. */
export async function deriveRecordsAnew(tx: Tx, scope: Scope, model: TeamModel, entity: Entity): Promise<void> {
  for await (const chunk of readAllRecords(tx, scope, entity.id)) {
    const derived = chunk.map((record) => ({
      ...record,
      derivedData: derivedOf(model, entity.attributes, record.data),
    }))
    await saveDerivedData(
      tx,
      scope,
      derived.filter((record, index) => !isDeepStrictEqual(record.derivedData, chunk[index]?.derivedData)),
    )
  }
}
