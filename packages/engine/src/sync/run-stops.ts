import { isWorkWaiting, readDatabaseTime } from '@hirewire/store';
import type { SyncRun } from '@hirewire/store';
import type { SyncEnvironment } from './sync-environment.ts';
import { runLimitsOf } from './sync-environment.ts';

/** The run has taken longer than any may: it ends here. */
export class RunTimedOutError extends Error {
  override readonly name = 'RunTimedOutError';
}

/** Other work waits for the worker: the run returns to the queue, and is resumed later. */
export class SliceEndedError extends Error {
  override readonly name = 'SliceEndedError';
}

/** The vendor does not respond: the run returns to the queue, and is resumed later. */
export class VendorUnavailableError extends Error {
  override readonly name = 'VendorUnavailableError';
  /** Milliseconds that the vendor asks to wait; 0 if it does not say. */
  readonly pauseMs: number;

  constructor(
    message: string,
    { pauseMs = 0, ...options }: ErrorOptions & { pauseMs?: number } = {},
  ) {
    super(message, options);
    this.pauseMs = pauseMs;
  }
}

/** Between two checks whether work waits. */
const lookIntervalMs = 1000;

/** To be called at page boundaries: throws `SliceEndedError` if the slice is over and work waits. */
export function createSlice(
  environment: Pick<SyncEnvironment, 'database' | 'clock' | 'runLimits'>,
  integrationId: string,
): () => Promise<void> {
  const { database, clock } = environment;
  let lookAt = clock.now().getTime() + runLimitsOf(environment).sliceMs;
  return async () => {
    const now = clock.now().getTime();
    if (now < lookAt) return;
    lookAt = now + lookIntervalMs;
    if (await isWorkWaiting(database, integrationId)) throw new SliceEndedError();
  };
}

/** Calls `stop` when the run reaches its time limit; returns a function that cancels that. */
export async function limitTime(
  environment: SyncEnvironment,
  { startedAt }: Pick<SyncRun, 'startedAt'>,
  stop: (reason: Error) => void,
): Promise<() => void> {
  const { totalMs } = runLimitsOf(environment);
  const now = await readDatabaseTime(environment.database.pool);
  const leftMs = Math.max(
    0,
    totalMs - (startedAt === null ? 0 : now.getTime() - startedAt.getTime()),
  );
  const ended = new AbortController();
  environment.clock.sleep(leftMs, ended.signal).then(
    () => stop(new RunTimedOutError('The run took too long.')),
    () => undefined,
  );
  return () => ended.abort();
}
