import type { Json } from '../declaration/records.ts';

/** What several models are made from, such as the details of a person. */
export interface SharedAnswer {
  /** Two answers of one key are the same: put what tells versions apart into it. */
  key: string;
  /** Models that read it, each once: after the last of them, it is forgotten. */
  readers: number;
}

/**
 * Reads something that several models of one run are made from, once for all of them. What fails is
 * read again by the next one, and so is what no longer fits into memory.
 *
 * @example
 * const shared = { key: `candidate ${id} ${updatedAt}`, readers: 2 };
 * const details = await context.shareRead(shared, () => readDetails(context, id));
 */
export type ShareRead = (shared: SharedAnswer, read: () => Promise<Json>) => Promise<Json>;

/** Of JSON that is kept for the next reader: ten thousand people with their details, about. */
const defaultMaxCharacters = 40_000_000;

interface Kept {
  /** As text, which takes a fraction of the memory, and which no reader can change for another. */
  text: Promise<string>;
  left: number;
  /** Whether another model has read it, so that a model that is not read may be all that it waits for. */
  isTaken: boolean;
  characters: number;
}

/** Make one for each run. */
export function createShareRead(maxCharacters = defaultMaxCharacters): ShareRead {
  const kept = new Map<string, Kept>();
  let characters = 0;

  function forget(key: string, one: Kept): void {
    if (kept.get(key) !== one) return;
    kept.delete(key);
    characters -= one.characters;
  }

  /** The first that another model has read already; the newest where there is none. */
  function findSpare(newest: [string, Kept]): [string, Kept] {
    for (const entry of kept) if (entry[1].isTaken) return entry;
    return newest;
  }

  async function readText(read: () => Promise<Json>): Promise<string> {
    return JSON.stringify(await read());
  }

  async function readAndKeep(
    { key, readers }: SharedAnswer,
    read: () => Promise<Json>,
  ): Promise<Json> {
    const one: Kept = { text: readText(read), left: readers - 1, isTaken: false, characters: 0 };
    if (one.left > 0) kept.set(key, one);
    try {
      const text = await one.text;
      if (kept.get(key) === one) {
        one.characters = text.length;
        characters += text.length;
        while (characters > maxCharacters) forget(...findSpare([key, one]));
      }
      return JSON.parse(text) as Json;
    } catch (error) {
      forget(key, one);
      throw error;
    }
  }

  return async (shared, read) => {
    const { key } = shared;
    const one = kept.get(key);
    if (one === undefined) return readAndKeep(shared, read);
    one.left -= 1;
    one.isTaken = true;
    if (one.left === 0) forget(key, one);
    // This model has not failed only because another one has, which may just have been stopped.
    const text = await one.text.catch(() => null);
    return text === null ? read() : (JSON.parse(text) as Json);
  };
}
