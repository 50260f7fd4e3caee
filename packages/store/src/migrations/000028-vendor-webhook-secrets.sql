-- Secrets that vendors have made for the webhooks of an integration, sealed.
create table store.vendor_webhook_secrets (
  integration_id text collate "C" not null,
  sealed bytea not null,
  created_at timestamptz not null default clock_timestamp()
);
create index vendor_webhook_secrets_integration
  on store.vendor_webhook_secrets (integration_id, created_at);
