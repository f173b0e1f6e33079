-- How the team works in its chats: labels, notes, canned replies, who gets which chat and when. And what lists of chats walk.

-- a chat stands in every list by its last message, so it has a time from the beginning
alter table chats
  alter column last_message_at set default date_trunc('milliseconds', now()),
  alter column last_message_at set not null,
  -- the away message goes out once an absence
  add column away_sent_at timestamptz;

-- Partial, since each message moves its chat in every index that holds it. Together with those of 040 they serve each filter: what is open and
-- with whom (also when that is nothing), what is closed, what is unread, what bears a label.
create index chats_open on chats (team_id, assigned_to, last_message_at, chat_id) where status = 'OPEN';
create index chats_closed on chats (team_id, last_message_at, chat_id) where status = 'CLOSED';
create index chats_unread on chats (team_id, last_message_at, chat_id) where unread_count > 0;
create index chats_labels on chats using gin (labels) where labels <> '{}';

-- What programs send is not searched for its text: the index would cost each send more than all others together.
create index chat_messages_words on chat_messages using gin (text gin_trgm_ops) where direction = 'INBOUND' or source_type = 'CONSOLE';
create index contacts_words on contacts using gin (name gin_trgm_ops, wa_id gin_trgm_ops);
create index contacts_created on contacts (team_id, created_at, contact_id);
-- by category, so that a list of who opted out of one is an index
create index contacts_opted_out on contacts using gin (consents jsonb_path_ops) where consents <> '{}';

create table chat_labels (
  team_id uuid not null references teams (team_id),
  label_id uuid not null,
  name text not null,
  -- #rrggbb
  color text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, label_id)
);
create unique index chat_labels_name on chat_labels (team_id, lower(name)) where deleted_at is null;

-- What the team says among itself about a chat.
create table chat_notes (
  team_id uuid not null,
  note_id uuid not null,
  chat_id uuid not null,
  text text not null,
  -- users named in it
  mentions uuid[] not null default '{}',
  user_id uuid,
  key_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, note_id),
  foreign key (team_id, chat_id) references chats (team_id, chat_id)
);
create index chat_notes_of_chat on chat_notes (team_id, chat_id, created_at, note_id) where deleted_at is null;

create table canned_replies (
  team_id uuid not null references teams (team_id),
  canned_reply_id uuid not null,
  -- what is typed to get it, without the slash
  shortcut text not null,
  -- may hold {{contact.name}}, {{lead.<attribute>}} …
  text text not null,
  user_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, canned_reply_id)
);
create unique index canned_replies_shortcut on canned_replies (team_id, lower(shortcut)) where deleted_at is null;

-- Words by which customers themselves say what they want to receive; absent: the usual ones of many languages.
create table consent_words (
  team_id uuid primary key references teams (team_id),
  stop_words text[] not null,
  start_words text[] not null,
  -- of templates: MARKETING, UTILITY
  categories text[] not null,
  updated_at timestamptz not null
);

-- When the team works: in general, and where that differs at one of its numbers.
create table working_hours (
  team_id uuid not null references teams (team_id),
  -- Meta's id of the number; '' for all others
  phone_number_id text not null,
  -- IANA; null: the team's
  time_zone text,
  -- {"MON": [["09:00", "18:00"]], …}; a day that is not named is free
  days jsonb not null,
  -- YYYY-MM-DD, free whatever their day of the week
  holidays text[] not null default '{}',
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (team_id, phone_number_id)
);

-- Who gets the chats of a number and procedure. The rule that names most of a chat's number and procedure is its rule.
create table assignment_rules (
  team_id uuid not null references teams (team_id),
  assignment_rule_id uuid not null,
  name text not null,
  -- null: any
  plugin_id uuid,
  phone_number_id text,
  procedure_id uuid,
  strategy text not null check (strategy in ('ROUND_ROBIN', 'LEAST_LOADED')),
  -- whom it chooses among: users in one of the pods, with all of the skills, of those named; empty: any
  pod_ids uuid[] not null default '{}',
  skill_ids uuid[] not null default '{}',
  user_ids uuid[] not null default '{}',
  -- open chats that one user may have; null: any number
  most_chats integer,
  -- what customers are told while nobody is there; null: nothing
  away_message text,
  is_active boolean not null default true,
  -- whose turn it was last
  last_user_id uuid,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, assignment_rule_id)
);
create unique index assignment_rules_place on assignment_rules (
  team_id, coalesce(plugin_id, '00000000-0000-0000-0000-000000000000'), coalesce(phone_number_id, ''),
  coalesce(procedure_id, '00000000-0000-0000-0000-000000000000')
) where deleted_at is null;
