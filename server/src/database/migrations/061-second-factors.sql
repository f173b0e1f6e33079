-- The second factor of a person: one-time passwords by time (RFC 6238), and codes for when the device is lost.

create table second_factors (
  team_id uuid not null,
  user_id uuid not null,
  -- sealed
  secret bytea not null,
  -- null until a first code proved that the device has the secret: before, it asks nothing
  confirmed_at timestamptz,
  -- the time step of the latest code that was accepted: none of it or before is accepted again
  last_step bigint not null default 0,
  created_at timestamptz not null,
  primary key (team_id, user_id),
  foreign key (team_id, user_id) references users (team_id, user_id)
);

-- SHA-256 of each that was not used yet.
create table recovery_codes (
  team_id uuid not null,
  user_id uuid not null,
  code_hash bytea not null,
  primary key (team_id, user_id, code_hash),
  foreign key (team_id, user_id) references second_factors (team_id, user_id) on delete cascade
);
