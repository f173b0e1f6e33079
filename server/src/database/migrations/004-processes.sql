-- The work itself.
create extension if not exists pg_trgm;

create table records (
  team_id uuid not null,
  record_id uuid not null,
  entity_id uuid not null,
  data jsonb not null default '{}',
  derived_data jsonb not null default '{}',
  created_by uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, record_id),
  foreign key (team_id, entity_id) references entities (team_id, entity_id)
);
create index records_newest on records (team_id, entity_id, created_at, record_id) where deleted_at is null;

create table processes (
  team_id uuid not null,
  process_id uuid not null,
  procedure_id uuid not null,
  record_id uuid,
  state_id uuid not null,
  status text not null check (status in ('OPEN', 'COMPLETED', 'CANCELLED')),
  assigned_to uuid,
  pod_id uuid,
  data jsonb not null,
  derived_data jsonb not null default '{}',
  next_action_at timestamptz,
  created_by uuid,
  -- raised by each change; the ETag of the process
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, process_id),
  foreign key (team_id, procedure_id) references procedures (team_id, procedure_id),
  foreign key (team_id, record_id) references records (team_id, record_id)
);
create index processes_newest on processes (team_id, procedure_id, created_at, process_id) where deleted_at is null;
create index processes_state on processes (team_id, procedure_id, state_id, created_at, process_id) where deleted_at is null;
create index processes_assigned on processes (team_id, procedure_id, assigned_to, created_at, process_id) where deleted_at is null;
create index processes_record on processes (team_id, record_id) where record_id is not null;

-- Values that name one process: primary keys, unique attributes, and the E.164 number that leads are merged by. A row leaves when its process
-- is deleted (or, for merging, ended) and must be free when it returns.
create table process_keys (
  team_id uuid not null,
  attribute_id uuid not null,
  value text not null,
  process_id uuid not null,
  primary key (team_id, attribute_id, value)
);

-- Filterable values, one row a value (several for multi types). The primary key read backwards gives the newest first.
-- Strings stand here by their first 200 characters (a B-tree row ends at 2.7 kB) and are rechecked against data.
create table process_values (
  team_id uuid not null,
  attribute_id uuid not null,
  value jsonb not null,
  created_at timestamptz not null,
  process_id uuid not null,
  primary key (team_id, attribute_id, value, created_at, process_id)
);
create statistics process_values_common (mcv) on team_id, attribute_id, value from process_values;
alter table process_values alter column attribute_id set statistics 1000, alter column value set statistics 1000;

-- Text of searchable attributes, in small letters, for contains and startsWith.
create table process_texts (
  team_id uuid not null,
  attribute_id uuid not null,
  process_id uuid not null,
  value text not null,
  primary key (team_id, attribute_id, process_id)
);
create index process_texts_trigrams on process_texts using gin (value gin_trgm_ops);

create table tasks (
  team_id uuid not null,
  task_id uuid not null,
  process_id uuid not null,
  procedure_id uuid not null,
  state_task_id uuid not null,
  title text not null,
  description text not null default '',
  sort_order integer not null default 0,
  status text not null check (status in ('OPEN', 'COMPLETED', 'CANCELLED')),
  data jsonb not null default '{}',
  created_by uuid,
  assigned_to uuid,
  pod_id uuid,
  parent_task_id uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  due_by timestamptz,
  started_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, task_id),
  foreign key (team_id, process_id) references processes (team_id, process_id),
  foreign key (team_id, state_task_id) references state_tasks (team_id, state_task_id)
);
create index tasks_of_process on tasks (team_id, process_id, created_at, task_id);
create index tasks_due on tasks (team_id, assigned_to, due_by, task_id) where status = 'OPEN' and deleted_at is null;

create table photos (
  team_id uuid not null references teams (team_id),
  photo_id uuid not null,
  user_id uuid,
  filetype text not null,
  filename text not null,
  width integer not null,
  height integer not null,
  byte_size bigint not null,
  sha256 bytea not null,
  is_public boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (team_id, photo_id)
);
