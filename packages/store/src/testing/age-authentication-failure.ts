import type { Queryable } from '../database/database.ts';

/** Lets an integration's credentials have been refused for so many days longer. */
export async function ageAuthenticationFailure(
  database: Queryable,
  integrationId: string,
  days: number,
): Promise<void> {
  await database.query(
    `update store.integrations
     set authentication_failing_since = authentication_failing_since - make_interval(days => $2)
     where integration_id = $1`,
    [integrationId, days],
  );
}
