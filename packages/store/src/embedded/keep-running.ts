import { pause } from './pause.ts';
import type { Postmaster } from './postmaster.ts';
import type { JoinOptions, Share } from './run-server.ts';
import { joinOrStart, stopServer } from './run-server.ts';

export interface EmbeddedLog {
  info(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** A share in the server that is taken again whenever it is lost. */
export interface KeptShare {
  /** As it was first. */
  readonly postmaster: Postmaster;
  /** Ends it for good, and stops the server where it was the last share. */
  close(): Promise<void>;
  unref(): void;
}

export interface KeepOptions {
  log: EmbeddedLog;
  /**
   * Another process has started the server again, at another address: one of another version, or with
   * other settings.
   */
  onMoved: (postmaster: Postmaster) => void;
}

/** Before each further try. A server that ends again soon after its start continues in the row. */
const pausesMs = [0, 250, 1000, 5000, 15_000, 30_000];
/** A server that has run for so long may be started again at once. */
const steadyMs = 60_000;

/**
 * Joins or starts the server. When it ends, or PostgreSQL ends our session, the share is taken again:
 * others would stop a server in which nobody seems to have one, and without a server this process can
 * do nothing. It goes on trying, as what is in the way may go: a full disk is emptied.
 */
export async function keepRunning(
  options: Pick<JoinOptions, 'home' | 'settings'>,
  { log, onMoved }: KeepOptions,
): Promise<KeptShare> {
  const closing = new AbortController();
  const { signal } = closing;
  let isReferenced = true;
  let tries = 0;
  let readyAt = 0;
  let regaining = Promise.resolve();

  async function join(former: Postmaster | null): Promise<Share> {
    const taken = await joinOrStart({ ...options, former, onLost, signal });
    readyAt = performance.now();
    if (!isReferenced) taken.lease.unref();
    return taken;
  }

  async function rejoin(): Promise<void> {
    const pauseMs = pausesMs[Math.min(tries, pausesMs.length - 1)];
    tries += 1;
    await pause(pauseMs, undefined, { signal, ref: isReferenced });
    const former = share.postmaster;
    share = await join(former);
    if (!isSameAddress(former, share.postmaster)) onMoved(share.postmaster);
  }

  function onLost(): void {
    if (signal.aborted) return;
    const message = 'The bundled PostgreSQL stopped, or ended our session; starting it again';
    log.error({ event: 'postgres.stopped' }, message);
    if (performance.now() - readyAt > steadyMs) tries = 0;
    regaining = untilDone(rejoin, { log, signal });
  }

  let share = await join(null);
  return {
    postmaster: share.postmaster,
    unref() {
      isReferenced = false;
      share.lease.unref();
    },
    async close() {
      closing.abort(new Error('The embedded PostgreSQL is being closed.'));
      await regaining;
      const { lease, postmaster } = share;
      if (await lease.release()) await stopServer(options.home, postmaster);
      await lease.end();
    },
  };
}

function isSameAddress(one: Postmaster, other: Postmaster): boolean {
  return one.port === other.port && one.socketDirectory === other.socketDirectory;
}

/** Tries until it succeeds or is aborted. */
async function untilDone(
  rejoin: () => Promise<void>,
  { log, signal }: { log: EmbeddedLog; signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await rejoin();
      log.info({ event: 'postgres.ready' }, 'The bundled PostgreSQL is ready again');
      return;
    } catch (error) {
      if (signal.aborted) return;
      const message = 'Starting the bundled PostgreSQL failed; will retry';
      log.error({ event: 'postgres.start.failed', error }, message);
    }
  }
}
