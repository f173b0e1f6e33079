-- The sweeps go team by team, so that each of their statements stays with one team's rows.
drop index idempotency_keys_age;
create index idempotency_keys_age on idempotency_keys (team_id, created_at);
