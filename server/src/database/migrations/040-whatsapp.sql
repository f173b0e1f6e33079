-- WhatsApp: the accounts connected, who writes, what was said, what arrived. Outgoing webhooks, media and sending queues have migrations of their own.

create table plugins (
  team_id uuid not null references teams (team_id),
  plugin_id uuid not null,
  name text not null,
  waba_id text not null,
  -- the origin that answers for Meta: one of NADI_GRAPH_URLS
  graph_url text not null,
  -- Meta's app, which uploads for template headers and subscriptions need
  app_id text,
  -- sealed by the vault, see secrets/vault.ts
  access_token bytea,
  app_secret bytea,
  verify_token bytea,
  status text not null check (status in ('CONNECTED', 'DISCONNECTED')),
  -- what passes through to the team's own systems: {passThroughWebhookUrl, chakraWebhookUrl, …} as update-config takes it
  webhook_settings jsonb not null default '{}',
  -- messages from unknown numbers make processes of this procedure; null: none
  lead_procedure_id uuid,
  -- where decrypted requests of Flows go, and the key pair that decrypts them (the private one sealed)
  flow_endpoint_url text,
  flow_private_key bytea,
  flow_public_key text,
  -- what the last look at Meta found: token, numbers, subscription
  health jsonb,
  -- who connected it, as a partner told: {clientReferenceId, clientName, clientEmail}
  client jsonb,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, plugin_id),
  foreign key (team_id, lead_procedure_id) references procedures (team_id, procedure_id)
);
create index plugins_waba on plugins (team_id, waba_id);

-- Global look-up: the one way to find the team of an inbound webhook.
create table plugin_directory (
  plugin_id uuid primary key,
  team_id uuid not null
);

create table phone_numbers (
  team_id uuid not null,
  plugin_id uuid not null,
  -- Meta's id of it
  phone_number_id text not null,
  -- E.164 without the plus sign
  digits text not null,
  -- Meta's fields as last read: display_phone_number, verified_name, status, quality_rating …
  details jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, plugin_id, phone_number_id),
  foreign key (team_id, plugin_id) references plugins (team_id, plugin_id)
);
create index phone_numbers_id on phone_numbers (team_id, phone_number_id);

-- Who writes to the team, or is written to. One person, whichever of the team's numbers they talk with.
create table contacts (
  team_id uuid not null references teams (team_id),
  contact_id uuid not null,
  -- Meta's name of a customer: the number in E.164 without the plus sign; a business-scoped user id where Meta shows no number
  wa_id text not null,
  -- E.164 with the plus sign, null where Meta shows none
  phone_number text,
  name text not null default '',
  -- by category of template (MARKETING, UTILITY): {"MARKETING": {"value": "OPTED_OUT", "source": "KEYWORD", "at": 1795000000000}}
  consents jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (team_id, contact_id),
  constraint contacts_wa_id unique (team_id, wa_id)
);
create index contacts_phone_number on contacts (team_id, phone_number) where phone_number is not null;

-- The conversation of one contact (or group) with one business number.
create table chats (
  team_id uuid not null,
  chat_id uuid not null,
  plugin_id uuid not null,
  phone_number_id text not null,
  -- the wa_id of its contact, or the id of a group
  address text not null,
  -- null for a group
  contact_id uuid,
  procedure_id uuid,
  process_id uuid,
  status text not null default 'OPEN' check (status in ('OPEN', 'CLOSED')),
  status_at timestamptz,
  assigned_to uuid,
  assigned_at timestamptz,
  unread_count integer not null default 0,
  -- inbound messages up to this time are read
  read_until timestamptz,
  -- 24 hours after the customer's last message: until then any message may be sent
  window_ends_at timestamptz,
  last_message_id uuid,
  last_message_at timestamptz,
  labels text[] not null default '{}',
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (team_id, chat_id),
  constraint chats_address unique (team_id, plugin_id, phone_number_id, address)
);
create index chats_created on chats (team_id, created_at, chat_id);
create index chats_active on chats (team_id, last_message_at, chat_id);
create index chats_assigned on chats (team_id, assigned_to, last_message_at, chat_id);
create index chats_contact on chats (team_id, contact_id) where contact_id is not null;
create index chats_process on chats (team_id, process_id) where process_id is not null;

