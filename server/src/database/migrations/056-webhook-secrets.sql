-- A secret that was made at need and that nobody has seen yet is replaced at once, without a rotation.
alter table signing_secrets add column shown_at timestamptz;

alter table webhook_endpoints add constraint webhook_endpoints_plugin foreign key (team_id, plugin_id) references plugins (team_id, plugin_id);
