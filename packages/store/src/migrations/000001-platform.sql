-- Environments, API keys and integrations: who may ask for what.
create schema store;

create table store.environments (
  id text collate "C" primary key,
  name text not null unique,
  created_at timestamptz not null default now()
);

-- A key itself is shown once and never stored: `hash` is its SHA-256, `prefix` its first characters
-- for people to recognise it by.
create table store.api_keys (
  id text collate "C" primary key,
  environment_id text collate "C" not null references store.environments (id),
  name text not null,
  prefix text not null,
  hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table store.integrations (
  integration_id text collate "C" primary key,
  environment_id text collate "C" not null references store.environments (id),
  tool text not null,
  category text not null default 'ATS',
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'INVALID', 'INACTIVE')),
  setup_status text not null default 'COMPLETED'
    check (setup_status in ('INCOMPLETE', 'FINAL_SYNC_PENDING', 'COMPLETED')),
  qa_status text not null default 'PASSED' check (qa_status in ('PENDING', 'FAILED', 'PASSED')),
  organization_name text not null,
  creator_email text,
  origin_id text,
  -- AES-256-GCM, made and read by the engine; the key is not in this database.
  credentials bytea not null,
  remote_base_url text,
  settings jsonb not null default '{}',
  is_remote_data_enabled boolean not null default false,
  -- Set when the first full sync has ended; reads answer SETUP_SYNC_PENDING before.
  first_synced_at timestamptz,
  -- Models that have been read to their end at least once.
  read_models text[] not null default '{}',
  authentication_failing_since timestamptz,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create index integrations_environment on store.integrations (environment_id);
