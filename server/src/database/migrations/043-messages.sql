-- Global: a server that sends messages, as it stands in sending_by of those whose call to Meta is under way. One that has been silent for so
-- long is dead; its row stays until its messages are marked UNCONFIRMED.
create table senders (
  sender_id text primary key,
  beat_at timestamptz not null default now()
);

-- The message that a send with this key made: it is stored before Meta is called, so that a repeat never sends again.
alter table idempotency_keys add column chat_message_id uuid;

-- a status event of a send whose answer is not known names it by what the caller gave
create index chat_messages_callback on chat_messages (team_id, callback_data) where callback_data is not null and external_id is null;
create index chat_messages_scheduled on chat_messages (team_id, scheduled_for) where scheduled_for is not null and delivery_status = 'PENDING';
create index chat_messages_unconfirmed on chat_messages (team_id, created_at) where delivery_status = 'UNCONFIRMED';
