import { randomUUID } from 'node:crypto';
import type { Clock } from '@hirewire/connector-kit';
import type { Database } from '@hirewire/store';
import { freeRequestSlot, takeRequestSlot } from '@hirewire/store';

/** Longer than a request takes, but for the largest files. */
const leaseMs = 120_000;
const pollMs = 100;

interface Slots {
  database: Database;
  clock: Clock;
  integrationId: string;
  route: string;
  /** Requests under way at once, over all processes. */
  concurrency: number;
}

/** Waits for one of a route's slots, and returns what frees it. */
export async function takeSlot(
  { database, clock, ...slots }: Slots,
  signal: AbortSignal,
): Promise<() => void> {
  const slot = { ...slots, holder: randomUUID() };
  while (!(await takeRequestSlot(database, { ...slot, leaseMs }))) {
    await clock.sleep(pollMs, signal);
  }
  // Otherwise the end of its lease frees it.
  return () => void freeRequestSlot(database, slot).catch(() => undefined);
}