create table chat_messages (
  team_id uuid not null,
  chat_message_id uuid not null,
  chat_id uuid not null,
  plugin_id uuid not null,
  phone_number_id text not null,
  contact_id uuid,
  direction text not null check (direction in ('INBOUND', 'OUTBOUND')),
  -- the wamid; null until Meta has answered
  external_id text,
  -- Meta's: text, image, template, interactive …
  type text not null,
  -- Meta's message object, as it came or as it was sent
  body jsonb not null,
  -- for people to read, whatever the type
  text text not null default '',
  -- [{mediaId, mimeType, filename, caption, sha256, url …}]
  attachments jsonb not null default '[]',
  delivery_status text not null
    check (delivery_status in ('PENDING', 'UNCONFIRMED', 'SENT', 'DELIVERED', 'READ', 'PLAYED', 'FAILED')),
  -- Meta's errors, whole, where it failed
  errors jsonb,
  -- when it was written: Meta's time of an inbound message, ours of an outbound one
  at timestamptz not null,
  sent_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  -- wamid of the message that this one answers
  in_reply_to text,
  template_id text,
  -- who or what made it: API, CONSOLE, BATCH, AUTOMATION, CUSTOMER, ECHO; and its id there
  source_type text not null,
  source_id text,
  -- the batch that it belongs to
  campaign_id uuid,
  -- what the caller gave as biz_opaque_callback_data
  callback_data text,
  user_id uuid,
  key_id uuid,
  procedure_id uuid,
  process_id uuid,
  -- the server whose call to Meta is under way; null before and after. One that died leaves its messages UNCONFIRMED.
  sending_by text,
  scheduled_for timestamptz,
  edited_at timestamptz,
  revoked_at timestamptz,
  -- [{from, emoji, at}], the last of each person
  reactions jsonb not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (team_id, chat_message_id)
);
create unique index chat_messages_external on chat_messages (team_id, plugin_id, external_id) where external_id is not null;
create index chat_messages_of_chat on chat_messages (team_id, chat_id, at, chat_message_id);
create index chat_messages_sending on chat_messages (team_id, sending_by) where sending_by is not null;

-- What Meta sent, as received. Stored before it is answered, worked on after; a repeat of the same bytes is the same event.
create table inbound_events (
  team_id uuid not null,
  plugin_id uuid not null,
  inbound_event_id uuid not null,
  -- SHA-256 of the body
  digest bytea not null,
  body bytea not null,
  -- FOREIGN names another account than the plugin's and is only kept; FAILED was tried several times
  status text not null default 'RECEIVED' check (status in ('RECEIVED', 'APPLIED', 'FOREIGN', 'FAILED')),
  attempts integer not null default 0,
  error text,
  received_at timestamptz not null,
  primary key (team_id, inbound_event_id),
  constraint inbound_events_digest unique (team_id, plugin_id, digest)
);
create index inbound_events_waiting on inbound_events (team_id, plugin_id, inbound_event_id) where status = 'RECEIVED';

-- Templates as Meta has them, read at connecting, then kept true by webhook and by refreshing.
create table templates (
  team_id uuid not null,
  plugin_id uuid not null,
  template_id text not null,
  name text not null,
  language text not null,
  category text not null,
  status text not null,
  -- POSITIONAL or NAMED
  parameter_format text not null default 'POSITIONAL',
  components jsonb not null,
  quality text,
  rejected_reason text,
  -- parameters filled from the process where a caller leaves them out: {"1": "name", "header.1": "city"}
  process_mapping jsonb not null default '{}',
  read_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, plugin_id, template_id),
  foreign key (team_id, plugin_id) references plugins (team_id, plugin_id)
);
create unique index templates_name on templates (team_id, plugin_id, name, language) where deleted_at is null;
