import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds since the epoch; tests pass their own to make `updatedAt` predictable. */
export type Now = () => number;

/** The only place of this package that reads the machine's clock. */
export const systemNow: Now = () => Date.now();

/** Resolves after `durationMs`; used by the `slow` fault. */
export function delay(durationMs: number): Promise<void> {
  return wait(durationMs);
}
