-- Files that customers sent, fetched from Meta once, since Meta deletes them after some days.
create table media (
  team_id uuid not null,
  plugin_id uuid not null,
  -- Meta's id
  media_id text not null,
  chat_message_id uuid not null,
  status text not null default 'WAITING' check (status in ('WAITING', 'KEPT', 'FAILED')),
  error text,
  -- as Meta says, until the bytes say otherwise
  mime_type text,
  filename text,
  -- of the bytes kept, and where they lie
  byte_size bigint,
  sha256 bytea,
  file_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (team_id, plugin_id, media_id),
  foreign key (team_id, plugin_id) references plugins (team_id, plugin_id)
);
create index media_id on media (team_id, media_id);
create unique index media_file on media (team_id, file_id) where file_id is not null;

-- Files that anybody may read who has their address, so that Meta can fetch them for a message.
create table public_media (
  team_id uuid not null references teams (team_id),
  file_id uuid not null,
  -- the day in the address, UTC
  day date not null,
  extension text not null,
  mime_type text not null,
  filename text not null,
  byte_size bigint not null,
  sha256 bytea not null,
  user_id uuid,
  created_at timestamptz not null,
  primary key (team_id, file_id)
);
