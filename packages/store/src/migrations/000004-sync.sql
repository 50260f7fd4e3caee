-- Sync runs, their progress, and the log of commits that `updated_after` leans on.

create table store.sync_runs (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  type text not null check (type in ('FULL', 'DELTA')),
  trigger text not null check (trigger in ('INITIAL', 'API', 'CLI', 'SCHEDULE')),
  state text not null default 'QUEUED' check (state in (
    'QUEUED', 'RUNNING', 'SUCCEEDED', 'PARTIALLY_FAILED', 'FAILED', 'AUTHENTICATION_FAILED',
    'CANCELLED', 'TIMED_OUT'
  )),
  queued_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  message text,
  -- [{"model", "field", "count", "sample"}]: vendor values that could not be used.
  issues jsonb not null default '[]',
  primary key (integration_id, id)
);
-- One queued or running run of a type for an integration; the database itself refuses a second.
create unique index sync_runs_open on store.sync_runs (integration_id, type)
  where state in ('QUEUED', 'RUNNING');
create index sync_runs_queued on store.sync_runs (integration_id, queued_at desc);

-- One model within one run. `resume_from` is saved with the page that it follows.
create table store.sync_models (
  integration_id text collate "C" not null,
  run_id text collate "C" not null,
  model text not null,
  state text not null default 'PENDING'
    check (state in ('PENDING', 'READING', 'READ', 'DONE', 'FAILED')),
  completeness text check (completeness in ('full', 'changes')),
  since json,
  resume_from json,
  next_since json,
  pages int not null default 0,
  records bigint not null default 0,
  written bigint not null default 0,
  unchanged bigint not null default 0,
  deleted bigint not null default 0,
  expected bigint,
  -- Records that had no usable id: while there are any, what is missing may be one of them.
  unusable int not null default 0,
  -- Records that were missing but were not deleted.
  withheld int not null default 0,
  -- Digest of the ids that a full read would delete but did not, because they were implausibly many.
  withheld_deletions uuid,
  message text,
  primary key (integration_id, run_id, model)
);

-- Ids that a full read has seen, a row per page, so that what is missing at its end is known
-- without touching a single unchanged record. Emptied when the model is done.
create table store.sync_seen (
  integration_id text collate "C" not null,
  run_id text collate "C" not null,
  model text not null,
  page int not null,
  ids text[] collate "C" not null,
  primary key (integration_id, run_id, model, page)
);

-- Where the last complete read of a model ended, in the connector's own words.
create table store.sync_since (
  integration_id text collate "C" not null,
  model text not null,
  since json not null,
  read_at timestamptz not null,
  primary key (integration_id, model)
);

-- Every transaction that changed records, in commit order. A record is stamped while its
-- transaction runs, at `stamped_at` or later; `committed_at` is taken under the integration's
-- exclusive lock, which is held until the commit is visible. See docs/decisions.
create table store.commits (
  integration_id text collate "C" not null,
  position bigint not null,
  stamped_at timestamptz not null,
  committed_at timestamptz not null,
  primary key (integration_id, position)
);
create index commits_committed on store.commits (integration_id, committed_at);

-- Locks of an integration are hashtextextended(integration_id, class); see locks.ts.
create function store.record_commit(p_integration_id text, p_stamped_at timestamptz)
returns bigint language plpgsql as $$
declare
  v_position bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_integration_id, 1));
  insert into store.commits (integration_id, position, stamped_at, committed_at)
  -- Never before the last one, even if the machine's clock was set back.
  select p_integration_id, coalesce(max(position), 0) + 1, p_stamped_at,
    greatest(clock_timestamp(), max(committed_at))
  from store.commits where integration_id = p_integration_id
  returning position into v_position;
  return v_position;
end
$$;

-- The pace of requests to a remote, shared by all processes. Losing it in a crash costs nothing.
create unlogged table store.request_limits (
  integration_id text collate "C" primary key,
  -- The time of the next request that nobody has reserved yet.
  next_at timestamptz not null
);
