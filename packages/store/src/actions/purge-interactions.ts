import type { Database } from '../database/database.ts';

/**
 * Empties what is kept of actions once its time is over: bodies after a week, everything after sixty
 * days, answers to repeated requests after a day (longer than any client goes on repeating).
 */
export async function purgeInteractions(database: Database): Promise<void> {
  const { pool } = database;
  await pool.query(
    `update store.interactions set request_body = null, response_body = null
     where started_at < now() - interval '7 days'
       and (request_body is not null or response_body is not null)`,
  );
  await pool.query(
    `update store.interaction_requests r set request_body = null, response_body = null
     where (r.request_body is not null or r.response_body is not null) and exists (
       select from store.interactions i
       where i.integration_id = r.integration_id and i.id = r.interaction_id
         and i.started_at < now() - interval '7 days')`,
  );
  await pool.query(
    `delete from store.interaction_requests r using store.interactions i
     where i.integration_id = r.integration_id and i.id = r.interaction_id
       and i.started_at < now() - interval '60 days'`,
  );
  await pool.query(`delete from store.interactions where started_at < now() - interval '60 days'`);
  await pool.query(
    `delete from store.idempotency_keys where created_at < now() - interval '1 day'`,
  );
  await pool.query(`delete from store.action_reads where read_at < now() - interval '1 day'`);
}
