import { hash } from 'node:crypto';

/** How rows are put together by person. */
export interface PersonGroups<Row> {
  personOf: (row: Row) => string;
  idOf: (row: Row) => string;
  /** All rows of a person, for when those of earlier pages are not remembered. */
  readAll: (person: string) => Promise<readonly Row[]>;
  /** Whether the read goes on from a resume point, so that pages before it were not seen. */
  isResumed: boolean;
  /** Rows that are remembered; default 20,000. */
  maxRemembered?: number;
}

const defaultMaxRemembered = 20_000;

/**
 * For lists of which several rows are one person, and that are not sorted by person: gives, for each
 * page, the persons on it with all of their rows so far. A person who comes again on a later page is
 * given again, with the earlier rows, so that their last record is the whole one.
 *
 * Memory is bounded: rows that are forgotten are asked for again where a person may come again. After
 * a resume, which has not seen the rows before it, everybody is asked for once.
 *
 * @example
 * const groupsOf = groupByPerson({ personOf, idOf, readAll, isResumed: from !== null });
 * for await (const { rows } of pages) for (const group of await groupsOf(rows)) toRecord(group);
 */
export function groupByPerson<Row>({
  personOf,
  idOf,
  readAll,
  isResumed,
  maxRemembered = defaultMaxRemembered,
}: PersonGroups<Row>): (rows: readonly Row[]) => Promise<Row[][]> {
  /** Rows by their id, by person; the person who was seen last is the last one. */
  const remembered = new Map<string, Map<string, Row>>();
  const forgotten = createBloomFilter();
  let count = 0;

  function remember(person: string, rows: readonly Row[]): Row[] {
    const known = remembered.get(person) ?? new Map<string, Row>();
    count -= known.size;
    for (const row of rows) known.set(idOf(row), row);
    count += known.size;
    remembered.delete(person);
    remembered.set(person, known);
    return [...known.values()];
  }

  function forget(): void {
    for (const [person, rows] of remembered) {
      if (count <= maxRemembered) return;
      remembered.delete(person);
      count -= rows.size;
      forgotten.add(person);
    }
  }

  return async (rows) => {
    const groups: Row[][] = [];
    for (const [person, own] of Map.groupBy(rows, personOf)) {
      const isKnown = remembered.has(person);
      const mayHaveMore = !isKnown && (isResumed || forgotten.mayHave(person));
      groups.push(remember(person, mayHaveMore ? [...(await readAll(person)), ...own] : own));
    }
    forget();
    return groups;
  };
}

/** 8,388,608 bits in a megabyte: of a million persons, one in forty is asked for in vain. */
const filterBytes = 2 ** 20;

export interface BloomFilter {
  add(text: string): void;
  /** Never false of what was added. */
  mayHave(text: string): boolean;
}

/** Remembers any number of texts in a megabyte, and of a few others believes that it has them. */
export function createBloomFilter(): BloomFilter {
  let bytes: Buffer | null = null;
  const placesOf = (text: string): number[] => {
    const digest = hash('sha256', text, 'buffer');
    return [0, 4, 8, 12].map((offset) => digest.readUInt32LE(offset) % (filterBytes * 8));
  };
  return {
    add(text) {
      bytes ??= Buffer.alloc(filterBytes);
      for (const place of placesOf(text)) {
        bytes[place >> 3] = (bytes[place >> 3] ?? 0) | (1 << (place & 7));
      }
    },
    mayHave(text) {
      const bits = bytes;
      if (bits === null) return false;
      return placesOf(text).every((place) => ((bits[place >> 3] ?? 0) >> (place & 7)) & 1);
    },
  };
}
