import { systemClock } from '@hirewire/connector-kit';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm passes on the Ctrl-C that the terminal has already sent us: the same wish, not a second. */
const echoMs = 1000;

/**
 * A signal that is aborted at the first Ctrl-C (or SIGTERM, or when the terminal closes), for an
 * orderly end. The second one ends the process at once.
 */
export function listenForStop(announce: () => void): AbortSignal {
  const controller = new AbortController();
  let firstMs: number | null = null;
  for (const name of stopSignals) {
    process.on(name, () => {
      const nowMs = systemClock.now().getTime();
      if (firstMs === null) {
        firstMs = nowMs;
        announce();
        controller.abort(new Error('Stopped.'));
      } else if (nowMs - firstMs > echoMs) process.exit(130);
    });
  }
  return controller.signal;
}

/** Resolves when the signal is aborted. */
export function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
