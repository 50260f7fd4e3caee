-- The access token of an integration whose tool gives one for its credentials, sealed; null until
-- there is one. Only the process that has the lease asks for another. The version rises with each
-- token, and with new credentials, so that no answer replaces a token that its process has not seen.
create table store.access_tokens (
  integration_id text collate "C" primary key,
  sealed bytea,
  version bigint not null default 0,
  lease text,
  leased_until timestamptz
);
