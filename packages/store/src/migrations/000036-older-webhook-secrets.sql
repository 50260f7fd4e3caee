-- A secret that is replaced while the one before it is still valid leaves both valid, each to its end:
-- receivers may know only the first.
alter table store.webhook_endpoints
  add column older_secret bytea,
  add column older_secret_until timestamptz;
