-- The change feed: what each transaction changed, in commit order; and the mark of emptied records.

-- What a transaction changed, a row for up to a thousand records of one model that changed in the
-- same way. Changes are numbered without a gap, from 1: these have the numbers from
-- `first_position` to `last_position`, in the order of `ids`.
create table store.changes (
  integration_id text collate "C" not null,
  first_position bigint not null,
  last_position bigint not null,
  -- `position` of the transaction in store.commits, which is that of its last change.
  commit_position bigint not null,
  model text not null,
  change text not null check (change in ('created', 'updated', 'deleted')),
  ids text[] collate "C" not null,
  primary key (integration_id, last_position)
);
-- Ids are random: there is nothing to gain from compressing them.
alter table store.changes alter column ids set storage external;

-- Why it changed something, and in which run, interaction or delivery.
alter table store.commits
  add column cause text check (cause in ('sync', 'action', 'webhook', 'purge')),
  add column cause_id text;

drop function store.record_commit(text, timestamptz);

-- Locks of an integration are hashtextextended(integration_id, class); see locks.ts.
-- `p_changes` is [{"model", "change", "ids"}], with an id at least.
create function store.record_commit(
  p_integration_id text, p_stamped_at timestamptz, p_cause text, p_cause_id text, p_changes json
)
returns bigint language plpgsql as $$
declare
  v_before bigint;
  v_position bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_integration_id, 1));
  select coalesce(max(position), 0) into v_before
  from store.commits where integration_id = p_integration_id;

  with changed as (
    select g.n, g.value ->> 'model' as model, g.value ->> 'change' as change,
      array(select json_array_elements_text(g.value -> 'ids')) as ids
    from json_array_elements(p_changes) with ordinality as g (value, n)
  ), numbered as (
    select model, change, ids,
      v_before + sum(cardinality(ids)) over (order by n) as last_position,
      v_before + sum(cardinality(ids)) over () as commit_position
    from changed
  ), saved as (
    insert into store.changes
      (integration_id, first_position, last_position, commit_position, model, change, ids)
    select p_integration_id, last_position - cardinality(ids) + 1, last_position, commit_position,
      model, change, ids
    from numbered
    returning commit_position
  )
  select max(commit_position) into strict v_position from saved;

  insert into store.commits (integration_id, position, stamped_at, committed_at, cause, cause_id)
  -- Never before the last one, even if the machine's clock was set back.
  select p_integration_id, v_position, p_stamped_at,
    greatest(clock_timestamp(), max(committed_at)), p_cause, p_cause_id
  from store.commits where integration_id = p_integration_id;
  return v_position;
end
$$;

