-- What a key may do, and from where. Null stands for everything: keys from before keep every right.
alter table store.api_keys
  add column scopes text[],
  add column allowed_addresses text[],
  add constraint api_keys_scopes_named check (cardinality(scopes) > 0),
  add constraint api_keys_addresses_named check (cardinality(allowed_addresses) > 0);
