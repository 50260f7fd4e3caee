import type { Database } from '../database/database.ts';
import { float, int, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';

const take = statement({
  text: `insert into store.request_slots as s (integration_id, route, slot, holder, leased_until)
    select $integrationId, $route, slot, $holder,
      clock_timestamp() + $leaseMs * interval '1 millisecond'
    from generate_series(1, $concurrency) slot
    where not exists (
      select from store.request_slots t
      where t.integration_id = $integrationId and t.route = $route and t.slot = slot.slot
        and t.leased_until > clock_timestamp())
    order by slot limit 1
    on conflict (integration_id, route, slot) do update
      set holder = excluded.holder, leased_until = excluded.leased_until
      where s.leased_until <= clock_timestamp()`,
  values: {
    integrationId: text,
    route: text,
    holder: text,
    concurrency: int,
    leaseMs: float,
  },
});

/**
 * Takes one of so many slots of a route, over all processes, for as long as the lease lasts; false
 * where none is free.
 */
export async function takeRequestSlot(
  database: Database,
  slot: {
    integrationId: string;
    route: string;
    holder: string;
    concurrency: number;
    leaseMs: number;
  },
): Promise<boolean> {
  return (await take.run(database.pool, slot)) === 1;
}

const free = statement({
  text: `delete from store.request_slots
    where integration_id = $integrationId and route = $route and holder = $holder`,
  values: { integrationId: text, route: text, holder: text },
});

/** Frees the slot of a holder. */
export async function freeRequestSlot(
  database: Database,
  slot: { integrationId: string; route: string; holder: string },
): Promise<void> {
  await free.run(database.pool, slot);
}
