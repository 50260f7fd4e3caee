import type { Database } from '../database/database.ts';

/** An event as versions before migration 000016 write it: its `data` is the finished payload. */
export async function emitFinishedEvent(
  database: Database,
  event: { environmentId: string; integrationId: string; type: string; data: object },
): Promise<void> {
  await database.pool.query('select store.emit_event($1, $2, $3, $4)', [
    event.environmentId,
    event.integrationId,
    event.type,
    JSON.stringify(event.data),
  ]);
}
