-- The numbers of transactions begin anew where a dump is restored, and the positions of events must not: new events would stand before old ones, and
-- whoever follows them would miss them. This is added to each number; a start raises it where it finds restored events (event-positions.ts).
create function event_position_offset() returns bigint language sql immutable return 0::bigint;
alter table events alter column position set default pg_current_xact_id()::text::bigint + event_position_offset();
