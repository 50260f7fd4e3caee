import { RemoteError } from '@hirewire/connector-kit';
import type {
  Clock,
  Limiter,
  RequestLimit,
  RequestsLeft,
  RouteLimit,
} from '@hirewire/connector-kit';
import type { Database } from '@hirewire/store';
import { pauseRequests, reserveRequests, slowRequests } from '@hirewire/store';
import { waitForLease } from './lease-request.ts';

interface LimiterEnvironment {
  database: Database;
  clock: Clock;
}

/** Requests are reserved in groups of this length, so that quick ones do not each ask the database. */
const reservationMs = 100;

/** A longer pause would block a worker: the work is resumed later instead. */
const maxPauseMs = 30_000;

interface LimiterOptions extends LimiterEnvironment {
  integrationId: string;
  /** Of which it keeps the further budget; left out for that of all requests. */
  route?: string;
}

/**
 * Keeps an integration's request budget over all processes: the pace is kept in the database, the
 * number of requests under way in this process (a run has only one; see `tryRunLock`).
 */
export function createSharedLimiter(options: LimiterOptions): Limiter {
  const { clock } = options;
  const enterRoutes = createRoutes(options);
  let freeAt: number[] = [];
  let underWay = 0;
  const waiting: (() => void)[] = [];
  let turn: Promise<void> = Promise.resolve();

  async function takePermit(limit: RequestLimit, signal: AbortSignal): Promise<void> {
    if (freeAt.length === 0) freeAt = await reserve(options, limit);
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
      const releaseRoutes = await enterRoutes(limit.routes ?? [], signal);
      await waitForRelease(limit);
      underWay += 1;
      const release = (): void => {
        underWay -= 1;
        waiting.shift()?.();
        for (const releaseRoute of releaseRoutes) releaseRoute();
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
      return {
        release,
        async learn(left) {
          if (await learnPace(options, limit, left)) freeAt = [];
        },
      };
    },
  };
}

/** Waits for the further budgets of routes, and returns what releases them. */
function createRoutes(
  options: LimiterOptions,
): (routes: readonly RouteLimit[], signal: AbortSignal) => Promise<(() => void)[]> {
  const ofRoutes = new Map<string, Limiter>();
  return async (routes, signal) => {
    const releases: (() => void)[] = [];
    for (const { name, concurrency, ...pace } of routes) {
      const ofRoute = ofRoutes.get(name) ?? createSharedLimiter({ ...options, route: name });
      ofRoutes.set(name, ofRoute);
      await ofRoute.acquire({ ...pace, concurrency: Infinity }, signal);
      if (concurrency === undefined) continue;
      releases.push(await waitForLease({ ...options, route: name, concurrency }, signal));
    }
    return releases;
  };
}

/** Times at which requests may be sent. */
async function reserve(
  { database, integrationId, route, clock }: LimiterOptions,
  limit: RequestLimit,
): Promise<number[]> {
  const declaredMs = limit.windowMs / limit.requests;
  const lengthMs = declaredMs * Math.max(1, Math.floor(reservationMs / declaredMs));
  const reserved = await reserveRequests(database, { integrationId, lengthMs, route });
  if (reserved.pausedMs > maxPauseMs) throw paused(reserved.pausedMs);
  const start = clock.now().getTime() + reserved.waitMs;
  const intervalMs = Math.max(declaredMs, reserved.intervalMs);
  const length = Math.max(1, Math.floor(lengthMs / intervalMs + 0.001));
  return Array.from({ length }, (_, index) => start + index * intervalMs);
}

/**
 * Tells all processes a pace that is slower than the declared one; a faster one does not count.
 * Whether it is slower.
 */
async function learnPace(
  { database, integrationId }: Pick<LimiterEnvironment, 'database'> & { integrationId: string },
  limit: RequestLimit,
  { requests, windowMs }: RequestsLeft,
): Promise<boolean> {
  const intervalMs = windowMs / requests;
  if (windowMs <= 0 || intervalMs <= limit.windowMs / limit.requests) return false;
  if (requests === 0) await pauseRequests(database, { integrationId, pauseMs: windowMs });
  else await slowRequests(database, { integrationId, intervalMs, forMs: windowMs });
  return true;
}

function paused(retryAfterMs: number): RemoteError {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const message = `The tool takes no more requests for ${seconds} s. Try again then.`;
  return new RemoteError({ kind: 'rate-limited', message, status: null, retryAfterMs });
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
