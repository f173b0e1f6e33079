import type { Tx } from '../../../database/database.ts'
import { newId } from '../../../ids.ts'
import type { Scope } from '../../../scope.ts'
import type { ProcessEvent, ProcessRow, RecordRow, SideRows, TextEntry, ValueEntry } from '../row.ts'
import { assembled } from './assembled.ts'

export interface ProcessUpdate {
  /** as it will be; its version is raised by the statement */
  row: ProcessRow
  record: RecordRow | null
  removed: SideRows
  added: SideRows
  event: ProcessEvent
}

/** Writes changes of processes that the transaction has locked, with their filter values, texts and history, in one statement. */
export async function updateProcesses(tx: Tx, scope: Scope, updates: readonly ProcessUpdate[]): Promise<void> {
  const rows = updates.map((update) => update.row)
  const values = [
    scope.teamId,
    scope.userId,
    scope.keyId,
    rows.map((row) => row.id),
    rows.map((row) => row.procedureId),
    rows.map((row) => row.stateId),
    rows.map((row) => row.status),
    rows.map((row) => row.assignedTo),
    rows.map((row) => row.podId),
    rows.map((row) => JSON.stringify(row.data)),
    rows.map((row) => JSON.stringify(row.derivedData)),
    rows.map((row) => row.nextActionAt),
    rows.map((row) => row.updatedAt),
    rows.map((row) => row.deletedAt),
    updates.map(() => newId()),
    updates.map((update) => update.event.kind),
    updates.map((update) => JSON.stringify(update.event.before)),
    updates.map((update) => JSON.stringify(update.event.after)),
  ]
  await write(tx, values, updates)
}

const valuesOf = (updates: readonly ProcessUpdate[], side: 'removed' | 'added') =>
  updates.flatMap((update) => update[side].values.map((entry: ValueEntry) => ({ ...entry, row: update.row })))
const textsOf = (updates: readonly ProcessUpdate[], side: 'removed' | 'added') =>
  updates.flatMap((update) => update[side].texts.map((entry: TextEntry) => ({ ...entry, row: update.row })))

const valueColumns = (side: 'removed' | 'added') => (updates: readonly ProcessUpdate[]) => {
  const entries = valuesOf(updates, side)
  return [
    entries.map((entry) => entry.attributeId),
    entries.map((entry) => JSON.stringify(entry.value)),
    entries.map((entry) => entry.row.createdAt),
    entries.map((entry) => entry.row.id),
  ]
}

const write = assembled<ProcessUpdate>(
  'update_processes',
  `updated_processes as (
     update processes p set state_id = u.state_id, status = u.status, assigned_to = u.assigned_to, pod_id = u.pod_id, data = u.data,
       derived_data = u.derived_data, next_action_at = u.next_action_at, updated_at = u.updated_at, deleted_at = u.deleted_at,
       version = p.version + 1
     from unnest($4::uuid[], $6::uuid[], $7::text[], $8::uuid[], $9::uuid[], $10::jsonb[], $11::jsonb[], $12::timestamptz[],
       $13::timestamptz[], $14::timestamptz[])
       as u (id, state_id, status, assigned_to, pod_id, data, derived_data, next_action_at, updated_at, deleted_at)
     where p.team_id = $1::uuid and p.process_id = u.id
   )
   insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
   select $1::uuid, e.id, e.kind, e.subject_id, e.procedure_id, $2::uuid, $3::uuid, nullif(e.before, 'null'), nullif(e.after, 'null'), e.at
   from unnest($15::uuid[], $16::text[], $4::uuid[], $5::uuid[], $17::jsonb[], $18::jsonb[], $13::timestamptz[])
     as e (id, kind, subject_id, procedure_id, before, after, at)`,
  18,
  [
    {
      name: 'updated_records',
      sql: `update records r set data = u.data, derived_data = u.derived_data, updated_at = u.updated_at, version = r.version + 1
        from unnest($1::uuid[], $2::jsonb[], $3::jsonb[], $4::timestamptz[]) as u (id, data, derived_data, updated_at)
        where r.team_id = $0::uuid and r.record_id = u.id`,
      columns: (updates) => {
        const records = updates.flatMap((update) => (update.record ? [update.record] : []))
        return [
          records.map((record) => record.id),
          records.map((record) => JSON.stringify(record.data)),
          records.map((record) => JSON.stringify(record.derivedData)),
          records.map((record) => record.updatedAt),
        ]
      },
    },
    {
      name: 'removed_values',
      sql: `delete from process_values v using unnest($1::uuid[], $2::jsonb[], $3::timestamptz[], $4::uuid[])
          as d (attribute_id, value, created_at, process_id)
        where v.team_id = $0::uuid and v.attribute_id = d.attribute_id and v.value = d.value and v.created_at = d.created_at
          and v.process_id = d.process_id`,
      columns: valueColumns('removed'),
    },
    {
      name: 'added_values',
      sql: `insert into process_values (team_id, attribute_id, value, created_at, process_id)
        select $0::uuid, v.* from unnest($1::uuid[], $2::jsonb[], $3::timestamptz[], $4::uuid[]) as v
        on conflict do nothing`,
      columns: valueColumns('added'),
    },
    {
      name: 'removed_texts',
      sql: `delete from process_texts t using unnest($1::uuid[], $2::uuid[]) as d (attribute_id, process_id)
        where t.team_id = $0::uuid and t.attribute_id = d.attribute_id and t.process_id = d.process_id`,
      columns: (updates) => {
        const texts = textsOf(updates, 'removed')
        return [texts.map((entry) => entry.attributeId), texts.map((entry) => entry.row.id)]
      },
    },
    {
      name: 'added_texts',
      sql: `insert into process_texts (team_id, attribute_id, process_id, value, created_at)
        select $0::uuid, t.* from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[]) as t
        on conflict (team_id, attribute_id, process_id) do update set value = excluded.value`,
      columns: (updates) => {
        const texts = textsOf(updates, 'added')
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
