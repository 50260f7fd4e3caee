-- Requests under way on routes of which the tool takes only so many at once. A process that dies
-- leaves its slot, which is free again when the lease is over.
create unlogged table store.request_slots (
  integration_id text collate "C",
  route text collate "C",
  slot integer,
  holder text collate "C" not null,
  leased_until timestamptz not null,
  primary key (integration_id, route, slot)
);
