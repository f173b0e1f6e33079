-- Chats, contacts and who gets which chat: what 040 left to their own rooms.

-- Names come with messages, which come in any order: the latest one counts, until somebody of the team gives a name.
alter table contacts add column name_at timestamptz, add column is_named_by_team boolean not null default false;

-- The customer's last message. A chat whose last message is theirs waits for an answer.
alter table chats add column last_inbound_at timestamptz;

-- What is unread is counted anew with each message, never counted up: an event that comes twice changes nothing.
create index chat_messages_inbound on chat_messages (team_id, chat_id, at) where direction = 'INBOUND';
