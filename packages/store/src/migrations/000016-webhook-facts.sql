-- Events note facts instead of finished payloads: what happened, and what cannot be read later.
-- engine/src/webhooks/payloads.ts builds the payload, so that a new field needs no migration.

-- In the order in which transactions lock these tables.
drop trigger tell on store.integrations;
drop trigger tell on store.sync_runs;
drop trigger tell on store.commits;

-- During a rolling restart, a process of the version before finds no `data` in the events of today.
-- It fails before it sends anything, and a process of this version sends the event a minute later.
alter table store.webhook_events
  -- The finished payload of an event from before this migration.
  alter column data drop not null,
  add column facts json,
  add constraint webhook_events_facts_or_data check (num_nonnulls(facts, data) = 1);

-- store.emit_event stays: the version before writes its `connection-flow-failed` with it.
drop function store.tell_of_integration();
drop function store.tell_of_run();
drop function store.tell_of_commit();
drop function store.tell_of_changes(text);
drop function store.end_user(store.integrations);
drop function store.wire_time(timestamptz);

-- Adds an event to the outbox, and a delivery for each endpoint that subscribes to its type. The lock
-- (6, see locks.ts) makes the events of an integration commit in the order of their positions.
create function store.note_event(
  p_environment_id text, p_integration_id text, p_type text, p_facts json,
  p_message text default null
)
returns void language plpgsql as $$
begin
  if not store.has_webhooks(p_environment_id) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(p_environment_id || p_integration_id, 6));
  with event as (
    insert into store.webhook_events (environment_id, id, integration_id, type, facts, message)
    values (p_environment_id, store.random_id(), p_integration_id, p_type, p_facts, p_message)
    returning *
  )
  insert into store.webhook_deliveries (environment_id, endpoint_id, event_id, integration_id, position)
  select e.environment_id, p.id, e.id, e.integration_id, e.position
  from event e
  join store.webhook_endpoints p on p.environment_id = e.environment_id
  where p.is_enabled and e.type = any (p.event_types);
end
$$;

-- An integration as it is now: all that payloads may show of it later.
create function store.integration_facts(i store.integrations) returns json language sql stable as $$
  select json_build_object('tool', i.tool, 'category', i.category, 'status', i.status,
    'setup_status', i.setup_status, 'qa_status', i.qa_status,
    'organization_name', i.organization_name, 'creator_email', i.creator_email,
    'origin_id', i.origin_id)
$$;

create function store.note_integration_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    perform store.note_event(new.environment_id, new.integration_id, 'integration-created',
      json_build_object('integration', store.integration_facts(new)));
  elsif old.deleted_at is null and new.deleted_at is not null then
    -- The old row: deleting an integration also removes what identifies the customer.
    perform store.note_event(old.environment_id, old.integration_id, 'integration-deleted',
      json_build_object('integration', store.integration_facts(old), 'deleted_at', new.deleted_at));
  elsif (old.status, old.setup_status, old.qa_status)
    is distinct from (new.status, new.setup_status, new.qa_status) then
    perform store.note_event(new.environment_id, new.integration_id, 'integration-state-changed',
      json_build_object('integration', store.integration_facts(new)));
  end if;
  return null;
end
$$;
create trigger note_event after insert or update of status, setup_status, qa_status, deleted_at
  on store.integrations for each row execute function store.note_integration_changed();

-- Notes which models changed since the last `data-changed`; no event where none did. These are the
-- most frequent events, and the only ones of an integration that leave out the customer.
create function store.note_data_changed(i store.integrations) returns void language plpgsql as $$
declare
  v_models json;
  v_position bigint;
begin
  if not store.has_webhooks(i.environment_id) then return; end if;
  perform pg_advisory_xact_lock(hashtextextended(i.environment_id || i.integration_id, 6));
  select json_agg(model order by model), max(position)
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

create function store.note_run_ended() returns trigger language plpgsql as $$
declare
  v_integration store.integrations;
begin
  select * into v_integration from store.integrations where integration_id = new.integration_id;
  perform store.note_data_changed(v_integration);
  perform store.note_event(v_integration.environment_id, new.integration_id, 'sync-finished',
    json_build_object('integration', store.integration_facts(v_integration),
      'run', json_build_object('id', new.id, 'type', new.type, 'trigger', new.trigger,
        'state', new.state, 'queued_at', new.queued_at, 'started_at', new.started_at,
        'ended_at', new.ended_at)));
  return null;
end
$$;
create trigger note_event after update of ended_at on store.sync_runs
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function store.note_run_ended();

-- The changes of a sync are noted once, when it ends; those of an action or of a vendor's webhook at
-- once.
create function store.note_commit() returns trigger language plpgsql as $$
declare
  v_integration store.integrations;
begin
  select * into v_integration from store.integrations where integration_id = new.integration_id;
  perform store.note_data_changed(v_integration);
  return null;
end
$$;
create trigger note_event after insert on store.commits
  for each row when (new.cause in ('action', 'webhook')) execute function store.note_commit();
