import type { Clock, Limiter, Permit } from './remote.ts';
import type { RequestLimit } from './request-limit.ts';

/**
 * A limiter for one process, first come first served: for tests and for the check of
 * credentials that belong to no integration yet. Everything else shares one across processes.
 */
export function createLocalLimiter(clock: Clock): Limiter {
  /** When the requests of the current window were let through, oldest first. */
  let admittedAt: number[] = [];
  const ofRoutes = new Map<string, Limiter>();
  let underWay = 0;
  let queue: Promise<void> = Promise.resolve();
  let announceRelease: () => void = () => undefined;

  async function waitForRoom(limit: RequestLimit, signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (underWay >= limit.concurrency) {
        const released = new Promise<void>((resolve) => {
          announceRelease = resolve;
        });
        await settledOrAborted(released, signal);
        continue;
      }
      const nowMs = clock.now().getTime();
      admittedAt = admittedAt.filter((at) => at > nowMs - limit.windowMs);
      const blocking = admittedAt.at(-limit.requests);
      if (blocking === undefined) return;
      await clock.sleep(blocking + limit.windowMs - nowMs, signal);
    }
  }

  return {
    async acquire(limit, signal) {
      const held: Permit[] = [];
      for (const route of limit.routes ?? []) {
        const ofRoute = ofRoutes.get(route.name) ?? createLocalLimiter(clock);
        ofRoutes.set(route.name, ofRoute);
        held.push(await ofRoute.acquire({ concurrency: Infinity, ...route }, signal));
      }
      const previous = queue;
      const turn = Promise.withResolvers<void>();
      queue = previous.then(() => turn.promise);
      try {
        await settledOrAborted(previous, signal);
        await waitForRoom(limit, signal);
        underWay += 1;
        admittedAt.push(clock.now().getTime());
      } finally {
        turn.resolve();
      }
      let isReleased = false;
      return {
        release() {
          if (isReleased) return;
          isReleased = true;
          underWay -= 1;
          announceRelease();
          for (const permit of held) permit.release();
        },
      };
    },
  };
}

async function settledOrAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
