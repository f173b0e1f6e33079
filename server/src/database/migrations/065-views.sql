-- How people look at a list: which rows, in which order, in which columns. A view is its owner's alone, or shared with all who read the list.
create table views (
  team_id uuid not null references teams (team_id),
  view_id uuid not null,
  -- the list of a procedure, or null: that of the chats
  procedure_id uuid,
  -- whose it is; null: of nobody, made by a key that acts in nobody's name
  user_id uuid,
  name text not null,
  -- see platform/views/types.ts
  definition jsonb not null,
  is_shared boolean not null,
  sort_order integer not null,
  version integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  primary key (team_id, view_id),
  foreign key (team_id, procedure_id) references procedures (team_id, procedure_id)
);
-- by list and owner; nobody has two views of one name
create unique index views_name on views (
  team_id, coalesce(procedure_id, '00000000-0000-0000-0000-000000000000'),
  coalesce(user_id, '00000000-0000-0000-0000-000000000000'), lower(name)
) where deleted_at is null;

-- What a user has set for themselves in a program that they work with: theme, language, hints that they closed.
create table user_settings (
  team_id uuid not null,
  user_id uuid not null,
  settings jsonb not null,
  updated_at timestamptz not null,
  primary key (team_id, user_id),
  foreign key (team_id, user_id) references users (team_id, user_id)
);
