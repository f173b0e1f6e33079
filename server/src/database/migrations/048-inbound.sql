-- What happens to events after they were stored, and what came before the message that it is about.

alter table inbound_events
  -- after a failed attempt: not again before this time; later events of the same customers wait for it
  add column try_after timestamptz,
  add column settled_at timestamptz;

-- The few that somebody should look at; those applied are found by their ids.
create index inbound_events_troubled on inbound_events (team_id, plugin_id, inbound_event_id)
  where status in ('FAILED', 'FOREIGN');

-- What was said about a message: statuses, reactions, edits, a deletion, the parts of a call. Of each kind and actor the latest, by Meta's time.
-- They stay after the message has come, so that an older one that arrives later changes nothing.
create table message_marks (
  team_id uuid not null,
  plugin_id uuid not null,
  -- the wamid of the message
  external_id text not null,
  kind text not null check (kind in ('status', 'reaction', 'edit', 'revoke', 'call')),
  -- of a reaction: who; of a status or a part of a call: its name; '' otherwise
  actor text not null,
  at timestamptz not null,
  -- Meta's object
  body jsonb not null,
  -- its message is not here yet
  is_waiting boolean not null,
  received_at timestamptz not null,
  primary key (team_id, plugin_id, external_id, kind, actor)
);
create index message_marks_received on message_marks (team_id, received_at);
create index message_marks_waiting on message_marks (team_id, plugin_id, external_id) where is_waiting;

-- Other names of a customer: the number that they had before, the user id that Meta shows in its place. What was written under the name up to
-- `until` is the customer's.
create table contact_aliases (
  team_id uuid not null,
  alias text not null,
  wa_id text not null,
  -- null: for good
  until timestamptz,
  at timestamptz not null,
  primary key (team_id, alias)
);
