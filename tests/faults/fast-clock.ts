import type { Clock } from '@hirewire/connector-kit';
import { systemClock } from '@hirewire/connector-kit';

/** Pauses between two looks at the database, which are not shortened: each look is a statement. */
const maxLookMs = 500;

/** A clock whose pauses, from longer than a look to shorter than `maxMs`, pass `factor` times faster. */
export function createFastClock(factor: number, maxMs = Infinity): Clock {
  return {
    now: () => systemClock.now(),
    sleep: (milliseconds, signal) => {
      const isShortened = milliseconds > maxLookMs && milliseconds < maxMs;
      const waitMs = isShortened ? Math.ceil(milliseconds / factor) : milliseconds;
      return systemClock.sleep(waitMs, signal);
    },
  };
}

/** Shortens waits for a vendor, of which a second takes 10 ms, but not the rounds of a worker. */
export const fastClock = createFastClock(100, 10_000);
