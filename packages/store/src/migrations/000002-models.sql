-- The ten read models. Each row keeps
--   own               the record's own wire fields as JSON members without braces, in an order that
--                     lets other records embed a prefix of them: `short_end` and `brief_end` are the
--                     lengths, in characters, of the prefixes that they take
--   own_hash          hash of own and of the columns that filters and joins need
--   parts_hash        hash of what belongs to the record on the wire but is not its own field
--                     (memberships, questions, postings): moves updated_at, not changed_at
--   changed_at        when own last changed here
-- Beside it, in `rendered_<model>`, stands what is derived from it and from other rows:
--   nested            the rest of the record: its dates and everything that comes from other rows,
--                     as the view `<model>_nested` renders it. A record on the wire is
--                     '{' || own || nested || '}'. Missing until the first sync has ended
--   is_deleted        whether it is gone at the remote
--   updated_at        when own or a relation that counts for `updated_after` last changed here
-- Apart, because what depends on others changes far more often than the facts and their indexes.

create table store.jobs (
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
  name text,
  job_code text,
  post_url text,
  status text,
  employment_type text,
  visibility text,
  remote_created_at timestamptz,
  -- The job's stages in order, and the index that each has in this job.
  stage_ids text[] collate "C" not null default '{}',
  stage_indexes int[] not null default '{}',
  -- Ready JSON arrays: questions and postings belong to one job and to nothing else.
  screening_questions text not null default '[]',
  job_postings text not null default '[]',
  -- [{"user_id", "user_remote_id", "role_ids"}]
  hiring_team jsonb not null default '[]',
  primary key (integration_id, id)
);
create table store.rendered_jobs (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_jobs_updated
  on store.rendered_jobs (integration_id, updated_at, id);

create table store.application_stages (
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
  primary key (integration_id, id)
);
create table store.rendered_application_stages (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_application_stages_updated
  on store.rendered_application_stages (integration_id, updated_at, id);

create table store.applications (
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
  outcome text,
  job_id text collate "C",
  candidate_id text collate "C",
  current_stage_id text collate "C",
  current_stage_index int,
  remote_created_at timestamptz,
  -- JSON array, or null. Kept when a read did not ask the vendor for answers.
  screening_question_answers text,
  answers_hash uuid,
  primary key (integration_id, id)
);
create table store.rendered_applications (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_applications_updated
  on store.rendered_applications (integration_id, updated_at, id);
create index applications_job on store.applications (integration_id, job_id);
create index applications_candidate on store.applications (integration_id, candidate_id);
create index applications_stage on store.applications (integration_id, current_stage_id);

create table store.candidates (
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
  -- Folded by the application for comparison regardless of case.
  first_name text,
  last_name text,
  email_addresses text[] not null default '{}',
  tag_ids text[] collate "C" not null default '{}',
  primary key (integration_id, id)
);
create table store.rendered_candidates (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_candidates_updated
  on store.rendered_candidates (integration_id, updated_at, id);
create index candidates_email on store.candidates using gin (email_addresses)
  where email_addresses <> '{}';
create index candidates_tag on store.candidates using gin (tag_ids) where tag_ids <> '{}';

create table store.interviews (
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
  application_id text collate "C",
  user_ids text[] collate "C" not null default '{}',
  primary key (integration_id, id)
);
create table store.rendered_interviews (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_interviews_updated
  on store.rendered_interviews (integration_id, updated_at, id);
create index interviews_application on store.interviews (integration_id, application_id);

create table store.offers (
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
  application_id text collate "C",
  primary key (integration_id, id)
);
create table store.rendered_offers (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_offers_updated
  on store.rendered_offers (integration_id, updated_at, id);
create index offers_application on store.offers (integration_id, application_id);

create table store.users (
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
  email text,
  system_role_ids text[] collate "C" not null default '{}',
  primary key (integration_id, id)
);
create table store.rendered_users (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_users_updated
  on store.rendered_users (integration_id, updated_at, id);

create table store.roles (
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
  scope text,
  unified_type text,
  primary key (integration_id, id)
);
create table store.rendered_roles (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_roles_updated
  on store.rendered_roles (integration_id, updated_at, id);

create table store.tags (
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
  primary key (integration_id, id)
);
create table store.rendered_tags (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_tags_updated
  on store.rendered_tags (integration_id, updated_at, id);

create table store.rejection_reasons (
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
  primary key (integration_id, id)
);
create table store.rendered_rejection_reasons (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  nested text not null,
  is_deleted boolean not null,
  updated_at timestamptz not null,
  primary key (integration_id, id)
) with (fillfactor = 90);
create index rendered_rejection_reasons_updated
  on store.rendered_rejection_reasons (integration_id, updated_at, id);
