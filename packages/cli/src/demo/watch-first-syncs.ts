import type { Clock } from '@hirewire/connector-kit';

export type FirstSyncState = 'ready' | 'syncing' | 'failed';

export interface FirstSyncWatch {
  clock: Pick<Clock, 'sleep'>;
  /** How long those that are slow or stuck may keep back one that is ready. */
  maxWaitMs: number;
  signal: AbortSignal;
  /** Called for each as it ends, with why it has failed. */
  onEnd: (id: string, failure: unknown) => void;
}

/**
 * Resolves when all first syncs have ended, or when one is ready and the time for the others is over:
 * how each stands then. The others go on.
 *
 * @throws the first failure where all have failed, or the signal's reason
 */
export async function watchFirstSyncs(
  syncs: ReadonlyMap<string, Promise<void>>,
  { clock, maxWaitMs, signal, onEnd }: FirstSyncWatch,
): Promise<ReadonlyMap<string, FirstSyncState>> {
  const states = new Map([...syncs.keys()].map((id): [string, FirstSyncState] => [id, 'syncing']));
  const failures: unknown[] = [];
  const end = (id: string, failure: unknown = null): void => {
    states.set(id, failure === null ? 'ready' : 'failed');
    if (failure !== null) failures.push(failure);
    if (!signal.aborted) onEnd(id, failure);
  };
  const all = Promise.all(
    [...syncs].map(([id, sync]) =>
      sync.then(
        () => end(id),
        (error: unknown) => end(id, error),
      ),
    ),
  );
  const ended = new AbortController();
  const time = clock.sleep(maxWaitMs, AbortSignal.any([signal, ended.signal]));
  const enough = Promise.all([Promise.any(syncs.values()), time]);
  // Where none is ready, or the wait is over, all have ended.
  await Promise.race([all, enough.catch(() => all)]);
  ended.abort();
  signal.throwIfAborted();
  if (failures.length === syncs.size && failures.length > 0) throw failures[0];
  return new Map(states);
}
