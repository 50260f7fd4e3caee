-- The pace of routes that have a further budget; like request_limits, losing it costs nothing.
create unlogged table store.route_limits (
  integration_id text collate "C",
  route text collate "C",
  next_at timestamptz not null,
  primary key (integration_id, route)
);