-- When the data of a record that is gone at the remote was emptied; null while it is kept.
alter table store.jobs add column purged_at timestamptz;
create index jobs_unpurged on store.jobs (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.application_stages add column purged_at timestamptz;
create index application_stages_unpurged on store.application_stages (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.applications add column purged_at timestamptz;
create index applications_unpurged on store.applications (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.candidates add column purged_at timestamptz;
create index candidates_unpurged on store.candidates (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.interviews add column purged_at timestamptz;
create index interviews_unpurged on store.interviews (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.offers add column purged_at timestamptz;
create index offers_unpurged on store.offers (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.users add column purged_at timestamptz;
create index users_unpurged on store.users (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.roles add column purged_at timestamptz;
create index roles_unpurged on store.roles (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.tags add column purged_at timestamptz;
create index tags_unpurged on store.tags (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;
alter table store.rejection_reasons add column purged_at timestamptz;
create index rejection_reasons_unpurged on store.rejection_reasons (integration_id, remote_deleted_at)
  where remote_deleted_at is not null and purged_at is null;

-- For users of SQL. What stands here is documented in docs/guides/sql.md and only ever grows.
create schema hirewire;

create view hirewire.jobs as
select
  r.integration_id, r.id, t.remote_id,
  x.name, x.job_code, x.description, x.confidential, x.weekly_hours, x.employment_type, x.status,
  x.visibility, x.category, x.department, x.post_url, x.experience_level, x.remote_work_status,
  x.salary_amount, x.salary_amount_from, x.salary_amount_to, x.salary_currency, x.salary_period,
  x.location, x.custom_fields, x.remote_url, x.opened_at, x.closed_at, x.contact_id,
  x.remote_created_at, x.remote_updated_at, x.stages, x.screening_questions, x.job_postings,
  x.hiring_team,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_jobs r
join store.jobs t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  name text, job_code text, description text, confidential boolean, weekly_hours numeric,
  employment_type text, status text, visibility text, category text, department text,
  post_url text, experience_level text, remote_work_status text, salary_amount numeric,
  salary_amount_from numeric, salary_amount_to numeric, salary_currency text, salary_period text,
  location jsonb, custom_fields jsonb, remote_url text, opened_at timestamptz,
  closed_at timestamptz, contact_id text, remote_created_at timestamptz,
  remote_updated_at timestamptz, stages jsonb, screening_questions jsonb, job_postings jsonb,
  hiring_team jsonb
);

create view hirewire.stages as
select
  r.integration_id, r.id, t.remote_id,
  x.name, x.status, x.custom_fields,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_application_stages r
join store.application_stages t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  name text, status text, custom_fields jsonb
);

create view hirewire.applications as
select
  r.integration_id, r.id, t.remote_id,
  x.outcome, x.rejection_reason_name, x.rejected_at, x.current_stage_id, x.job_id, x.candidate_id,
  x.screening_question_answers, x.custom_fields, x.remote_url, x.remote_created_at,
  x.remote_updated_at, x.candidate, x.current_stage, x.job, x.interviews, x.offers,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_applications r
join store.applications t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  outcome text, rejection_reason_name text, rejected_at timestamptz, current_stage_id text,
  job_id text, candidate_id text, screening_question_answers jsonb, custom_fields jsonb,
  remote_url text, remote_created_at timestamptz, remote_updated_at timestamptz, candidate jsonb,
  current_stage jsonb, job jsonb, interviews jsonb, offers jsonb
);

create view hirewire.candidates as
select
  r.integration_id, r.id, t.remote_id,
  x.first_name, x.last_name, x.company, x.title, x.confidential, x.source, x.phone_numbers,
  x.email_addresses, x.social_media, x.location, x.custom_fields, x.remote_url,
  x.remote_created_at, x.remote_updated_at, x.applications, x.tags,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_candidates r
join store.candidates t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  first_name text, last_name text, company text, title text, confidential boolean, source text,
  phone_numbers jsonb, email_addresses jsonb, social_media jsonb, location jsonb,
  custom_fields jsonb, remote_url text, remote_created_at timestamptz,
  remote_updated_at timestamptz, applications jsonb, tags jsonb
);

create view hirewire.interviews as
select
  r.integration_id, r.id, t.remote_id,
  x.title, x.starting_at, x.ending_at, x.location, x.video_conferencing_url, x.application_id,
  x.stage_id, x.canceled, x.remote_created_at, x.remote_updated_at, x.users, x.application,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_interviews r
join store.interviews t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  title text, starting_at timestamptz, ending_at timestamptz, location jsonb,
  video_conferencing_url text, application_id text, stage_id text, canceled boolean,
  remote_created_at timestamptz, remote_updated_at timestamptz, users jsonb, application jsonb
);

create view hirewire.offers as
select
  r.integration_id, r.id, t.remote_id,
  x.status, x.employment_start_date, x.application_id, x.custom_fields, x.remote_created_at,
  x.remote_updated_at, x.application,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_offers r
join store.offers t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  status text, employment_start_date timestamptz, application_id text, custom_fields jsonb,
  remote_created_at timestamptz, remote_updated_at timestamptz, application jsonb
);

create view hirewire.users as
select
  r.integration_id, r.id, t.remote_id,
  x.first_name, x.last_name, x.email, x.status, x.system_roles,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_users r
join store.users t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  first_name text, last_name text, email text, status text, system_roles jsonb
);

create view hirewire.roles as
select
  r.integration_id, r.id, t.remote_id,
  x.remote_label, x.unified_type, x.scope,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_roles r
join store.roles t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  remote_label text, unified_type text, scope text
);

create view hirewire.tags as
select
  r.integration_id, r.id, t.remote_id,
  x.name,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_tags r
join store.tags t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  name text
);

create view hirewire.rejection_reasons as
select
  r.integration_id, r.id, t.remote_id,
  x.name,
  t.changed_at, r.updated_at, t.remote_deleted_at, r.is_deleted, t.purged_at, j.record
from store.rendered_rejection_reasons r
join store.rejection_reasons t on t.integration_id = r.integration_id and t.id = r.id
cross join lateral (select ('{' || t.own || r.nested || '}')::jsonb as record offset 0) j
cross join lateral jsonb_to_record(j.record) as x (
  name text
);
-- `batch` never falls where `position` rises, and is what the index knows: ask for both.
create view hirewire.changes as
select
  c.integration_id, c.first_position + x.n - 1 as position, c.model, x.id, c.change,
  k.committed_at as changed_at, k.cause, k.cause_id, c.last_position as batch
from store.changes c
join store.commits k on k.integration_id = c.integration_id and k.position = c.commit_position
cross join lateral unnest(c.ids) with ordinality as x (id, n);

create view hirewire.integrations as
select
  integration_id, tool, status, organization_name, origin_id, first_synced_at, created_at
from store.integrations where deleted_at is null
-- Nobody can write through a view that has this.
offset 0;
