-- Applications that came through the API, or were named to it. Where an integration syncs only those,
-- this table says which.
create table store.tracked_applications (
  integration_id text collate "C" not null,
  application_id text collate "C" not null,
  remote_id text not null,
  origin text not null check (origin in ('CREATED', 'IMPORTED')),
  -- Since when the caller knows of it, in the caller's words; or null.
  tracked_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  primary key (integration_id, application_id)
);

-- Since when records may differ from what the integration is set up to show: only a full sync that
-- began later brings them up to date.
alter table store.integrations add column data_expired_at timestamptz;
