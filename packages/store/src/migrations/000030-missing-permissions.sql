alter table store.integrations
  -- [{"permission", "models", "actions"}]: what the credentials lack, and what that costs.
  add column missing_permissions json not null default '[]',
  -- Models that the tool refused in the last sync that tried them.
  add column refused_models text[] collate "C" not null default '{}';

-- Whether a model failed because a permission is missing.
alter table store.sync_models add column is_refused boolean not null default false;
