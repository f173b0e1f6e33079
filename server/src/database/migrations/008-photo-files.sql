-- A photo's bytes lie in the storage under a name of their own, new for every upload: two uploads under one photo id can't touch each
-- other's bytes, and a file that no row names is an orphan for good.
alter table photos add column file_id uuid not null;
create unique index photos_file on photos (team_id, file_id);
