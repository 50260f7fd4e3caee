-- Records that were merged into another one of their model. References to `id` are stored as
-- references to the record at the end of the chain, also those that arrive later.
create table store.merges (
  integration_id text collate "C" not null,
  id text collate "C" not null,
  into_id text collate "C" not null,
  into_remote_id text not null,
  primary key (integration_id, id)
);
create index merges_into on store.merges (integration_id, into_id);
