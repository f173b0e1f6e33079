-- What was asked and what became of it stand apart: an entry is written once, with the request, and never changed; its outcome is added by the
-- chunk that settled it. An entry is NOT_STARTED while its index is not below next_index of its job.
drop table background_job_entries;
drop table background_jobs;

create table background_jobs (
  team_id uuid not null references teams (team_id),
  job_id uuid not null,
  type text not null,
  -- what to do with each row
  work text not null check (work in ('create', 'update', 'import')),
  procedure_id uuid not null,
  completion_status text not null default 'IN_PROGRESS'
    check (completion_status in ('IN_PROGRESS', 'COMPLETED', 'FAILED', 'CANCELLED')),
  status_message text,
  entry_count integer not null,
  -- every entry below is settled; a restart goes on from here
  next_index integer not null default 0,
  success_count integer not null default 0,
  invalid_count integer not null default 0,
  error_count integer not null default 0,
  -- who asked, in whose name the rows are written
  user_id uuid,
  key_id uuid,
  role_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  completed_at timestamptz,
  primary key (team_id, job_id),
  foreign key (team_id, procedure_id) references procedures (team_id, procedure_id)
);
create index background_jobs_newest on background_jobs (team_id, created_at, job_id);
create index background_jobs_unfinished on background_jobs (team_id, updated_at) where completion_status = 'IN_PROGRESS';

create table background_job_entries (
  team_id uuid not null,
  job_id uuid not null,
  index integer not null,
  -- as given: json, not jsonb, which would refuse some valid JSON and change its letters
  input json not null,
  -- why the row can't be tried at all, where that was seen when it was stored; `input` then holds its beginning
  refusal json,
  primary key (team_id, job_id, index)
);

create table background_job_outcomes (
  team_id uuid not null,
  job_id uuid not null,
  index integer not null,
  completion_status text not null check (completion_status in ('INVALID', 'SUCCESS', 'ERROR')),
  process_id uuid,
  -- json, since a message may quote what jsonb can't hold
  errors json,
  at timestamptz not null,
  primary key (team_id, job_id, index)
);
-- the refused rows of a long job are few, and what people look for
create index background_job_outcomes_refused on background_job_outcomes (team_id, job_id, index) where completion_status <> 'SUCCESS';
