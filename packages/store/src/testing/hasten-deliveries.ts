import type { Database } from '../database/database.ts';

/** Lets time pass for all deliveries that wait: their next try is now, their first some time ago. */
export async function hastenDeliveries(database: Database, triedForHours = 0): Promise<void> {
  await database.pool.query(
    `update store.webhook_deliveries set next_try_at = clock_timestamp(), leased_until = null,
       first_tried_at = first_tried_at - make_interval(hours => $1)
     where state = 'PENDING'`,
    [triedForHours],
  );
  await database.pool.query('update store.webhook_endpoints set paused_until = null');
}
