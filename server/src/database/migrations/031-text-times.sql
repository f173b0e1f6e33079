-- The time of creation beside each text, as beside each value: a list by text is then answered from this table alone. The table is written anew,
-- since filling a column in place would write each row and each of its index entries a second time.
create table texts_with_times (
  team_id uuid not null,
  attribute_id uuid not null,
  process_id uuid not null,
  value text not null,
  created_at timestamptz not null
);
insert into texts_with_times (team_id, attribute_id, process_id, value, created_at)
  select t.team_id, t.attribute_id, t.process_id, t.value, p.created_at
  from process_texts t join processes p on p.team_id = t.team_id and p.process_id = t.process_id;
drop table process_texts;
alter table texts_with_times rename to process_texts;
alter table process_texts add constraint process_texts_pkey primary key (team_id, attribute_id, process_id);
create index process_texts_trigrams on process_texts using gin (value gin_trgm_ops);
analyze process_texts;
