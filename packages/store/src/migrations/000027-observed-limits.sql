-- What a vendor said of its limit in an answer: no requests until a time, or so many milliseconds
-- between them until another.
alter table store.request_limits
  add column paused_until timestamptz,
  add column slow_until timestamptz,
  add column slow_interval_ms float8;
