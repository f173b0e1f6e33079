-- Other names of a customer: the number that they had before, the user id that Meta shows in its place. A number may be another person's later, so what
-- was written under it up to `until` is the customer's; a user id is theirs for good, which is the end of year 9999.
drop table contact_aliases;
create table contact_aliases (
  team_id uuid not null,
  alias text not null,
  until timestamptz not null,
  wa_id text not null,
  -- when Meta told it: of two numbers of one user id the later counts
  at timestamptz not null,
  primary key (team_id, alias, until)
);
