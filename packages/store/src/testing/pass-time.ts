import type { Database, Queryable } from '../database/database.ts';

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

/** As if API keys had been made so many days earlier, with the same life. */
export async function ageApiKeys(database: Queryable, days: number): Promise<void> {
  await database.query(
    `update store.api_keys set created_at = created_at - make_interval(days => $1),
       expires_at = expires_at - make_interval(days => $1)`,
    [days],
  );
}

/** As if the process that renews an access token had died a while ago. */
export async function expireTokenLeases(database: Queryable): Promise<void> {
  await database.query(
    `update store.access_tokens set leased_until = clock_timestamp() - interval '1 second'
     where leased_until is not null`,
  );
}

/** As if the last lists of all ids, and the last sweeps that failed, were so many hours older. */
export async function ageSweeps(
  { pool }: Database,
  integrationId: string,
  hours: number,
): Promise<void> {
  await pool.query(
    `update store.sync_since
     set listed_at = listed_at - make_interval(hours => $2),
       sweep_failed_at = sweep_failed_at - make_interval(hours => $2)
     where integration_id = $1`,
    [integrationId, hours],
  );
}

/** Lets the pauses be over that vendors have asked for. */
export async function endPauses(database: Queryable): Promise<void> {
  await database.query(
    'update store.request_limits set paused_until = null, next_at = clock_timestamp()',
  );
}

/** As if the processes of all requests that are under way had died a while ago. */
export async function expireRequestLeases(database: Queryable): Promise<void> {
  await database.query(
    `update store.request_leases set leased_until = clock_timestamp() - interval '1 second'`,
  );
}

/** As if an integration and all its runs were so many hours older. */
export async function ageRuns(
  database: Queryable,
  integrationId: string,
  hours: number,
): Promise<void> {
  await database.query(
    `update store.sync_runs
     set queued_at = queued_at - make_interval(hours => $2),
       started_at = started_at - make_interval(hours => $2),
       ended_at = ended_at - make_interval(hours => $2)
     where integration_id = $1`,
    [integrationId, hours],
  );
  await database.query(
    `update store.integrations set created_at = created_at - make_interval(hours => $2)
     where integration_id = $1`,
    [integrationId, hours],
  );
}

/** As if actions had ended so many hours earlier. */
export async function ageInteractions(database: Queryable, hours: number): Promise<void> {
  await database.query(
    'update store.interactions set started_at = started_at - make_interval(hours => $1)',
    [hours],
  );
}

/** As if all deliveries that wait had been tried once. */
export async function tryDeliveries(database: Queryable): Promise<void> {
  await database.query(
    `update store.webhook_deliveries set tries = 1, first_tried_at = clock_timestamp()
     where state = 'PENDING'`,
  );
}

/** As if resolved issues had been resolved so many days earlier. */
export async function ageIssues(database: Queryable, days: number): Promise<void> {
  await database.query(
    'update store.issues set resolved_at = resolved_at - make_interval(days => $1)',
    [days],
  );
}

/** As if the minute in which the requests of a key are counted were over. */
export async function endKeyWindow(database: Queryable, keyId: string): Promise<void> {
  await database.query(
    `update store.api_key_windows set started_at = started_at - interval '1 minute'
     where key_id = $1`,
    [keyId],
  );
}

/** Lets all entries of the audit log be so many days older. */
export async function ageAuditEvents(database: Queryable, days: number): Promise<void> {
  await database.query(
    'update store.audit_events set occurred_at = occurred_at - make_interval(days => $1)',
    [days],
  );
}
