import type { Clock } from '@hirewire/connector-kit';
import { systemClock } from '@hirewire/connector-kit';

/** Waits for a vendor are longer than those between two looks at the database, which stay. */
const maxLookMs = 500;
/** Waits for a vendor are shorter than those between the rounds of a worker, which stay. */
const minRoundMs = 10_000;

/** A vendor's second takes 10 ms. */
const factor = 100;

export const fastClock: Clock = {
  now: () => systemClock.now(),
  sleep: (milliseconds, signal) => {
    const isForVendor = milliseconds > maxLookMs && milliseconds < minRoundMs;
    const waitMs = isForVendor ? Math.ceil(milliseconds / factor) : milliseconds;
    return systemClock.sleep(waitMs, signal);
  },
};
