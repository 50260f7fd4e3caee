import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Database } from '../database/database.ts';
import { findRun, listRuns } from '../sync/find-runs.ts';
import type { SyncRun } from '../sync/find-runs.ts';
import { skipQueueWaits } from './disturb.ts';

type Nothing = false | null | undefined;

interface Waiting {
  state?: () => string;
  pool?: Pool;
}

/** Far longer than anything takes, also on a busy machine; only a fault lasts as long. */
const limitMs = 120_000;

/**
 * Looks again and again until there is something to see, and returns it. `state` says what there is
 * instead when the wait is given up. With a `pool`, no pause of its queue is waited for.
 */
export async function until<Found>(
  look: () => Found | Nothing | Promise<Found | Nothing>,
  { state = () => '', pool }: Waiting = {},
): Promise<Found> {
  const limit = AbortSignal.timeout(limitMs);
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found;
    assert.ok(!limit.aborted, `it did not become so: ${String(look)} ${state()}`);
    await pause(20);
    if (pool !== undefined) await skipQueueWaits(pool);
  }
}

/** Waits until a sync of the integration has ended: the given one, or the latest. */
export function untilEnded(
  database: Database,
  { integrationId, runId }: { integrationId: string; runId?: string },
  waiting: Waiting = {},
): Promise<SyncRun> {
  return until(async () => {
    const run =
      runId === undefined
        ? (await listRuns(database, integrationId, { limit: 1 }))[0]
        : await findRun(database, integrationId, runId);
    return run?.endedAt && run;
  }, waiting);
}
