import { setImmediate } from 'node:timers/promises';
import type { Clock } from './http/remote.ts';

/** The machine's clock. This file alone reads the time and sets timers. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason);
        return;
      }
      const onAbort = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', onAbort, { once: true });
    }),
};

export interface TestClock extends Clock {
  /** Every sleep so far, in milliseconds and in the order in which they were asked for. */
  readonly sleeps: readonly number[];
  advance(milliseconds: number): void;
}

/**
 * A clock of virtual time: it stands still until somebody sleeps, and a sleep takes no real
 * time but moves the clock on by its length.
 *
 * @example
 * const clock = createTestClock('2026-01-15T12:00:00Z');
 * await clock.sleep(60_000); // at once
 * clock.now().toISOString(); // '2026-01-15T12:01:00.000Z'
 */
export function createTestClock(startAt: string | Date): TestClock {
  let nowMs = new Date(startAt).getTime();
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => new Date(nowMs),
    advance: (milliseconds) => {
      nowMs += milliseconds;
    },
    sleep: async (milliseconds, signal) => {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      nowMs += milliseconds;
      await Promise.resolve();
    },
  };
}

/** Lets whatever else waits in this process have its turn, in the middle of long work. */
export function giveWay(): Promise<void> {
  return setImmediate();
}
