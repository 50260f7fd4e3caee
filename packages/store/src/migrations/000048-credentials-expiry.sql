alter table store.integrations
  -- When the tool will refuse the credentials; null where it does not tell.
  add column credentials_expire_at timestamptz;
