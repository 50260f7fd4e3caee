-- Failed tries of an endpoint since the last event that it accepted, and when that was: who has not
-- accepted anything lately is asked once at a time, and after those who have.
alter table store.webhook_endpoints
  add column failures int not null default 0,
  add column last_accepted_at timestamptz;

update store.webhook_endpoints e set last_accepted_at = d.at
from (
  select environment_id, endpoint_id, max(delivered_at) as at
  from store.webhook_deliveries group by environment_id, endpoint_id
) d
where d.environment_id = e.environment_id and d.endpoint_id = e.id;
