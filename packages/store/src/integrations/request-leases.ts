import type { Database } from '../database/database.ts';
import { float, int, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

const lease = statement({
  text: `insert into store.request_leases as l (integration_id, route, number, owner, leased_until)
    select $integrationId, $route, n.number, $owner,
      clock_timestamp() + $leaseMs * interval '1 millisecond'
    from generate_series(1, $concurrency) n (number)
    where not exists (
      select from store.request_leases o
      where o.integration_id = $integrationId and o.route = $route and o.number = n.number
        and o.leased_until > clock_timestamp())
    order by n.number limit 1
    on conflict (integration_id, route, number) do update
      set owner = excluded.owner, leased_until = excluded.leased_until
      where l.leased_until <= clock_timestamp()`,
  values: {
    integrationId: text,
    route: text,
    owner: text,
    concurrency: int,
    leaseMs: float,
  },
});

/**
 * Leases one of the requests of a route that may be under way at once, over all processes; false
 * where there are as many already.
 */
export async function leaseRequest(
  database: Database,
  request: {
    integrationId: string;
    route: string;
    owner: string;
    concurrency: number;
    leaseMs: number;
  },
): Promise<boolean> {
  return (await lease.run(database.pool, request)) === 1;
}

const release = statement({
  text: `delete from store.request_leases
    where integration_id = $integrationId and route = $route and owner = $owner`,
  values: { integrationId: text, route: text, owner: text },
});

export async function releaseRequest(
  database: Database,
  request: { integrationId: string; route: string; owner: string },
): Promise<void> {
  await release.run(database.pool, request);
}
