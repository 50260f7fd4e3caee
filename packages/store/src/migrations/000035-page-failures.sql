-- How often in a row Hirewire failed, or its process ended, at the page of a model that comes after
-- `failed_at_page` stored ones: a page that does so again and again costs its model, not the run.
alter table store.sync_models
  add column failures int not null default 0,
  add column failed_at_page int not null default 0;
