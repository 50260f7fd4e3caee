-- People who were erased, and who are kept out from then on.

-- What their marks are made with: 32 random bytes, sealed by the engine. `secrets rotate` seals them
-- anew, so that the marks stay good. There is one row.
create table store.erasure_keys (
  id text collate "C" primary key check (id = 'erasure'),
  sealed bytea not null
);
create trigger refuse_retired_key before insert or update of sealed on store.erasure_keys
  for each row execute function store.refuse_retired_key('sealed');

-- Receipts: what was erased, when and by whom. They say nothing of the person.
create table store.erasures (
  environment_id text collate "C" not null references store.environments (id),
  id text collate "C" not null default store.random_id(),
  -- Empty for all integrations of the environment.
  integration_id text collate "C" not null default '',
  requested_at timestamptz not null default clock_timestamp(),
  requester_type text not null check (requester_type in ('API_KEY', 'COMMAND_LINE', 'VENDOR')),
  -- Of the API key.
  requester_id text,
  -- Of the API key, or of the user of the operating system.
  requester_name text,
  -- Null where the vendor has erased.
  searched_by text check (searched_by in ('CANDIDATE_ID', 'EMAIL_ADDRESS', 'PHONE_NUMBER')),
  -- How many records of each model were emptied.
  records jsonb not null,
  interactions int not null,
  -- When the person was let in again.
  lifted_at timestamptz,
  primary key (environment_id, id)
);
create index erasures_requested on store.erasures (environment_id, requested_at, id);

-- A mark is the HMAC-SHA256 of an id, an address or a number.
create table store.erased_people (
  environment_id text collate "C" not null,
  mark text collate "C" not null,
  erasure_id text collate "C" not null,
  -- Where the person is kept out; empty for all integrations of the environment.
  integration_id text collate "C" not null,
  primary key (environment_id, mark, erasure_id),
  foreign key (environment_id, erasure_id) references store.erasures (environment_id, id)
);

alter table store.commits drop constraint commits_cause_check;
alter table store.commits add constraint commits_cause_check
  check (cause in ('sync', 'action', 'webhook', 'purge', 'erasure'));

-- Erasures are told of at once, too.
drop trigger note_event on store.commits;
create trigger note_event after insert on store.commits
  for each row when (new.cause in ('action', 'webhook', 'erasure'))
  execute function store.note_commit();
