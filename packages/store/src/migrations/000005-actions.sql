-- Live actions: what was asked and answered, who is at work, and which answers must be given again.

-- One call of an action, with what it was asked and what it answered. Bodies hold personal data and
-- are emptied after a week; see purge-interactions.ts.
create table store.interactions (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  operation text not null,
  api_key_id text collate "C",
  method text not null,
  path text not null,
  is_dry_run boolean not null default false,
  started_at timestamptz not null default clock_timestamp(),
  -- Null while it runs, and for ever where the process died.
  ended_at timestamptz,
  status int,
  error_code text,
  request_body text,
  response_body text,
  primary key (integration_id, id)
);
create index interactions_started on store.interactions (integration_id, started_at desc);
create index interactions_age on store.interactions (started_at);

-- The requests to the remote that an action has caused, in their order.
create table store.interaction_requests (
  integration_id text collate "C" not null,
  interaction_id text collate "C" not null,
  position int not null,
  method text not null,
  url text not null,
  status int,
  error_kind text,
  attempt int not null,
  started_at timestamptz not null,
  duration_ms int not null,
  request_body text,
  response_body text,
  primary key (integration_id, interaction_id, position)
);

-- Actions under way, over all processes. A process that lives moves `expires_at` on; the rows of one
-- that died expire. Losing them in a crash of PostgreSQL costs nothing: the actions are lost as well.
create unlogged table store.running_actions (
  integration_id text collate "C" not null,
  interaction_id text collate "C" not null,
  expires_at timestamptz not null,
  primary key (integration_id, interaction_id)
);

-- Answers by the key that the caller gave to the request.
create table store.idempotency_keys (
  integration_id text collate "C" not null,
  key text not null,
  -- SHA-256 of operation, path and body.
  fingerprint bytea not null,
  -- The action that runs, or ran, under this key.
  interaction_id text collate "C" not null,
  -- When the first request went out that must not be repeated; null while nothing can have happened.
  sent_at timestamptz,
  status int,
  body text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (integration_id, key)
);
create index idempotency_keys_age on store.idempotency_keys (created_at);

-- When an action last read a record from the remote. A sync that asked for its page before that
-- must not overwrite the record with what it was before the action.
create table store.action_reads (
  integration_id text collate "C" not null,
  model text not null,
  id text collate "C" not null,
  read_at timestamptz not null,
  primary key (integration_id, model, id)
);
create index action_reads_age on store.action_reads (read_at);
