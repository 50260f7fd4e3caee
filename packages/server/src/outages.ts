import type { Clock, Log } from '@hirewire/connector-kit';
import { isConnectionError } from '@hirewire/store';

/** Lines of work that is tried again and again until the database is back. */
const repeatedEvents = new Set<unknown>([
  'action.lease.failed',
  'health.not_ready',
  'maintenance.purge.failed',
  'queue.fetch.failed',
  'queue.warning',
  'webhook.claim.failed',
  'webhook.delivery.crashed',
  'worker.queue.crashed',
  'worker.requeue.failed',
  'worker.schedule.failed',
]);

/** Between two looks whether the database is back. */
const probeMs = 1000;

interface Watch {
  log: Log;
  clock: Clock;
  /** Rejects while the database is away. */
  probe: () => Promise<unknown>;
  signal: AbortSignal;
}

export interface Outages {
  /** Whether a line only repeats that the database is away, which has a line of its own by then. */
  isRepeated(fields: unknown): boolean;
  /** Until this, lines are left as they are. */
  watch(watch: Watch): void;
}

/** Notices outages of the database by what is logged of them: one line for each, and one at its end. */
export function createOutages(): Outages {
  let watched: Watch | null = null;
  let isAway = false;
  async function untilBack({ log, clock, probe, signal }: Watch): Promise<void> {
    while (isAway && !signal.aborted) {
      await clock.sleep(probeMs, signal).catch(() => undefined);
      isAway = await probe().then(
        () => false,
        () => true,
      );
    }
    if (!isAway) log.info({ event: 'database.reachable' }, 'Database reachable again');
  }
  return {
    isRepeated(fields) {
      if (watched === null || typeof fields !== 'object' || fields === null) return false;
      const { event, error } = fields as { event?: unknown; error?: unknown };
      if (!repeatedEvents.has(event) || !isConnectionError(error)) return false;
      if (!isAway) {
        isAway = true;
        watched.log.warn(
          { event: 'database.unreachable', error },
          'Database unreachable; retrying',
        );
        void untilBack(watched);
      }
      return true;
    },
    watch: (watch) => void (watched = watch),
  };
}
