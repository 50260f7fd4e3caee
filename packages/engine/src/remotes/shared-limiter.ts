import type { Clock, Limiter, RequestLimit } from '@hirewire/connector-kit';
import type { Database } from '@hirewire/store';
import { reserveRequests } from '@hirewire/store';

interface LimiterEnvironment {
  database: Database;
  clock: Clock;
}

/** Requests are reserved in groups of this length, so that quick ones do not each ask the database. */
const reservationMs = 100;

/**
 * Keeps an integration's request budget over all processes: the pace is kept in the database, the
 * number of requests under way in this process (a run has only one; see `tryRunLock`).
 */
export function createSharedLimiter(
  options: LimiterEnvironment & { integrationId: string; route?: string },
): Limiter {
  const { database, integrationId, clock, route } = options;
  const ofRoutes = new Map<string, Limiter>();
  let freeAt: number[] = [];
  let underWay = 0;
  const waiting: (() => void)[] = [];
  let turn: Promise<void> = Promise.resolve();

  async function takePermit(limit: RequestLimit, signal: AbortSignal): Promise<void> {
    if (freeAt.length === 0) {
      const intervalMs = limit.windowMs / limit.requests;
      const count = Math.max(1, Math.floor(reservationMs / intervalMs));
      const lengthMs = intervalMs * count;
      const waitMs = await reserveRequests(database, { integrationId, lengthMs, route });
      const start = clock.now().getTime() + waitMs;
      freeAt = Array.from({ length: count }, (_, index) => start + index * intervalMs);
    }
    const waitMs = (freeAt.shift() ?? 0) - clock.now().getTime();
    if (waitMs > 0) await clock.sleep(waitMs, signal);
  }

  async function waitForRelease(limit: RequestLimit): Promise<void> {
    while (underWay >= limit.concurrency) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  return {
    async acquire(limit, signal) {
      signal.throwIfAborted();
      // Before a place is taken that other requests could use meanwhile.
      for (const { name, ...pace } of limit.routes ?? []) {
        const ofRoute = ofRoutes.get(name) ?? createSharedLimiter({ ...options, route: name });
        ofRoutes.set(name, ofRoute);
        await ofRoute.acquire({ ...pace, concurrency: Infinity }, signal);
      }
      await waitForRelease(limit);
      underWay += 1;
      const release = (): void => {
        underWay -= 1;
        waiting.shift()?.();
      };
      // One at a time, in the order of asking.
      const permit = turn.then(() => takePermit(limit, signal));
      turn = permit.catch(() => undefined);
      try {
        await permit;
      } catch (error) {
        release();
        throw error;
      }
      return { release };
    },
  };
}

/** By database: tests have several in one process. */
const limiters = new WeakMap<Database, Map<string, Limiter>>();
const maxRemembered = 1000;

/**
 * The limiter of all that this process asks an integration's vendor outside of syncs, which shares
 * the concurrency.
 */
export function limiterOf(environment: LimiterEnvironment, integrationId: string): Limiter {
  const { database, clock } = environment;
  const known = limiters.get(database) ?? new Map<string, Limiter>();
  limiters.set(database, known);
  const limiter =
    known.get(integrationId) ?? createSharedLimiter({ database, clock, integrationId });
  // The least recently used one goes, which has nothing under way by then.
  known.delete(integrationId);
  known.set(integrationId, limiter);
  const [oldest] = known.keys();
  if (known.size > maxRemembered && oldest !== undefined) known.delete(oldest);
  return limiter;
}
