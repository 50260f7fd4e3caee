import { systemClock } from '@hirewire/connector-kit';
import type { Clock } from '@hirewire/connector-kit';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm forwards the Ctrl-C that the terminal has already sent us: that is not a second one. */
const echoMs = 1000;

/**
 * Longer than an orderly end takes: a request times out after 60 s, a worker's stop after 15 s.
 * After that something does not answer, such as a database behind a network that is gone.
 */
const maxStopMs = 90_000;

/**
 * A signal that is aborted at the first Ctrl-C (or SIGTERM, or when the terminal closes), for an
 * orderly end. A second one ends the process at once, and so does an end that takes too long.
 */
export function listenForStop(announce: () => void, clock: Clock = systemClock): AbortSignal {
  const controller = new AbortController();
  let firstMs: number | null = null;
  for (const name of stopSignals) {
    process.on(name, () => {
      const nowMs = clock.now().getTime();
      if (firstMs === null) {
        firstMs = nowMs;
        announce();
        exitLater();
        controller.abort(new Error('Stopped.'));
      } else if (nowMs - firstMs > echoMs) process.exit(130);
    });
  }
  return controller.signal;
}

function exitLater(): void {
  // Such a timer does not keep the process alive.
  AbortSignal.timeout(maxStopMs).addEventListener('abort', () => {
    process.stderr.write('Shutdown timed out; exiting now.\n');
    process.exit(1);
  });
}

/** Resolves when the signal is aborted. */
export function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
