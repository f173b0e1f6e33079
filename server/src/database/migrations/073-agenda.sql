-- What a person has to do: the next actions of their open processes, of whichever procedures. Partial, so that it costs nothing to whom it serves
-- nothing.
create index processes_due on processes (team_id, assigned_to, next_action_at, process_id)
  where deleted_at is null and status = 'OPEN' and next_action_at is not null;
