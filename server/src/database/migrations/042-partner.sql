-- Leave to connect one account, given to a partner's client for an hour. The token names its team, so no look-up above teams is needed.
create table connect_tokens (
  team_id uuid not null references teams (team_id),
  connect_token_id uuid not null,
  -- SHA-256 of its secret part
  secret_hash bytea not null,
  -- the account to connect again; null: a new one
  plugin_id uuid,
  -- of a new one: {newPluginName, clientReferenceId, clientName, clientEmail}
  client jsonb,
  -- in whose name the account is connected
  user_id uuid,
  key_id uuid,
  attempts integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (team_id, connect_token_id)
);
