-- Which of Meta's objects belong to which account: asked of Meta once, or seen in its answers. Numbers stand in phone_numbers, templates in templates.
create table plugin_objects (
  team_id uuid not null,
  plugin_id uuid not null,
  -- Meta's id: of a flow, a file, a group, an upload session …
  object_id text not null,
  kind text not null,
  created_at timestamptz not null,
  primary key (team_id, object_id, plugin_id),
  foreign key (team_id, plugin_id) references plugins (team_id, plugin_id)
);
