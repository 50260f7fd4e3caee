import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { integrationLock } from '../database/locks.ts';
import { bigint, bool, bytea, int, nullable, text, timestamptz } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { hashOfKey } from './empty-interactions.ts';

/** A lease that is not renewed for so long has expired; it is renewed every `leaseRenewalMs`. */
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
  /** The key was used before; its answer was emptied with the person whom it was about. */
  | { state: 'erased' }
  /** An action under the same key is running: ask again later. */
  | { state: 'running' }
  /** The process that ran it died after it had sent something: what happened is not known. */
  | { state: 'interrupted'; interactionId: string };

const takeLock = statement({
  text: `select pg_advisory_xact_lock(${integrationLock('action')})`,
  values: { integrationId: text },
  isPrepared: true,
});

const countRunning = statement({
  text: `with gone as (
      delete from store.running_actions
      where integration_id = $integrationId and expires_at < now())
    select count(*) as running from store.running_actions
    where integration_id = $integrationId and expires_at >= now()`,
  values: { integrationId: text },
  rows: { running: bigint },
  isPrepared: true,
});

const insertLease = statement({
  text: `insert into store.running_actions (integration_id, interaction_id, expires_at)
    values ($integrationId, $interactionId, now() + make_interval(secs => ${leaseSeconds}))`,
  values: { integrationId: text, interactionId: text },
  isPrepared: true,
});

/** Acquires a lease among the running actions of an integration, and the key where there is one. */
export async function beginAction(
  database: Database,
  start: ActionStart,
): Promise<ActionBeginning> {
  return inTransaction(database, async (client) => {
    await takeLock.run(client, start);
    const earlier = await judgeKey(client, start);
    if (earlier !== null) return earlier;
    const remaining = start.limit - Number((await countRunning.one(client, start)).running);
    if (remaining <= 0) return { state: 'too-many' };
    await insertLease.run(client, start);
    if (start.idempotency !== null) {
      const { key, fingerprint } = start.idempotency;
      await upsertKey.run(client, { ...start, key, fingerprint });
    }
    return { state: 'begun', remaining: remaining - 1 };
  });
}

const selectKey = statement({
  text: `select k.fingerprint, k.interaction_id as "interactionId", k.sent_at as "sentAt", k.status,
      k.body, exists (
        select from store.running_actions r
        where r.integration_id = $integrationId and r.interaction_id = k.interaction_id
          and r.expires_at >= now()) as "isAlive"
    from store.idempotency_keys k where k.integration_id = $integrationId and k.key in ($key, ${hashOfKey('$key')})`,
  values: { integrationId: text, key: text },
  rows: {
    fingerprint: bytea,
    interactionId: text,
    sentAt: nullable(timestamptz),
    status: nullable(int),
    body: nullable(text),
    isAlive: bool,
  },
  isPrepared: true,
});

/** Null where the key is free: never used, or by an action that died before it sent anything. */
async function judgeKey(
  client: pg.PoolClient,
  { integrationId, idempotency }: ActionStart,
): Promise<ActionBeginning | null> {
  if (idempotency === null) return null;
  const { key, fingerprint } = idempotency;
  const earlier = await selectKey.first(client, { integrationId, key });
  if (earlier === null) return null;
  const { status, body, interactionId } = earlier;
  if (!fingerprint.equals(earlier.fingerprint)) return { state: 'other-request' };
  if (status !== null) {
    return body === null ? { state: 'erased' } : { state: 'answered', status, body, interactionId };
  }
  if (earlier.isAlive) return { state: 'running' };
  return earlier.sentAt === null ? null : { state: 'interrupted', interactionId };
}

const ofKey = { integrationId: text, key: text, interactionId: text };

const upsertKey = statement({
  text: `insert into store.idempotency_keys (integration_id, key, fingerprint, interaction_id)
    values ($integrationId, $key, $fingerprint, $interactionId)
    on conflict (integration_id, key) do update
      set interaction_id = excluded.interaction_id, created_at = clock_timestamp()`,
  values: { ...ofKey, fingerprint: bytea },
  isPrepared: true,
});

export type RunningAction = Pick<ActionStart, 'integrationId' | 'interactionId' | 'idempotency'>;

const renewLease = statement({
  text: `update store.running_actions
    set expires_at = now() + make_interval(secs => ${leaseSeconds})
    where integration_id = $integrationId and interaction_id = $interactionId`,
  values: { integrationId: text, interactionId: text },
});

/** To be called while the action is being worked on. */
export async function renewActionLease(database: Database, action: RunningAction): Promise<void> {
  await renewLease.run(database.pool, action);
}

const setSending = statement({
  text: `update store.idempotency_keys set sent_at = coalesce(sent_at, clock_timestamp())
    where integration_id = $integrationId and key = $key and interaction_id = $interactionId`,
  values: ofKey,
  isPrepared: true,
});

/**
 * Notes that something is about to be sent that must not be sent twice. False where another process
 * has taken the action for dead and works under its key: then nothing may be sent.
 */
export async function noteSending(database: Database, action: RunningAction): Promise<boolean> {
  if (action.idempotency === null) return true;
  return (await setSending.run(database.pool, { ...action, key: action.idempotency.key })) === 1;
}

const deleteLease = statement({
  text: `delete from store.running_actions
    where integration_id = $integrationId and interaction_id = $interactionId`,
  values: { integrationId: text, interactionId: text },
  isPrepared: true,
});

const whereKey = `where integration_id = $integrationId and key = $key
  and interaction_id = $interactionId`;

const deleteKey = statement({
  text: `delete from store.idempotency_keys ${whereKey}`,
  values: ofKey,
  isPrepared: true,
});

const updateAnswer = statement({
  text: `update store.idempotency_keys set status = $status, body = $body ${whereKey}`,
  values: { ...ofKey, status: int, body: text },
  isPrepared: true,
});

/**
 * Releases the lease. With an answer, the key answers the same from now on; without one (nothing
 * can have happened) it is free again.
 */
export async function endAction(
  database: Database,
  action: RunningAction,
  answer: { status: number; body: string } | null,
): Promise<void> {
  const { integrationId, interactionId, idempotency } = action;
  await inTransaction(database, async (client) => {
    await deleteLease.run(client, action);
    if (idempotency === null) return;
    const request = { integrationId, interactionId, key: idempotency.key };
    if (answer === null) await deleteKey.run(client, request);
    else await updateAnswer.run(client, { ...request, status: answer.status, body: answer.body });
  });
}
