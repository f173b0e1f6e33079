-- How people sign in. A password is kept as its Argon2id hash, the token of a session as SHA-256.

create table passwords (
  team_id uuid not null,
  user_id uuid not null,
  hash text not null,
  -- somebody else knows it: it opens nothing but the way to another
  must_change boolean not null default false,
  changed_at timestamptz not null,
  primary key (team_id, user_id),
  foreign key (team_id, user_id) references users (team_id, user_id)
);

-- One row as long as somebody is signed in on a device: whoever signs out, or is signed out, leaves none.
create table sessions (
  team_id uuid not null,
  session_id uuid not null,
  user_id uuid not null,
  -- of the token, which names its team: no look-up above teams is needed
  token_hash bytea not null,
  -- how it began
  method text not null check (method in ('PASSWORD', 'INVITATION', 'SINGLE_SIGN_ON')),
  must_change_password boolean not null default false,
  -- as it was then
  user_agent text not null,
  address text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- however often it is used
  expires_at timestamptz not null,
  primary key (team_id, session_id),
  foreign key (team_id, user_id) references users (team_id, user_id)
);
create unique index sessions_token on sessions (team_id, token_hash);
create index sessions_of_user on sessions (team_id, user_id);

-- Global look-up: who signs in names no team. See database/global-lookups.ts.
create index users_sign_in on users (lower(username)) where deleted_at is null;

-- Failures of a quarter of an hour, by username or by address. It stands above teams: who tries may know none.
create table sign_in_attempts (
  subject text primary key,
  attempts integer not null,
  ends_at timestamptz not null
);

-- Limits and repeats go by who asks: a key, or a session.
alter table rate_windows rename column key_id to client_id;
alter table idempotency_keys rename column key_id to client_id;
