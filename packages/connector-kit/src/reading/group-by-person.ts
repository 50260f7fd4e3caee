import { hash } from 'node:crypto';
import { inParallel } from './in-parallel.ts';

/** How rows are put together by person. */
export interface PersonGroups<Row> {
  personOf: (row: Row) => string;
  /** All rows of a person, as they are now. */
  readAll: (person: string) => Promise<readonly Row[]>;
  /** The persons of each page of the list, which is read once more for them, before the rows are. */
  pages: AsyncIterable<Iterable<string>>;
}

/**
 * For a full read of a list in which several rows are one person, and that is not sorted by person:
 * gives, for each page, the persons on it, each once and with all of their rows. A person shown by the
 * rows of one page alone would be a change of what is stored, and so would be the next page.
 *
 * A person who is on several pages is asked for once. Memory holds the ids of these people.
 *
 * @example
 * const groupsOf = await groupByPerson({ personOf, readAll, pages: listPersons() });
 * for await (const { rows } of pages) for (const group of await groupsOf(rows)) toRecord(group);
 */
export async function groupByPerson<Row>({
  personOf,
  readAll,
  pages,
}: PersonGroups<Row>): Promise<(rows: readonly Row[]) => Promise<(readonly Row[])[]>> {
  const spread = await findSpread(pages);
  const given = createBloomFilter();
  const asked = new Set<string>();
  return async (rows) => {
    const groups: (readonly Row[])[] = [];
    const others: string[] = [];
    for (const [person, own] of Map.groupBy(rows, personOf)) {
      // A person who was yielded and comes again got a new row while the pages were read.
      if (!spread.has(person) && !given.mayHave(person)) groups.push(own);
      else if (!asked.has(person)) others.push(person);
      given.add(person);
    }
    for (const person of others) asked.add(person);
    const found = await inParallel(others, readAll);
    return [...groups, ...found.filter((group) => group.length > 0)];
  };
}

async function findSpread(pages: AsyncIterable<Iterable<string>>): Promise<Set<string>> {
  const earlier = createBloomFilter();
  const spread = new Set<string>();
  for await (const page of pages) {
    const persons = new Set(page);
    for (const person of persons) if (earlier.mayHave(person)) spread.add(person);
    for (const person of persons) earlier.add(person);
  }
  return spread;
}

/** 8,388,608 bits in a megabyte: of a million people, one in forty is asked for needlessly. */
const filterBytes = 2 ** 20;

interface BloomFilter {
  add(text: string): void;
  /** Never false of what was added. */
  mayHave(text: string): boolean;
}

/** Remembers any number of texts in a megabyte, and of a few others believes that it has them. */
function createBloomFilter(): BloomFilter {
  let bytes: Buffer | null = null;
  const placesOf = (text: string): number[] => {
    const digest = hash('sha256', text, 'buffer');
    return [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset) % (filterBytes * 8));
  };
  return {
    add(text) {
      bytes ??= Buffer.alloc(filterBytes);
      for (const bit of placesOf(text)) {
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (1 << (bit & 7));
      }
    },
    mayHave(text) {
      const bits = bytes;
      if (bits === null) return false;
      return placesOf(text).every((bit) => ((bits[bit >> 3] ?? 0) >> (bit & 7)) & 1);
    },
  };
}
