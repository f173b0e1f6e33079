-- Webhooks come in any order and more than once: each side of a template keeps the time of the word that set it.
alter table templates
  add column status_at timestamptz,
  add column category_at timestamptz,
  add column quality_at timestamptz,
  add column components_at timestamptz;

-- When all templates of an account were last read from Meta; no row: never.
create table template_reads (
  team_id uuid not null,
  plugin_id uuid not null,
  read_at timestamptz not null,
  primary key (team_id, plugin_id),
  foreign key (team_id, plugin_id) references plugins (team_id, plugin_id)
);
