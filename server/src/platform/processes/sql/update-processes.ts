import { v7 } from 'uuid'
import type { Tx } from '../../../database/database.ts'
import { prepared } from '../../../database/prepared.ts'
import type { Scope } from '../../../scope.ts'
import type { ProcessEvent, ProcessRow, RecordRow, SideRows } from '../row.ts'

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
  const records = updates.flatMap((update) => (update.record ? [update.record] : []))
  const removedValues = updates.flatMap(({ row, removed }) => removed.values.map((entry) => ({ ...entry, row })))
  const addedValues = updates.flatMap(({ row, added }) => added.values.map((entry) => ({ ...entry, row })))
  const removedTexts = updates.flatMap(({ row, removed }) => removed.texts.map((entry) => ({ ...entry, row })))
  const addedTexts = updates.flatMap(({ row, added }) => added.texts.map((entry) => ({ ...entry, row })))
  await run(tx, [
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
    records.map((record) => record.id),
    records.map((record) => JSON.stringify(record.data)),
    records.map((record) => JSON.stringify(record.derivedData)),
    records.map((record) => record.updatedAt),
    removedValues.map((entry) => entry.attributeId),
    removedValues.map((entry) => JSON.stringify(entry.value)),
    removedValues.map((entry) => entry.row.createdAt),
    removedValues.map((entry) => entry.row.id),
    addedValues.map((entry) => entry.attributeId),
    addedValues.map((entry) => JSON.stringify(entry.value)),
    addedValues.map((entry) => entry.row.createdAt),
    addedValues.map((entry) => entry.row.id),
    removedTexts.map((entry) => entry.attributeId),
    removedTexts.map((entry) => entry.row.id),
    addedTexts.map((entry) => entry.attributeId),
    addedTexts.map((entry) => entry.row.id),
    addedTexts.map((entry) => entry.value),
    updates.map(() => v7()),
    updates.map((update) => update.event.kind),
    updates.map((update) => JSON.stringify(update.event.before)),
    updates.map((update) => JSON.stringify(update.event.after)),
  ])
}

const run = prepared(
  'update-processes',
  `with updated_processes as (
     update processes p set state_id = u.state_id, status = u.status, assigned_to = u.assigned_to, pod_id = u.pod_id, data = u.data,
       derived_data = u.derived_data, next_action_at = u.next_action_at, updated_at = u.updated_at, deleted_at = u.deleted_at,
       version = p.version + 1
     from unnest($4::uuid[], $6::uuid[], $7::text[], $8::uuid[], $9::uuid[], $10::jsonb[], $11::jsonb[], $12::timestamptz[],
       $13::timestamptz[], $14::timestamptz[])
       as u (id, state_id, status, assigned_to, pod_id, data, derived_data, next_action_at, updated_at, deleted_at)
     where p.team_id = $1::uuid and p.process_id = u.id
   ), updated_records as (
     update records r set data = u.data, derived_data = u.derived_data, updated_at = u.updated_at, version = r.version + 1
     from unnest($15::uuid[], $16::jsonb[], $17::jsonb[], $18::timestamptz[]) as u (id, data, derived_data, updated_at)
     where r.team_id = $1::uuid and r.record_id = u.id
   ), removed_values as (
     delete from process_values v using unnest($19::uuid[], $20::jsonb[], $21::timestamptz[], $22::uuid[])
       as d (attribute_id, value, created_at, process_id)
     where v.team_id = $1::uuid and v.attribute_id = d.attribute_id and v.value = d.value and v.created_at = d.created_at
       and v.process_id = d.process_id
   ), added_values as (
     insert into process_values (team_id, attribute_id, value, created_at, process_id)
     select $1::uuid, v.* from unnest($23::uuid[], $24::jsonb[], $25::timestamptz[], $26::uuid[]) as v
     on conflict do nothing
   ), removed_texts as (
     delete from process_texts t using unnest($27::uuid[], $28::uuid[]) as d (attribute_id, process_id)
     where t.team_id = $1::uuid and t.attribute_id = d.attribute_id and t.process_id = d.process_id
   ), added_texts as (
     insert into process_texts (team_id, attribute_id, process_id, value)
     select $1::uuid, t.* from unnest($29::uuid[], $30::uuid[], $31::text[]) as t
     on conflict (team_id, attribute_id, process_id) do update set value = excluded.value
   )
   insert into events (team_id, event_id, kind, subject_id, procedure_id, user_id, key_id, before, after, at)
   select $1::uuid, e.id, e.kind, e.subject_id, e.procedure_id, $2::uuid, $3::uuid, nullif(e.before, 'null'), nullif(e.after, 'null'), e.at
   from unnest($32::uuid[], $33::text[], $4::uuid[], $5::uuid[], $34::jsonb[], $35::jsonb[], $13::timestamptz[])
     as e (id, kind, subject_id, procedure_id, before, after, at)`,
)
