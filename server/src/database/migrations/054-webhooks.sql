-- What leaves for the systems around a team: where to, what, and how each delivery went.

-- The keys that sign deliveries. Its owner is the team itself (team_id), or an endpoint that has a secret of its own. A rotation puts the new one
-- beside the present one, which goes on signing until the new one is confirmed.
create table signing_secrets (
  team_id uuid not null references teams (team_id),
  owner_id uuid not null,
  -- sealed by the vault, see secrets/vault.ts
  current bytea not null,
  next bytea,
  created_at timestamptz not null,
  rotated_at timestamptz,
  primary key (team_id, owner_id)
);

create table webhook_endpoints (
  team_id uuid not null references teams (team_id),
  endpoint_id uuid not null,
  -- PASS_THROUGH: Meta's events as they came; CHAKRA: chosen events of messages, in their form; EVENTS: the engine's own
  kind text not null check (kind in ('PASS_THROUGH', 'CHAKRA', 'EVENTS')),
  plugin_id uuid,
  -- set by the plugin's update-config, which finds it again by this
  is_of_config boolean not null default false,
  name text not null default '',
  url text not null,
  -- PASS_THROUGH: what it gets beside Meta's own (message_echo, send_message_template); CHAKRA: which; EVENTS: kinds, process.* or *
  events text[] not null,
  -- EVENTS: of events that belong to a procedure, only those of these; null: all
  procedure_ids uuid[],
  -- CHAKRA: the form of its status events
  status_form text not null default 'STATUS' check (status_form in ('STATUS', 'DELIVERY_STATUS')),
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'PAUSED')),
  -- PERSON; GONE: it answered 410; FAILING: nothing got through for a day
  pause_reason text check (pause_reason in ('PERSON', 'GONE', 'FAILING')),
  pause_message text,
  paused_at timestamptz,
  -- since its last success nothing got through: when that began, and how often it was tried
  failing_since timestamptz,
  failures integer not null default 0,
  last_success_at timestamptz,
  created_by uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, endpoint_id),
  check ((kind = 'EVENTS') = (plugin_id is null))
);
create unique index webhook_endpoints_of_config on webhook_endpoints (team_id, plugin_id, kind) where is_of_config and deleted_at is null;

-- One worker at a time delivers to an endpoint, so that its deliveries need no claim each. A dead worker's endpoints are free after seconds.
create table webhook_leases (
  team_id uuid not null,
  endpoint_id uuid not null,
  worker_id text not null,
  leased_until timestamptz not null,
  primary key (team_id, endpoint_id)
);

-- The bytes to send, once for however many endpoints they go to. Its id is the webhook-id that receivers tell repeats by.
create table webhook_payloads (
  team_id uuid not null,
  payload_id uuid not null,
  -- message, status, passthrough, process.created …
  event text not null,
  -- what it is about, for people who search: wamid, chat message, process
  about text,
  body bytea not null,
  created_at timestamptz not null,
  primary key (team_id, payload_id)
);
create index webhook_payloads_about on webhook_payloads (team_id, about) where about is not null;

create table webhook_deliveries (
  team_id uuid not null,
  delivery_id uuid not null,
  endpoint_id uuid not null,
  payload_id uuid not null,
  event text not null,
  status text not null default 'PENDING' check (status in ('PENDING', 'DELIVERED', 'FAILED')),
  -- since it was queued, or replayed: how far the schedule of retries has gone
  tries smallint not null default 0,
  -- all there ever were
  attempts integer not null default 0,
  due_at timestamptz not null,
  -- the last attempt, in short
  response_status smallint,
  error text,
  -- the replay that queued it again
  replay_id uuid,
  created_at timestamptz not null,
  settled_at timestamptz,
  primary key (team_id, delivery_id)
);
create index webhook_deliveries_due on webhook_deliveries (team_id, endpoint_id, due_at, delivery_id) where status = 'PENDING';
create index webhook_deliveries_of_endpoint on webhook_deliveries (team_id, endpoint_id, delivery_id);
create index webhook_deliveries_failed on webhook_deliveries (team_id, delivery_id) where status = 'FAILED';
create index webhook_deliveries_payload on webhook_deliveries (team_id, payload_id);
create index webhook_deliveries_replay on webhook_deliveries (team_id, replay_id) where replay_id is not null;

-- Each request that was made, and what came back. The request's headers follow from the delivery and `at`.
create table webhook_attempts (
  team_id uuid not null,
  delivery_id uuid not null,
  attempt integer not null,
  url text not null,
  at timestamptz not null,
  ms integer not null,
  -- null where no answer came
  status smallint,
  error text,
  response_headers jsonb,
  -- its first kilobyte
  response_body bytea,
  primary key (team_id, delivery_id, attempt)
);

-- Deliveries queued again, many at once: a background action with its progress.
create table webhook_replays (
  team_id uuid not null,
  replay_id uuid not null,
  -- null: of all endpoints
  endpoint_id uuid,
  -- of deliveries made in this time
  since timestamptz not null,
  until timestamptz not null,
  -- FAILED or ALL (delivered ones too)
  which text not null check (which in ('FAILED', 'ALL')),
  event text,
  status text not null default 'IN_PROGRESS' check (status in ('IN_PROGRESS', 'COMPLETED')),
  total integer not null,
  queued integer not null default 0,
  -- the last delivery looked at
  cursor uuid,
  user_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  completed_at timestamptz,
  primary key (team_id, replay_id)
);

-- How far a team's events have been turned into deliveries. It stands only where some endpoint takes events.
create table webhook_relays (
  team_id uuid not null references teams (team_id),
  position bigint not null,
  event_id uuid not null,
  updated_at timestamptz not null,
  primary key (team_id)
);
