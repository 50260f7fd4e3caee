import type { Queryable } from '../database/database.ts';

/** As if the processes of all running actions, or of one, had died a while ago. */
export async function expireRunningActions(
  database: Queryable,
  interactionId: string | null = null,
): Promise<void> {
  await database.query(
    `update store.running_actions set expires_at = now() - interval '1 second'
     where interaction_id = coalesce($1, interaction_id)`,
    [interactionId],
  );
}
