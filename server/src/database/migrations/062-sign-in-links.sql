-- Links by which a person sets a password: the first one (invitation), or another (reset). One that was used is no longer there.
create table sign_in_links (
  team_id uuid not null,
  link_id uuid not null,
  user_id uuid not null,
  purpose text not null check (purpose in ('INVITATION', 'PASSWORD_RESET')),
  -- SHA-256 of its token. That of a mailed one is made when the mail is sent, so that it stands nowhere else.
  token_hash bytea,
  -- null: whoever made it hands it over
  sent_to text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (team_id, link_id),
  foreign key (team_id, user_id) references users (team_id, user_id)
);
create unique index sign_in_links_token on sign_in_links (team_id, token_hash);
create index sign_in_links_of_user on sign_in_links (team_id, user_id);
