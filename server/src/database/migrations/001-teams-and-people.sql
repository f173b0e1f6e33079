-- Teams, who acts in them, and what they may do. Every key starts with team_id, so that tables can be distributed by it.

create table teams (
  team_id uuid primary key,
  short_id text not null,
  name text not null,
  time_zone text not null,
  calling_code text not null,
  branding jsonb not null default '{}',
  -- raised by every change of roles or models; other servers drop their cached model when it moves
  model_version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Global look-up: the one way to find a team by the name that an operator types. See database/global-lookups.ts.
create table team_directory (
  short_id text primary key,
  team_id uuid not null
);

create table roles (
  team_id uuid not null references teams (team_id),
  role_id uuid not null,
  name text not null,
  description text not null default '',
  role_type text not null check (role_type in ('ADMIN', 'MANAGER', 'USER')),
  permissions text[] not null default '{}',
  -- [{procedure: uuid | "*", read: all|pod|own|none, write: all|pod|own|none}]
  procedure_access jsonb not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, role_id)
);
create unique index roles_name on roles (team_id, name) where deleted_at is null;

create table pods (
  team_id uuid not null references teams (team_id),
  pod_id uuid not null,
  name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, pod_id)
);
create unique index pods_name on pods (team_id, name) where deleted_at is null;

create table skills (
  team_id uuid not null references teams (team_id),
  skill_id uuid not null,
  name text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, skill_id)
);
create unique index skills_name on skills (team_id, name) where deleted_at is null;

create table users (
  team_id uuid not null references teams (team_id),
  user_id uuid not null,
  username text not null,
  first_name text not null default '',
  middle_name text not null default '',
  last_name text not null default '',
  display_name text not null default '',
  gender text,
  dob date,
  bio text,
  phones jsonb not null default '[]',
  emails jsonb not null default '[]',
  profile_image_url text,
  cover_image_url text,
  timezone text,
  data jsonb not null default '{}',
  onboarding_data jsonb not null default '{}',
  role_id uuid not null,
  pod_ids uuid[] not null default '{}',
  skill_ids uuid[] not null default '{}',
  availability text not null default 'AVAILABLE' check (availability in ('AVAILABLE', 'NOT_AVAILABLE', 'ON_BREAK')),
  is_active boolean not null default true,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, user_id),
  foreign key (team_id, role_id) references roles (team_id, role_id)
);
-- a username is an e-mail address, compared without regard to case
create unique index users_username on users (team_id, lower(username)) where deleted_at is null;

create table api_keys (
  team_id uuid not null references teams (team_id),
  key_id uuid not null,
  name text not null,
  description text not null default '',
  role_id uuid not null,
  -- whose key it is: what it does is done in this user's name
  user_id uuid,
  -- the first characters, to recognise a key that is shown only once
  hint text not null,
  requests_per_minute integer,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (team_id, key_id),
  foreign key (team_id, role_id) references roles (team_id, role_id),
  foreign key (team_id, user_id) references users (team_id, user_id)
);

-- Global look-up: the one way to find the team of a request. Holds SHA-256 of the key, never the key.
create table api_key_directory (
  key_hash bytea primary key,
  team_id uuid not null,
  key_id uuid not null
);

-- The rest of a request budget is leased to a server in blocks; one row a key and minute, old ones are swept.
create table rate_windows (
  team_id uuid not null,
  key_id uuid not null,
  window_start timestamptz not null,
  leased integer not null,
  primary key (team_id, key_id, window_start)
);

create table idempotency_keys (
  team_id uuid not null,
  key_id uuid not null,
  idempotency_key text not null,
  request_hash bytea not null,
  status smallint,
  answer bytea,
  headers jsonb,
  created_at timestamptz not null default now(),
  primary key (team_id, key_id, idempotency_key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
