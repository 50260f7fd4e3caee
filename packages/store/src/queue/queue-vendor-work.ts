import type { Database, Queryable } from '../database/database.ts';
import { maxTries } from './queue-tries.ts';

/** A queued work item: read again what a vendor says has changed. */
export interface ChangedWorkItem {
  integrationId: string;
  /** Of the delivery that said so. */
  deliveryId: string;
  /** Null for what cannot be named, or not one by one. */
  changed: readonly { model: string; remoteId: string | null }[];
}

/** A queued work item: have a vendor send nothing more for an integration that is gone. */
export interface UnregisterWorkItem {
  integrationId: string;
  tool: string;
  settings: Readonly<Record<string, unknown>>;
  remoteBaseUrl: string | null;
  /** Still sealed, in base64: the integration has none any more. */
  sealedCredentials: string;
  /** What the vendor was asked to send, by the vendor's ids. */
  webhookIds: readonly string[];
}

export const changedTaskName = 'read-changed';
export const unregisterTaskName = 'take-back-vendor-webhooks';

/**
 * For which events of an integration are gathered: vendors send one twice, and several for one
 * change. The queue looks for what is due once a second.
 */
const gatherSeconds = 0.2;

/** Far longer than reading what an event names takes. */
const lostAfterMinutes = 10;

/** Adds to the integration's item that waits, or makes one. */
export async function queueChanged(
  database: Database,
  items: readonly [ChangedWorkItem, ...ChangedWorkItem[]],
): Promise<void> {
  for (;;) {
    const { rows } = await database.pool.query<{ id: string | null }>(
      `select id from graphile_worker.add_job($1, $2::json, job_key => $3, max_attempts => $4,
         run_at => now() + make_interval(secs => $5), job_key_mode => 'preserve_run_at')`,
      [
        changedTaskName,
        // Of two lists the queue makes one.
        JSON.stringify(items),
        `changed:${items[0].integrationId}`,
        maxTries,
        gatherSeconds,
      ],
    );
    // None: a worker took the one that waited, just now.
    if (rows[0]?.id) return;
  }
}

/**
 * Works on such an item. The queue tries it again, unless a newer one has taken its place: then that
 * one is told of it.
 */
export async function workOnChanged(
  database: Database,
  { id, items }: { id: string; items: readonly [ChangedWorkItem, ...ChangedWorkItem[]] },
  readChanged: (items: readonly [ChangedWorkItem, ...ChangedWorkItem[]]) => Promise<void>,
): Promise<void> {
  try {
    await readChanged(items);
  } catch (error) {
    const { rowCount } = await database.pool.query(
      'select from graphile_worker.jobs where id = $1 and key is not null',
      [id],
    );
    if (rowCount === 0) await queueChanged(database, items);
    throw error;
  }
}

/** In the transaction that deletes the integration. */
export async function queueUnregister(client: Queryable, item: UnregisterWorkItem): Promise<void> {
  await client.query('select graphile_worker.add_job($1, $2::json, max_attempts => $3)', [
    unregisterTaskName,
    JSON.stringify(item),
    maxTries,
  ]);
}

/**
 * Gives back to the queue such items that a worker has had for so long that it must have died; the
 * queue itself waits four hours. Doing one twice does no harm.
 */
export async function releaseLostVendorWork(database: Database): Promise<void> {
  await database.pool.query(
    `select graphile_worker.force_unlock_workers(array_agg(locked_by))
     from graphile_worker.jobs
     where task_identifier = any ($1) and locked_at < now() - make_interval(mins => $2)
     having count(*) > 0`,
    [[changedTaskName, unregisterTaskName], lostAfterMinutes],
  );
}
