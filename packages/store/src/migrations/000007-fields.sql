-- Raw fields of the tools, the customer's own fields, and which raw field fills which own one.

-- A raw field that a sync has come across. Its id is computed from integration, model, type and key.
create table store.integration_fields (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  model text not null
    check (model in ('jobs', 'application_stages', 'candidates', 'applications', 'offers')),
  -- DEFAULT: a field of the tool itself; CUSTOM: one that the tool's customer has added to it.
  type text not null check (type in ('DEFAULT', 'CUSTOM')),
  key text not null,
  label text,
  is_passthrough_enabled boolean not null default false,
  primary key (integration_id, id)
);

-- A field that an environment wants to find under the same key in every tool.
create table store.custom_fields (
  id text collate "C" primary key,
  environment_id text collate "C" not null references store.environments (id),
  model text not null
    check (model in ('jobs', 'application_stages', 'candidates', 'applications', 'offers')),
  key text not null,
  label text,
  description text,
  created_at timestamptz not null default clock_timestamp(),
  unique (environment_id, model, key)
);
create index custom_fields_environment on store.custom_fields (environment_id, id);

create table store.field_mappings (
  integration_id text collate "C" not null,
  custom_field_id text collate "C" not null
    references store.custom_fields (id) on delete cascade,
  integration_field_id text collate "C" not null,
  primary key (integration_id, custom_field_id),
  foreign key (integration_id, integration_field_id)
    references store.integration_fields (integration_id, id) on delete cascade
);
create index field_mappings_custom_field on store.field_mappings (custom_field_id);

-- Models whose stored records do not show the present choice of fields yet. While a model is here,
-- its next read is a full one, whatever the type of the sync; see docs/decisions.
create table store.field_changes (
  integration_id text collate "C" not null,
  model text not null,
  -- Of the last change. No two changes of a model have the same.
  changed_at timestamptz not null,
  primary key (integration_id, model)
);

-- The change that a read began after: when it ends, that one is done, and a later one is not.
alter table store.sync_models add column fields_changed_at timestamptz;
