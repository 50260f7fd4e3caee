import type { Clock, Limiter, RequestObserver } from '@hirewire/connector-kit';
import type { ReadCost } from '@hirewire/store';

/** To ask for a place in the pace takes a moment, which is no wait. */
const minWaitMs = 10;

/** Counts the requests of one client, and for how long the vendor's limits held them back. */
export interface RequestTally {
  limiter: Limiter;
  /** Sleeps of the client, too, are waits: after a refusal for its rate, or a failure. */
  clock: Clock;
  observer: RequestObserver;
  /** What has come together since the last time. */
  take(): ReadCost;
}

export function createRequestTally(parts: { limiter: Limiter; clock: Clock }): RequestTally {
  let requests = 0;
  let waitedMs = 0;
  let waiting = 0;
  let since = 0;
  const now = (): number => parts.clock.now().getTime();

  /** Waits at the same time count once. */
  async function wait<Result>(work: () => Promise<Result>): Promise<Result> {
    if (waiting === 0) since = now();
    waiting += 1;
    try {
      return await work();
    } finally {
      waiting -= 1;
      const lengthMs = now() - since;
      if (waiting === 0 && lengthMs >= minWaitMs) waitedMs += lengthMs;
    }
  }

  return {
    limiter: { acquire: (limit, signal) => wait(() => parts.limiter.acquire(limit, signal)) },
    clock: {
      now: () => parts.clock.now(),
      sleep: (milliseconds, signal) => wait(() => parts.clock.sleep(milliseconds, signal)),
    },
    observer: { onRequest: () => void (requests += 1) },
    take() {
      const cost = { requests, waitedMs };
      requests = 0;
      waitedMs = 0;
      return cost;
    },
  };
}
