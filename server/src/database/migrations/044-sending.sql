-- A background job may send a message for each of its rows. The outcomes of such rows come when Meta has answered: later than the rows are read, and
-- in any order; an entry is NOT_STARTED while it has no outcome.
alter table background_jobs drop constraint background_jobs_work_check;
alter table background_jobs add constraint background_jobs_work_check check (work in ('create', 'update', 'import', 'send'));
alter table background_jobs alter column procedure_id drop not null;
-- of a job that sends: by which number what is sent, as the request gave it beside its rows
alter table background_jobs add column settings jsonb;
-- nothing is done before
alter table background_jobs add column scheduled_for timestamptz;
-- of error_count: rows of which nobody knows whether they were sent
alter table background_jobs add column unconfirmed_count integer not null default 0;

alter table background_job_outcomes add column chat_message_id uuid;
-- an ERROR that a status event, or a person, may yet turn into a SUCCESS
alter table background_job_outcomes add column is_unconfirmed boolean not null default false;

-- Messages that wait for their turn: rows of batches, scheduled ones, and those that Meta asked to send later. A row leaves in the transaction that marks
-- its message as under way, and comes back only where Meta certainly has not sent it.
create table send_queue (
  team_id uuid not null,
  chat_message_id uuid not null,
  plugin_id uuid not null,
  phone_number_id text not null,
  -- wa_id of the recipient
  address text not null,
  -- what Meta gets, but for biz_opaque_callback_data
  body jsonb not null,
  text text not null,
  template_id text,
  callback_data text,
  procedure_id uuid,
  process_id uuid,
  user_id uuid,
  key_id uuid,
  -- the batch that it belongs to, and its row there
  job_id uuid,
  entry_index integer,
  -- whether its chat message exists already
  is_stored boolean not null default false,
  not_before timestamptz not null,
  attempts integer not null default 0,
  created_at timestamptz not null,
  primary key (team_id, chat_message_id)
);
create index send_queue_lane on send_queue (team_id, plugin_id, phone_number_id, not_before, chat_message_id);
create index send_queue_job on send_queue (team_id, job_id) where job_id is not null;
create index send_queue_recipient on send_queue (team_id, plugin_id, phone_number_id, address);

-- The lane of a business number: one server sends for it at a time, so that its rate is kept. It is there while messages wait.
create table send_lanes (
  team_id uuid not null,
  plugin_id uuid not null,
  phone_number_id text not null,
  -- the sender that holds it, until when
  held_by text not null,
  held_until timestamptz not null,
  primary key (team_id, plugin_id, phone_number_id)
);
