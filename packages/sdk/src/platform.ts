// All that the SDK takes from its surroundings, so that one file says what a runtime must have:
// fetch, URL, AbortSignal.any, Web Crypto and timers. Node.js 20.3, Bun, Deno, browsers and edge
// runtimes have them all.

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Bound to nothing, as browsers refuse a `fetch` that is called as a method. */
export const ownFetch: Fetch = (url, init) => fetch(url, init);

/** Resolves after a time in milliseconds; rejects with the signal's reason when it is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

export const now = (): number => Date.now();

/** From 0 to below 1, for spreading waits only. */
export const random = (): number => Math.random();

/** Milliseconds on a monotonic clock. */
export const elapsed = (): number => performance.now();

interface FileSystem {
  readonly promises: { readFile(path: string): Promise<Uint8Array<ArrayBuffer>> };
}

/** Reads a file; a TypeError where there is no file system. */
export async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  // Not imported, so that bundlers for browsers have nothing to resolve.
  const { process } = globalThis as {
    process?: { getBuiltinModule?(name: 'node:fs'): FileSystem };
  };
  const files = process?.getBuiltinModule?.('node:fs');
  if (files === undefined) {
    throw new TypeError('Files cannot be read by their path here: give a `blob` or a `stream`.');
  }
  return files.promises.readFile(path);
}
