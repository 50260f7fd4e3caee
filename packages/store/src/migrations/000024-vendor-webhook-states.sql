-- What each of them tells, and whether the vendor still sends it: vendors switch off those whose
-- events were not taken.
alter table store.vendor_webhooks
  add column event text,
  add column state text not null default 'enabled' check (state in ('enabled', 'disabled', 'gone')),
  add column checked_at timestamptz not null default now();
