import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';

/** Keeps a simulator's state in a file, which is always complete: one state or the next. */
export class SavedState {
  readonly #file: string;
  readonly #takeSnapshot: () => unknown;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  /** V8's own format keeps objects shared that are shared: `takeSnapshot` need not copy. */
  constructor(file: string, takeSnapshot: () => unknown) {
    this.#file = file;
    this.#takeSnapshot = takeSnapshot;
  }

  /** Resolves when everything that has changed until now is on disk. Calls share their writes. */
  save(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      const writing = this.#write();
      // Whoever waits for the next write has no part in the failure of this one.
      this.#running = writing.catch(() => undefined);
      return writing;
    });
    return this.#next;
  }

  async #write(): Promise<void> {
    const draft = `${this.#file}.new`;
    const content = serialize(this.#takeSnapshot());
    await mkdir(path.dirname(this.#file), { recursive: true, mode: 0o700 });
    await writeFile(draft, content, { mode: 0o600, flush: true });
    await rename(draft, this.#file);
  }
}

/** The snapshot in a file; null where there is no file yet. */
export async function loadSnapshot(file: string): Promise<unknown> {
  try {
    return deserialize(await readFile(file));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(
      `Cannot read the state of the simulator in ${file}. Delete the file to start from the seed.`,
      { cause: error },
    );
  }
}
