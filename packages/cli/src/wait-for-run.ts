import { systemClock } from '@hirewire/connector-kit';
import { findRun } from '@hirewire/store';
import type { Database, SyncRun } from '@hirewire/store';

const pollIntervalMs = 250;

/**
 * Watches a sync run until it ends, and shows each state on the way.
 *
 * @throws the signal's reason when it is aborted first
 */
export async function waitForRun(
  database: Database,
  run: { integrationId: string; runId: string },
  watch: { signal: AbortSignal; show: (run: SyncRun) => void },
): Promise<SyncRun> {
  for (;;) {
    watch.signal.throwIfAborted();
    const current = await findRun(database, run.integrationId, run.runId);
    if (current === null) throw new Error('The sync run is gone: its integration was deleted.');
    watch.show(current);
    if (current.endedAt !== null) return current;
    await systemClock.sleep(pollIntervalMs, watch.signal);
  }
}
