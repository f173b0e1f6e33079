-- Every change writes one row here, in its own transaction. History, audit log, webhooks, server-sent events and dashboards read it.
-- `position` is the number of the writing transaction: rows below pg_snapshot_xmin(pg_current_snapshot()) are final, so that a reader who
-- goes on from (position, event_id) misses none, whatever the order of the commits. It needs no counter that writers would queue for.
create table events (
  team_id uuid not null,
  position bigint not null default (pg_current_xact_id()::text::bigint),
  event_id uuid not null,
  kind text not null,
  -- what changed: the process, the role, the user …
  subject_id uuid not null,
  -- procedure of the subject, where it has one
  procedure_id uuid,
  user_id uuid,
  key_id uuid,
  before jsonb,
  after jsonb,
  at timestamptz not null,
  primary key (team_id, position, event_id)
);
create index events_subject on events (team_id, subject_id, at, event_id);
