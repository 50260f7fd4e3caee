import type { Log } from '@hirewire/server';

const methods = ['error', 'warn', 'trace'] as const;

/**
 * Libraries print some failures themselves (graphile-worker does, when its database is gone): they
 * belong into the log, in its format. Of a printed error, the log keeps what may be kept. Returns
 * what undoes it.
 */
export function captureConsole(log: Log): () => void {
  const before = methods.map((name) => [name, console[name]] as const);
  for (const name of methods) {
    console[name] = (...printed: unknown[]) => {
      const error = printed.find((part) => part instanceof Error);
      const message = printed.find((part) => typeof part === 'string') ?? 'A library failed';
      log.warn({ event: 'library.warned', error }, message);
    };
  }
  return () => {
    for (const [name, original] of before) console[name] = original;
  };
}
