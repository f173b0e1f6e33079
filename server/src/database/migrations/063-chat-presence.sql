-- Who has a chat open, and types in it. A row counts for 20 seconds after it was last seen; it is worth nothing after a crash.
create unlogged table chat_presence (
  team_id uuid not null,
  chat_id uuid not null,
  user_id uuid not null,
  -- since when without a break
  since timestamptz not null,
  seen_at timestamptz not null,
  is_typing boolean not null,
  primary key (team_id, chat_id, user_id)
);
