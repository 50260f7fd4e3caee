-- Events that vendors were asked to send, by the vendors' ids, to take them back.
create table store.vendor_webhooks (
  integration_id text collate "C" not null,
  remote_id text not null,
  created_at timestamptz not null default now(),
  primary key (integration_id, remote_id)
);
