-- What dashboards show, counted as events are followed, so that asking costs neither the past nor other teams anything. Times are cut to quarter hours (UTC):
-- every time zone's hours and days are made of whole ones.

-- How far the events of a team have been counted.
create table statistics_places (
  team_id uuid not null references teams (team_id),
  position bigint not null,
  event_id uuid not null,
  updated_at timestamptz not null,
  primary key (team_id)
);

-- Processes and the states of their procedure, by short id.
create table statistics_states (
  team_id uuid not null,
  procedure_id uuid not null,
  slot timestamptz not null,
  state text not null,
  -- made then, beginning in this state
  created integer not null default 0,
  -- came into this state then, also by being made
  entered integer not null default 0,
  -- left it then, also by being deleted
  departed integer not null default 0,
  -- made then, and have been in this state at some time since
  reached integer not null default 0,
  primary key (team_id, procedure_id, slot, state)
);

create table statistics_tasks (
  team_id uuid not null,
  slot timestamptz not null,
  -- whose task it was, else who completed it; zeros: nobody
  user_id uuid not null,
  completed integer not null,
  primary key (team_id, slot, user_id)
);

-- Messages by the time when they were written; they move from status to status.
create table statistics_messages (
  team_id uuid not null,
  slot timestamptz not null,
  direction text not null,
  -- name and language, `welcome/en_US`; '' of other messages
  template text not null,
  -- RECEIVED of what customers wrote
  delivery_status text not null,
  count integer not null,
  primary key (team_id, slot, direction, template, delivery_status)
);

-- Why messages failed that were written then: Meta's code, or ours.
create table statistics_failures (
  team_id uuid not null,
  slot timestamptz not null,
  code text not null,
  count integer not null,
  primary key (team_id, slot, code)
);

-- Each reply of the team to a customer who waited for one.
create table statistics_replies (
  team_id uuid not null,
  chat_message_id uuid not null,
  at timestamptz not null,
  -- null: written on the phone of the business
  user_id uuid,
  -- since the customer's first message that was not answered
  seconds integer not null,
  primary key (team_id, chat_message_id)
);
create index statistics_replies_at on statistics_replies (team_id, at) include (user_id, seconds);

-- Templates after which the customer wrote within a day.
create table statistics_template_replies (
  team_id uuid not null,
  chat_message_id uuid not null,
  -- when the template was sent
  at timestamptz not null,
  template text not null,
  primary key (team_id, chat_message_id)
);
create index statistics_template_replies_at on statistics_template_replies (team_id, at) include (template);

-- Who has what now: open processes by assignee, however many have ended.
create index processes_open on processes (team_id, assigned_to) where status = 'OPEN' and deleted_at is null;
