-- Who called for which change, through the API or the command line. Ids only, no personal data of
-- candidates.
create table store.audit_events (
  id text collate "C" primary key default store.random_id(),
  -- When it was called for, which is before anything was changed.
  occurred_at timestamptz not null default clock_timestamp(),
  -- Null where it concerns the whole installation, or an environment that did not exist yet.
  environment_id text collate "C",
  actor_type text not null check (actor_type in ('API_KEY', 'COMMAND_LINE')),
  -- Of the API key.
  actor_id text collate "C",
  -- Of the API key as it was called then, or of the user of the operating system.
  actor_name text,
  -- Of the contract, or the words of a command.
  operation text collate "C" not null,
  -- Where there is one that exists, or existed.
  integration_id text collate "C",
  -- What else it is about, by the name that a path gives the id.
  target_ids jsonb not null,
  is_dry_run boolean not null,
  -- Null while it is under way, and for good if its process ended first.
  outcome text check (outcome in ('SUCCEEDED', 'REFUSED', 'FAILED'))
);
create index audit_events_of_environment
  on store.audit_events (environment_id, occurred_at, id);
create index audit_events_occurred on store.audit_events (occurred_at, id);
