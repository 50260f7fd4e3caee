-- Notes: the tables, views and columns that migrations 2, 3, 10 and 15 have for the other models.

create table store.notes (
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
  candidate_id text collate "C" not null,
  application_id text collate "C",
  author_id text collate "C",
  primary key (integration_id, id)
);
alter table store.notes alter column own set statistics 0;
create index notes_candidate on store.notes (integration_id, candidate_id);
create index notes_application on store.notes (integration_id, application_id);
create index notes_author on store.notes (integration_id, author_id);
create index notes_unpurged on store.notes (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;

create table store.rendered_notes (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
alter table store.rendered_notes alter column nested set statistics 0;
create index rendered_notes_updated on store.rendered_notes (integration_id, updated_at, id);

create view store.notes_nested as
select
  t.integration_id, t.id, t.remote_deleted_at is not null as is_deleted,
  store.dates(t.changed_at, t.remote_deleted_at)
  || ',"author":' || coalesce((
    select '{' || left(u.own, u.short_end) || '}' from store.users u
    where u.integration_id = t.integration_id and u.id = t.author_id
  ), 'null') as nested
from store.notes t;

create view hirewire.notes as
select
  r.integration_id, r.id, t.remote_id,
  x.candidate_id, x.application_id, x.author_id, x.title, x.content_html, x.is_private,
  x.remote_created_at, x.remote_updated_at, x.author,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_notes r
join store.notes t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  candidate_id text, application_id text, author_id text, title text, content_html text,
  is_private boolean, remote_created_at timestamptz, remote_updated_at timestamptz, author jsonb
);

-- Whether `data-changed` may name a model. Official SDKs refuse the whole event when it holds a name
-- that is newer than they are, so the newer ones are named only where an integration has the model.
-- Notes are off with the candidates whom they are about.
create function store.may_be_named(i store.integrations, p_model text)
returns boolean language sql immutable as $$
  select case p_model
    when 'notes' then
      not coalesce(i.settings -> 'switched_off' ?| array['ats_notes', 'ats_candidates'], false)
    else true
  end
$$;

create or replace function store.note_data_changed(i store.integrations)
returns void language plpgsql as $$
declare
  v_models json;
  v_position bigint;
begin
  if not store.has_webhooks(i.environment_id) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(i.environment_id || i.integration_id, 6));
  select json_agg(model order by model) filter (where store.may_be_named(i, model)), max(position)
  into v_models, v_position
  from (
    select model, max(last_position) as position from store.changes
    where integration_id = i.integration_id and last_position > coalesce(
      (select position from store.webhook_marks where integration_id = i.integration_id), 0)
    group by model
  ) changed;
  if v_models is null then return; end if;
  insert into store.webhook_marks (integration_id, position) values (i.integration_id, v_position)
  on conflict (integration_id) do update set position = excluded.position;
  perform store.note_event(i.environment_id, i.integration_id, 'data-changed',
    json_build_object('integration', json_build_object('tool', i.tool, 'category', i.category),
      'models', v_models, 'position', v_position));
end
$$;
