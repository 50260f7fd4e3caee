import type { Clock } from '@hirewire/connector-kit';
import { systemClock } from '@hirewire/connector-kit';

/** Waits for a vendor are shorter; those between the rounds of a worker are not shortened. */
const roundMs = 10_000;

/** A vendor's second takes 10 ms. */
const factor = 100;

export const fastClock: Clock = {
  now: () => systemClock.now(),
  sleep: (milliseconds, signal) => {
    const waitMs = milliseconds < roundMs ? Math.ceil(milliseconds / factor) : milliseconds;
    return systemClock.sleep(waitMs, signal);
  },
};
