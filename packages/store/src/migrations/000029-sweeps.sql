-- Sweeps: a list of all ids of a model, which finds what was deleted without reading the records.
alter table store.sync_models drop constraint sync_models_completeness_check;
alter table store.sync_models add constraint sync_models_completeness_check
  check (completeness in ('full', 'changes', 'ids'));

alter table store.sync_since
  -- When all records, or their ids, were last listed to the end.
  add column listed_at timestamptz not null default now(),
  -- When a sweep failed, if none has succeeded since.
  add column sweep_failed_at timestamptz;
