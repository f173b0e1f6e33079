-- How a team models its work.

create table entities (
  team_id uuid not null references teams (team_id),
  entity_id uuid not null,
  short_id text not null,
  name text not null,
  description text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, entity_id),
  -- a short id never changes and is never used for another thing, even after deletion
  unique (team_id, short_id)
);

create table procedures (
  team_id uuid not null references teams (team_id),
  procedure_id uuid not null,
  short_id text not null,
  name text not null,
  description text not null default '',
  entity_id uuid,
  -- attributes by their short ids; checked by the service, since attributes point back to their procedure
  primary_key_attribute text,
  primary_identifier_attribute text,
  default_state text not null,
  completed_state text,
  -- numbering of a text primary key: prefix and width of `LEAD-000042`; null where the caller gives it
  key_prefix text,
  key_width smallint not null default 6,
  -- merging by phone number: {attribute, whenEnded: "new" | "join"}; null where processes are never merged
  merging jsonb,
  sort_order integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, procedure_id),
  unique (team_id, short_id),
  foreign key (team_id, entity_id) references entities (team_id, entity_id)
);

create table procedure_counters (
  team_id uuid not null,
  procedure_id uuid not null,
  last_number bigint not null default 0,
  primary key (team_id, procedure_id),
  foreign key (team_id, procedure_id) references procedures (team_id, procedure_id)
);

create table states (
  team_id uuid not null,
  state_id uuid not null,
  procedure_id uuid not null,
  short_id text not null,
  name text not null,
  color text not null default '#64748b',
  status text not null check (status in ('OPEN', 'COMPLETED', 'CANCELLED')),
  -- short ids of the states that may follow; null: any
  next_states text[],
  sort_order integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, state_id),
  unique (team_id, procedure_id, short_id),
  foreign key (team_id, procedure_id) references procedures (team_id, procedure_id)
);

create table state_tasks (
  team_id uuid not null,
  state_task_id uuid not null,
  procedure_id uuid not null,
  short_id text not null,
  name text not null,
  description text not null default '',
  -- short ids of the states in which the task can be done; null: any
  states text[],
  -- task attribute → process attribute, set when the task is completed
  mapping jsonb not null default '{}',
  -- short id of the state that a completed task moves the process to
  moves_to_state text,
  sort_order integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, state_task_id),
  unique (team_id, procedure_id, short_id),
  foreign key (team_id, procedure_id) references procedures (team_id, procedure_id)
);

create table attribute_groups (
  team_id uuid not null references teams (team_id),
  group_id uuid not null,
  -- a procedure, an entity or a state task
  owner_id uuid not null,
  short_id text not null,
  name text not null,
  sort_order integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, group_id),
  unique (team_id, owner_id, short_id)
);

create table attributes (
  team_id uuid not null references teams (team_id),
  attribute_id uuid not null,
  owner_kind text not null check (owner_kind in ('procedure', 'entity', 'state_task')),
  owner_id uuid not null,
  short_id text not null,
  name text not null,
  description text not null default '',
  type text not null,
  options jsonb not null default '{}',
  is_required boolean not null default false,
  is_unique boolean not null default false,
  is_filterable boolean not null default false,
  is_searchable boolean not null default false,
  default_value jsonb,
  formula text,
  group_id uuid,
  sort_order integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, attribute_id),
  unique (team_id, owner_id, short_id)
);
