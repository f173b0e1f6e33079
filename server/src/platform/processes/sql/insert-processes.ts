import type { Reader } from '../../../database/database.ts'
import { newId } from '../../../ids.ts'
import type { Scope } from '../../../scope.ts'
import type { KeyClaim, ProcessEvent, ProcessRow, SideRows } from '../row.ts'
import { assembled } from './assembled.ts'

export interface ProcessInsert {
  row: ProcessRow
  /** written with the process; empty where they were claimed before */
  keys: KeyClaim[]
  side: SideRows
  /** null where its history is written by somebody else */
  event: ProcessEvent | null
}

/**
 * Everything of new processes in one statement: rows, records, keys, filter values, texts and history. It fails as a whole, with 23505 on
 * process_keys_pkey, where a key is taken.
 */
export async function insertProcesses(db: Reader, scope: Scope, inserts: readonly ProcessInsert[]): Promise<void> {
  const rows = inserts.map((insert) => insert.row)
  const values = [
    scope.teamId,
    scope.userId,
    scope.keyId,
    rows.map((row) => row.id),
    rows.map((row) => row.procedureId),
    rows.map((row) => row.record?.id ?? null),
    rows.map((row) => row.stateId),
    rows.map((row) => row.status),
    rows.map((row) => row.assignedTo),
    rows.map((row) => row.podId),
    rows.map((row) => JSON.stringify(row.data)),
    rows.map((row) => JSON.stringify(row.derivedData)),
    rows.map((row) => row.nextActionAt),
    rows.map((row) => row.createdBy),
    rows.map((row) => row.createdAt),
    rows.map((row) => row.updatedAt),
    inserts.map(() => newId()),
    inserts.map((insert) => insert.event?.kind ?? null),
    inserts.map((insert) => insert.event && JSON.stringify(insert.event.after)),
  ]
  await write(db, values, inserts)
}

/** Whether the process brings its record with it, rather than joining one that is there. */
export const isNewRecord = ({ record, createdAt }: ProcessRow): boolean => record?.createdAt === createdAt

const write = assembled<ProcessInsert>(
  'insert_processes',
  `inserted_processes as (
     insert into processes (team_id, process_id, procedure_id, record_id, state_id, status, assigned_to, pod_id, data, derived_data,
       next_action_at, created_by, created_at, updated_at)
     select $1::uuid, p.*
     from unnest($4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::uuid[], $10::uuid[], $11::jsonb[], $12::jsonb[],
       $13::timestamptz[], $14::uuid[], $15::timestamptz[], $16::timestamptz[]) as p
   )
   insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, after, at)
   select $1::uuid, e.id, e.kind, e.subject_id, e.procedure_id, $2::uuid, $3::uuid, e.after, e.at
   from unnest($17::uuid[], $18::text[], $4::uuid[], $5::uuid[], $19::jsonb[], $16::timestamptz[])
     as e (id, kind, subject_id, procedure_id, after, at)
   where e.kind is not null`,
  19,
  [
    {
      name: 'inserted_records',
      sql: `insert into records (team_id, record_id, entity_id, data, derived_data, created_by, created_at, updated_at)
        select $0::uuid, r.id, r.entity_id, r.data, r.derived_data, r.created_by, r.created_at, r.created_at
        from unnest($1::uuid[], $2::uuid[], $3::jsonb[], $4::jsonb[], $5::uuid[], $6::timestamptz[])
          as r (id, entity_id, data, derived_data, created_by, created_at)`,
      columns: (inserts) => {
        const records = inserts.flatMap(({ row }) => (row.record && isNewRecord(row) ? [row.record] : []))
        return [
          records.map((record) => record.id),
          records.map((record) => record.entityId),
          records.map((record) => JSON.stringify(record.data)),
          records.map((record) => JSON.stringify(record.derivedData)),
          records.map((record) => record.createdBy),
          records.map((record) => record.createdAt),
        ]
      },
    },
    {
      name: 'inserted_keys',
      sql: `insert into process_keys (team_id, attribute_id, value, process_id)
        select $0::uuid, k.* from unnest($1::uuid[], $2::text[], $3::uuid[]) as k`,
      columns: (inserts) => {
        const keys = inserts.flatMap((insert) => insert.keys)
        return [keys.map((key) => key.attributeId), keys.map((key) => key.value), keys.map((key) => key.processId)]
      },
    },
    {
      name: 'inserted_values',
      sql: `insert into process_values (team_id, attribute_id, value, created_at, process_id)
        select $0::uuid, v.* from unnest($1::uuid[], $2::jsonb[], $3::timestamptz[], $4::uuid[]) as v`,
      columns: (inserts) => {
        const entries = inserts.flatMap(({ row, side }) => side.values.map((entry) => ({ ...entry, row })))
        return [
          entries.map((entry) => entry.attributeId),
          entries.map((entry) => JSON.stringify(entry.value)),
          entries.map((entry) => entry.row.createdAt),
          entries.map((entry) => entry.row.id),
        ]
      },
    },
    {
      name: 'inserted_texts',
      sql: `insert into process_texts (team_id, attribute_id, process_id, value, created_at)
        select $0::uuid, t.* from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as t`,
      columns: (inserts) => {
        const texts = inserts.flatMap(({ row, side }) => side.texts.map((entry) => ({ ...entry, row })))
        return [
          texts.map((entry) => entry.attributeId),
          texts.map((entry) => entry.row.id),
          texts.map((entry) => entry.value),
          texts.map((entry) => entry.row.createdAt),
        ]
      },
    },
  ],
)
