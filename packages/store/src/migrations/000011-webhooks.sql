-- Webhooks to customers: where they go, what happened, and what has been delivered of it. Events are
-- written by triggers, so that whatever changes an integration or ends a run tells of it in the same
-- transaction.

-- `secret` and `previous_secret` are sealed like credentials; the key is not in this database.
create table store.webhook_endpoints (
  environment_id text collate "C" not null references store.environments (id),
  id text collate "C" not null,
  url text not null,
  description text,
  event_types text[] not null,
  is_enabled boolean not null default true,
  -- Why it is off, for people; null where a person switched it off, or it is on.
  disabled_reason text,
  secret bytea not null,
  previous_secret bytea,
  previous_secret_until timestamptz,
  -- While it refuses, nothing else is sent to it either.
  paused_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (environment_id, id)
);

-- `integration_id` is empty for events that are about none. `position` is the order of delivery.
create table store.webhook_events (
  environment_id text collate "C" not null,
  id text collate "C" not null,
  integration_id text collate "C" not null,
  position bigint generated always as identity,
  type text not null,
  data json not null,
  -- For whoever follows its `log_url`; not sent.
  message text,
  created_at timestamptz not null default clock_timestamp(),
  primary key (environment_id, id)
);
create index webhook_events_created on store.webhook_events (environment_id, created_at);

create table store.webhook_deliveries (
  environment_id text collate "C" not null,
  endpoint_id text collate "C" not null,
  event_id text collate "C" not null,
  integration_id text collate "C" not null,
  position bigint not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'FAILED')),
  tries int not null default 0,
  first_tried_at timestamptz,
  next_try_at timestamptz not null default clock_timestamp(),
  -- Whoever sends it has until then; after that it died, and somebody else may.
  leased_until timestamptz,
  -- What came of the last try: an HTTP status, or in words why there is none.
  last_status int,
  last_error text,
  delivered_at timestamptz,
  primary key (environment_id, endpoint_id, event_id),
  foreign key (environment_id, endpoint_id)
    references store.webhook_endpoints (environment_id, id) on delete cascade,
  foreign key (environment_id, event_id)
    references store.webhook_events (environment_id, id) on delete cascade
);
create index webhook_deliveries_pending
  on store.webhook_deliveries (environment_id, endpoint_id, integration_id, position)
  where state = 'PENDING';
create index webhook_deliveries_event on store.webhook_deliveries (environment_id, event_id);

-- Up to which position of store.changes the last `data-changed` told.
create table store.webhook_marks (
  integration_id text collate "C" primary key,
  position bigint not null
);

-- 24 base58 characters.
create function store.random_id() returns text language sql volatile as $$
  select string_agg(
    substr('123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz', get_byte(b, n) % 58 + 1, 1), ''
  )
  from (select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) as b) r,
    generate_series(0, 23) n
$$;

create function store.wire_time(p_time timestamptz) returns text language sql immutable as $$
  select to_char(p_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

create function store.has_webhooks(p_environment_id text) returns boolean language sql stable as $$
  select exists (select from store.webhook_endpoints where environment_id = p_environment_id)
$$;

-- Writes an event down, and a delivery for each endpoint that wants it. The lock (6, see locks.ts)
-- lets events of an integration commit in the order of their positions.
create function store.emit_event(
  p_environment_id text, p_integration_id text, p_type text, p_data json, p_message text default null
)
returns void language plpgsql as $$
begin
  if not store.has_webhooks(p_environment_id) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(p_environment_id || p_integration_id, 6));
  with event as (
    insert into store.webhook_events (environment_id, id, integration_id, type, data, message)
    values (p_environment_id, store.random_id(), p_integration_id, p_type, p_data, p_message)
    returning *
  )
  insert into store.webhook_deliveries (environment_id, endpoint_id, event_id, integration_id, position)
  select e.environment_id, p.id, e.id, e.integration_id, e.position
  from event e
  join store.webhook_endpoints p on p.environment_id = e.environment_id
  where p.is_enabled and e.type = any (p.event_types);
end
$$;

