-- Bulk work: the request's rows are stored before it is answered, then worked on in chunks by a job of the queue.
create table background_jobs (
  team_id uuid not null references teams (team_id),
  job_id uuid not null,
  type text not null,
  -- what to do with each row: {kind: "process.create", procedure: uuid …}
  work jsonb not null,
  completion_status text not null default 'IN_PROGRESS' check (completion_status in ('IN_PROGRESS', 'COMPLETED', 'FAILED')),
  status_message text,
  entry_count integer not null,
  -- every entry below is settled; a restart goes on from here
  next_index integer not null default 0,
  -- who asked, in whose name the rows are written
  user_id uuid,
  key_id uuid,
  role_id uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  started_at timestamptz,
  completed_at timestamptz,
  primary key (team_id, job_id)
);
create index background_jobs_newest on background_jobs (team_id, created_at, job_id);

create table background_job_entries (
  team_id uuid not null,
  job_id uuid not null,
  index integer not null,
  entry_id uuid not null,
  completion_status text not null default 'NOT_STARTED'
    check (completion_status in ('INVALID', 'NOT_STARTED', 'SUCCESS', 'ERROR')),
  -- as given: json, not jsonb, which would refuse some valid JSON and change its letters
  input json not null,
  process_id uuid,
  errors jsonb not null default '[]',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (team_id, job_id, index)
);

-- Global: a worker that has been silent for 30 s is dead, and the jobs that it held are freed.
create table worker_heartbeats (
  worker_id text primary key,
  beat_at timestamptz not null default now()
);
