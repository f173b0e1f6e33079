-- What lists walk, see docs/decisions.md "Lists".

-- With the status behind the state: a rare status is found too, by skipping from state to state.
drop index processes_state;
create index processes_state on processes (team_id, procedure_id, state_id, status, created_at, process_id) where deleted_at is null;

-- Partial, so that they cost nothing to whom they serve nothing.
create index processes_pod on processes (team_id, procedure_id, pod_id, created_at, process_id)
  where deleted_at is null and pod_id is not null;
create index processes_next_action on processes (team_id, procedure_id, next_action_at, created_at, process_id)
  where deleted_at is null and next_action_at is not null;
create index processes_deleted on processes (team_id, procedure_id, deleted_at, process_id) where deleted_at is not null;

-- Lists choose their index by counting a few rows of each, not by statistics, which made planning take longer (1 to 2 ms) than running.
drop statistics process_values_common;
alter table process_values alter column attribute_id set statistics -1, alter column value set statistics -1;