create function store.end_user(i store.integrations) returns json language sql immutable as $$
  select json_build_object('organization_name', i.organization_name,
    'creator_email', i.creator_email, 'origin_id', i.origin_id)
$$;

create function store.tell_of_integration() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform store.emit_event(new.environment_id, new.integration_id, 'integration-created',
      json_build_object('id', new.integration_id, 'tool', new.tool, 'category', new.category,
        'end_user', store.end_user(new)));
  elsif old.deleted_at is null and new.deleted_at is not null then
    -- As it was: what was known of the customer is gone from the row.
    perform store.emit_event(old.environment_id, old.integration_id, 'integration-deleted',
      json_build_object('id', old.integration_id, 'tool', old.tool, 'category', old.category,
        'end_user', store.end_user(old), 'deleted_at', store.wire_time(new.deleted_at)));
  elsif (old.status, old.setup_status, old.qa_status)
    is distinct from (new.status, new.setup_status, new.qa_status) then
    perform store.emit_event(new.environment_id, new.integration_id, 'integration-state-changed',
      json_build_object('integration_tool', new.tool, 'integration_id', new.integration_id,
        'integration_category', new.category, 'end_user', store.end_user(new),
        'qa_status', new.qa_status, 'setup_status', new.setup_status, 'state', new.status,
        'updated_at', store.wire_time(clock_timestamp())));
  end if;
  return null;
end
$$;
create trigger tell after insert or update of status, setup_status, qa_status, deleted_at
  on store.integrations for each row execute function store.tell_of_integration();

-- The models of what has changed since the last time that anybody was told; nothing where nothing has.
create function store.tell_of_changes(p_integration_id text) returns void language plpgsql as $$
declare
  v_integration store.integrations;
  v_models json;
  v_position bigint;
begin
  select * into v_integration from store.integrations where integration_id = p_integration_id;
  if not store.has_webhooks(v_integration.environment_id) then return; end if;
  perform pg_advisory_xact_lock(
    hashtextextended(v_integration.environment_id || p_integration_id, 6));
  select json_agg(json_build_object('name', 'ats_' || model) order by model), max(position)
  into v_models, v_position
  from (
    select model, max(last_position) as position from store.changes
    where integration_id = p_integration_id and last_position > coalesce(
      (select position from store.webhook_marks where integration_id = p_integration_id), 0)
    group by model
  ) changed;
  if v_models is null then return; end if;
  insert into store.webhook_marks (integration_id, position) values (p_integration_id, v_position)
  on conflict (integration_id) do update set position = excluded.position;
  perform store.emit_event(v_integration.environment_id, p_integration_id, 'data-changed',
    json_build_object('integration_id', p_integration_id, 'integration_tool', v_integration.tool,
      'integration_category', v_integration.category, 'changed_models', v_models));
end
$$;

create function store.tell_of_run() returns trigger language plpgsql as $$
declare
  v_integration store.integrations;
begin
  perform store.tell_of_changes(new.integration_id);
  select * into v_integration from store.integrations where integration_id = new.integration_id;
  perform store.emit_event(v_integration.environment_id, new.integration_id, 'sync-finished',
    json_build_object('sync_id', new.id, 'sync_state', new.state,
      'sync_started_at', store.wire_time(coalesce(new.started_at, new.ended_at)),
      'sync_ended_at', store.wire_time(new.ended_at),
      'sync_duration_seconds',
        floor(extract(epoch from new.ended_at - coalesce(new.started_at, new.ended_at)))::int,
      'integration_id', new.integration_id, 'integration_tool', v_integration.tool,
      'integration_category', v_integration.category, 'end_user', store.end_user(v_integration)));
  return null;
end
$$;
create trigger tell after update of ended_at on store.sync_runs
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function store.tell_of_run();

-- What a sync changes is told of when it ends; an action, or an event of the vendor, is by itself.
create function store.tell_of_commit() returns trigger language plpgsql as $$
begin
  perform store.tell_of_changes(new.integration_id);
  return null;
end
$$;
create trigger tell after insert on store.commits
  for each row when (new.cause in ('action', 'webhook')) execute function store.tell_of_commit();
