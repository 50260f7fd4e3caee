import { randomUUID } from 'node:crypto';
import type { Clock } from '@hirewire/connector-kit';
import type { Database } from '@hirewire/store';
import { leaseRequest, releaseRequest } from '@hirewire/store';

/** Longer than a request takes, but for the largest files. */
const leaseMs = 120_000;
const pollMs = 100;

interface RouteOfRequest {
  database: Database;
  clock: Clock;
  integrationId: string;
  route: string;
  /** Requests under way at once, over all processes. */
  concurrency: number;
}

/** Waits until the route may have one more request under way, and returns what releases it. */
export async function waitForLease(
  { database, clock, ...route }: RouteOfRequest,
  signal: AbortSignal,
): Promise<() => void> {
  const request = { ...route, owner: randomUUID() };
  while (!(await leaseRequest(database, { ...request, leaseMs }))) {
    await clock.sleep(pollMs, signal);
  }
  // Otherwise the lease ends by itself.
  return () => void releaseRequest(database, request).catch(() => undefined);
}
