-- What is wrong with an integration, or with an environment: one row for each condition, opened again
-- when the condition returns. store/src/issues/observe-issues.ts raises and resolves them.
create table store.issues (
  environment_id text collate "C" not null references store.environments (id),
  id text collate "C" not null default store.random_id(),
  -- Empty for an issue of the whole environment.
  integration_id text collate "C" not null default '',
  type text not null,
  -- What of the integration has the issue, such as an action or a model; empty for all of it.
  subject text not null default '',
  -- What the title and the message are made of.
  facts json not null,
  -- Both of the present episode, or the last one.
  first_observed_at timestamptz not null,
  last_observed_at timestamptz not null,
  resolved_at timestamptz,
  muted_until timestamptz,
  primary key (environment_id, id),
  unique (environment_id, integration_id, type, subject)
);
create index issues_observed on store.issues (environment_id, first_observed_at desc, id);
create index issues_resolved on store.issues (resolved_at) where resolved_at is not null;

create function store.note_issue() returns trigger language plpgsql as $$
declare
  v_integration json;
begin
  if tg_op = 'UPDATE' and (old.resolved_at is null) = (new.resolved_at is null) then return null; end if;
  select store.integration_facts(i) into v_integration
  from store.integrations i where i.integration_id = new.integration_id;
  perform store.note_event(new.environment_id, new.integration_id, 'issue-status-changed',
    json_build_object('integration', v_integration, 'issue', json_build_object(
      'id', new.id, 'type', new.type, 'subject', new.subject, 'facts', new.facts,
      'first_observed_at', new.first_observed_at, 'resolved_at', new.resolved_at)));
  return null;
end
$$;
create trigger note_event after insert or update of resolved_at
  on store.issues for each row execute function store.note_issue();
