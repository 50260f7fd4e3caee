-- Scorecards: the tables, views and columns that migrations 2, 3, 10 and 15 have for the other models.

create table store.scorecards (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  remote_id text not null,
  own text not null,
  short_end int not null,
  brief_end int not null,
  own_hash uuid not null,
  parts_hash uuid not null,
  changed_at timestamptz not null,
  remote_deleted_at timestamptz,
  purged_at timestamptz,
  candidate_id text collate "C",
  application_id text collate "C",
  author_id text collate "C",
  primary key (integration_id, id)
);
alter table store.scorecards alter column own set statistics 0;
create index scorecards_candidate on store.scorecards (integration_id, candidate_id);
create index scorecards_application on store.scorecards (integration_id, application_id);
create index scorecards_author on store.scorecards (integration_id, author_id);
create index scorecards_unpurged on store.scorecards (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;

create table store.rendered_scorecards (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
alter table store.rendered_scorecards alter column nested set statistics 0;
create index rendered_scorecards_updated on store.rendered_scorecards (integration_id, updated_at, id);

create view store.scorecards_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"author":' || coalesce((
    select '{' || left(u.own, u.short_end) || '}' from store.users u
    where u.integration_id = t.integration_id and u.id = t.author_id
  ), 'null') as nested
from store.scorecards t;

create view hirewire.scorecards as
select
  r.integration_id, r.id, t.remote_id,
  x.candidate_id, x.application_id, x.interview_id, x.author_id, x.responses,
  x.remote_created_at, x.remote_updated_at, x.author,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_scorecards r
join store.scorecards t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  candidate_id text, application_id text, interview_id text, author_id text, responses jsonb,
  remote_created_at timestamptz, remote_updated_at timestamptz, author jsonb
);

create or replace function store.may_be_named(i store.integrations, p_model text)
returns boolean language sql immutable as $$
  select case p_model
    when 'notes' then
      not coalesce(i.settings -> 'switched_off' ?| array['ats_notes', 'ats_candidates'], false)
    when 'scorecards' then
      not coalesce(i.settings -> 'switched_off' ? 'ats_scorecards', false)
    else true
  end
$$;

-- Integrations of before stay as they were: clients whose SDK does not know the two models would
-- refuse every event that names one. `hirewire integrations switch-on` enables them.
update store.integrations set settings = jsonb_set(settings, '{switched_off}', (
  select jsonb_agg(distinct name order by name)
  from jsonb_array_elements_text(
    coalesce(nullif(settings -> 'switched_off', 'null'), '[]') || '["ats_notes", "ats_scorecards"]'
  ) as name
));
