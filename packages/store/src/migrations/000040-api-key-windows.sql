-- How much of its requests of a minute each key has left, for all processes. `taken` has been handed
-- to processes in portions, of which `granted` is the last one. Lost in a crash of PostgreSQL, which
-- only begins the minute anew.
create unlogged table store.api_key_windows (
  key_id text collate "C" primary key references store.api_keys (id) on delete cascade,
  number integer not null,
  started_at timestamptz not null,
  taken integer not null,
  granted integer not null
);
