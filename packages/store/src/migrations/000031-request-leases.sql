-- Requests under way on routes of which the tool takes only so many at once. A process that dies
-- leaves its lease, which ends.
create unlogged table store.request_leases (
  integration_id text collate "C",
  route text collate "C",
  number integer,
  owner text collate "C" not null,
  leased_until timestamptz not null,
  primary key (integration_id, route, number)
);
