-- Scheduled runs, and what reading a model costs at the vendor.

-- The schedule asks for the latest run of a type.
create index sync_runs_latest on store.sync_runs (integration_id, type, queued_at desc);
-- The history is emptied by age.
create index sync_runs_ended on store.sync_runs (ended_at) where ended_at is not null;

alter table store.sync_models
  -- Requests sent to the vendor, repeated ones too.
  add column requests int not null default 0,
  -- Time for which at least one request waited for the vendor's limits.
  add column waited_ms bigint not null default 0,
  add column started_at timestamptz,
  add column ended_at timestamptz;
