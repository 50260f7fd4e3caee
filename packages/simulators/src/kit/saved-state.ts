import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { SeededRandom } from './random.ts';
import { Table } from './table.ts';
import type { TableContent } from './table.ts';

/** A part of a simulator that a state file keeps. */
export interface SavedPart {
  /** Need not be a copy. */
  readonly content: unknown;
  restore(content: unknown): void;
}

/** What a state grew from: a file fits no other simulator. */
interface Origin {
  seed: number;
  candidates: number;
}

/** Reads the state of a file back into its parts; null where nothing is to be kept. */
export async function openSavedState(
  file: string | undefined,
  parts: Readonly<Record<string, SavedPart>>,
  origin: Origin,
): Promise<SavedState | null> {
  if (file === undefined) return null;
  const saved = (await loadSnapshot(file)) as (Origin & Record<string, unknown>) | null;
  if (saved !== null) {
    if (saved.seed !== origin.seed || saved.candidates !== origin.candidates) {
      throw new Error(
        `The saved simulator has ${saved.candidates} candidates of seed ${saved.seed}, ` +
          `not ${origin.candidates} of seed ${origin.seed}.`,
      );
    }
    for (const [name, part] of Object.entries(parts)) {
      if (saved[name] !== undefined) part.restore(saved[name]);
    }
  }
  return new SavedState(file, () => ({
    ...origin,
    ...Object.fromEntries(Object.entries(parts).map(([name, { content }]) => [name, content])),
  }));
}

/** Keeps the fields of an object of records: tables, maps and sets; an unknown one stays as it is. */
export function savedRecords(records: object): SavedPart {
  return {
    get content() {
      const held = Object.entries(records).map(([name, value]: [string, unknown]) => [
        name,
        value instanceof Table ? value.content : value,
      ]);
      return Object.fromEntries(held) as unknown;
    },
    restore(content) {
      for (const [name, value] of Object.entries(content as Record<string, unknown>)) {
        const current = (records as Record<string, unknown>)[name];
        if (current instanceof Table) current.restore(value as TableContent<never>);
        else if (name in records) Object.assign(records, { [name]: value });
      }
    },
  };
}

/** Keeps which random number comes next, so that ids stay unique. */
export function savedRandom(random: SeededRandom): SavedPart {
  return {
    get content() {
      return random.state;
    },
    restore(content) {
      random.state = Number(content);
    },
  };
}

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
async function loadSnapshot(file: string): Promise<unknown> {
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
