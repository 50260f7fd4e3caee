import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockClass } from '../database/locks.ts';

/** A process that has not been heard of for so long is dead; it says so every `leaseRenewalMs`. */
const leaseSeconds = 15;
export const leaseRenewalMs = 5000;

/** An action that wants to begin. */
export interface ActionStart {
  integrationId: string;
  interactionId: string;
  /** Actions of the integration at once, over all processes. */
  limit: number;
  idempotency: IdempotencyKey | null;
}

export interface IdempotencyKey {
  key: string;
  /** SHA-256 of all that must be the same for the answer to be the same. */
  fingerprint: Buffer;
}

export type ActionBeginning =
  | { state: 'begun'; remaining: number }
  | { state: 'too-many' }
  /** The key was used before: this is the answer. */
  | { state: 'answered'; status: number; body: string; interactionId: string }
  /** The key was used before, for another request. */
  | { state: 'other-request' }
  /** Somebody is at it under the same key: ask again later. */
  | { state: 'running' }
  /** The process that was at it died after it had sent something: nobody knows what happened. */
  | { state: 'interrupted'; interactionId: string };

interface KeyRow {
  fingerprint: Buffer;
  interaction_id: string;
  sent_at: Date | null;
  status: number | null;
  body: string | null;
  is_alive: boolean;
}

/** Takes a place among the running actions of an integration, and the key where there is one. */
export async function beginAction(
  database: Database,
  start: ActionStart,
): Promise<ActionBeginning> {
  return inTransaction(database, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended($1, ${lockClass.action}))`, [
      start.integrationId,
    ]);
    const earlier = start.idempotency === null ? null : await judgeKey(client, start);
    if (earlier !== null) return earlier;
    const { rows } = await client.query<{ running: string }>(
      `with gone as (
         delete from store.running_actions where integration_id = $1 and expires_at < now())
       select count(*) as running from store.running_actions
       where integration_id = $1 and expires_at >= now()`,
      [start.integrationId],
    );
    const remaining = start.limit - Number(rows[0]?.running ?? 0);
    if (remaining <= 0) return { state: 'too-many' };
    await client.query(
      `insert into store.running_actions (integration_id, interaction_id, expires_at)
       values ($1, $2, now() + make_interval(secs => ${leaseSeconds}))`,
      [start.integrationId, start.interactionId],
    );
    if (start.idempotency !== null) await takeKey(client, start, start.idempotency);
    return { state: 'begun', remaining: remaining - 1 };
  });
}

/** Null where the key is free: never used, or by an action that died before it sent anything. */
async function judgeKey(
  client: pg.PoolClient,
  { integrationId, idempotency }: ActionStart,
): Promise<ActionBeginning | null> {
  const { rows } = await client.query<KeyRow>(
    `select k.fingerprint, k.interaction_id, k.sent_at, k.status, k.body, exists (
       select from store.running_actions r
       where r.integration_id = $1 and r.interaction_id = k.interaction_id
         and r.expires_at >= now()) as is_alive
     from store.idempotency_keys k where k.integration_id = $1 and k.key = $2`,
    [integrationId, idempotency?.key],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const interactionId = row.interaction_id;
  if (idempotency?.fingerprint.equals(row.fingerprint) !== true) return { state: 'other-request' };
  if (row.status !== null) {
    return { state: 'answered', status: row.status, body: row.body ?? '', interactionId };
  }
  if (row.is_alive) return { state: 'running' };
  return row.sent_at === null ? null : { state: 'interrupted', interactionId };
}

async function takeKey(
  client: pg.PoolClient,
  { integrationId, interactionId }: ActionStart,
  { key, fingerprint }: IdempotencyKey,
): Promise<void> {
  await client.query(
    `insert into store.idempotency_keys (integration_id, key, fingerprint, interaction_id)
     values ($1, $2, $3, $4)
     on conflict (integration_id, key) do update
       set interaction_id = excluded.interaction_id, created_at = clock_timestamp()`,
    [integrationId, key, fingerprint, interactionId],
  );
}

export type RunningAction = Pick<ActionStart, 'integrationId' | 'interactionId' | 'idempotency'>;

/** Says that the action is still being worked on. */
export async function renewActionLease(database: Database, action: RunningAction): Promise<void> {
  await database.pool.query(
    `update store.running_actions
     set expires_at = now() + make_interval(secs => ${leaseSeconds})
     where integration_id = $1 and interaction_id = $2`,
    [action.integrationId, action.interactionId],
  );
}

/**
 * Notes that something is about to be sent that must not be sent twice. False where somebody else
 * has taken the action for dead and works under its key: then nothing may be sent.
 */
export async function noteSending(database: Database, action: RunningAction): Promise<boolean> {
  if (action.idempotency === null) return true;
  const { rowCount } = await database.pool.query(
    `update store.idempotency_keys set sent_at = coalesce(sent_at, clock_timestamp())
     where integration_id = $1 and key = $2 and interaction_id = $3`,
    [action.integrationId, action.idempotency.key, action.interactionId],
  );
  return rowCount === 1;
}

/**
 * Gives the place back. With an answer, the key answers the same from now on; without one (nothing
 * can have happened) it is free again.
 */
export async function endAction(
  database: Database,
  action: RunningAction,
  answer: { status: number; body: string } | null,
): Promise<void> {
  const { integrationId, interactionId, idempotency } = action;
  await inTransaction(database, async (client) => {
    await client.query(
      'delete from store.running_actions where integration_id = $1 and interaction_id = $2',
      [integrationId, interactionId],
    );
    if (idempotency === null) return;
    const place = [integrationId, idempotency.key, interactionId];
    const where = 'where integration_id = $1 and key = $2 and interaction_id = $3';
    if (answer === null) {
      await client.query(`delete from store.idempotency_keys ${where}`, place);
    } else {
      await client.query(`update store.idempotency_keys set status = $4, body = $5 ${where}`, [
        ...place,
        answer.status,
        answer.body,
      ]);
    }
  });
}
