import assert from 'node:assert/strict';
import type { ListedRecord, ListName } from './told.ts';
import { listNames, lists, told } from './told.ts';

interface Read {
  /** `path` is from `/v1` or `/hirewire` on. */
  call(path: string): Promise<{ status: number; json: { data: unknown }; text: string }>;
}

/** A client's copy of all lists. */
export type Mirror = Record<ListName, Map<string, ListedRecord>>;

function createMirror(): Mirror {
  return Object.fromEntries(listNames.map((name) => [name, new Map()])) as unknown as Mirror;
}

/** Reads a list page by page into a mirror. Every request must succeed. */
async function readList(
  read: Read,
  mirror: Mirror,
  { list, query }: { list: ListName; query: Record<string, string> },
): Promise<void> {
  const parameters = new URLSearchParams({ include_deleted: 'true', ...query });
  for (;;) {
    const answer = await read.call(`/v1/ats/${lists[list]}?${parameters.toString()}`);
    assert.equal(answer.status, 200, answer.text);
    const { results, next } = answer.json.data as { results: ListedRecord[]; next: string | null };
    for (const record of results) mirror[list].set(record.id, record);
    if (next === null) return;
    parameters.set('cursor', next);
  }
}

/** A full read of everything. */
export async function readEverything(read: Read, pageSize: number): Promise<Mirror> {
  const mirror = createMirror();
  for (const list of listNames) {
    await readList(read, mirror, { list, query: { page_size: String(pageSize) } });
  }
  return mirror;
}

/**
 * A client that polls as the documents tell it to: each list by itself, with the time at which its
 * last call for that list started.
 */
export function createPoller(read: Read, pageSize: number) {
  const mirror = createMirror();
  const since = new Map<ListName, string>();
  let polls = 0;
  const round = async (names: readonly ListName[] = listNames): Promise<void> => {
    for (const list of names) {
      const start = new Date().toISOString();
      const last = since.get(list);
      const query = { page_size: String(pageSize), ...(last && { updated_after: last }) };
      await readList(read, mirror, { list, query });
      since.set(list, start);
    }
    polls += 1;
  };
  return {
    mirror,
    what: `a poller with pages of ${pageSize}`,
    rounds: () => polls,
    begin: () => round(),
    round,
  };
}

export interface Change {
  position: number;
  cursor: string;
  model: ListName;
  id: string;
  change: 'created' | 'updated' | 'deleted';
}

/**
 * A client that follows the change feed and reads the records that it names, nothing else. Who takes
 * few at a time begins with a full read, the others with the first change.
 */
export function createFollower(read: Read, { limit }: { limit: number }) {
  let mirror = createMirror();
  const last = new Map<string, Change>();
  let position = 0;
  let cursor = '0';
  let rounds = 0;
  return {
    get mirror() {
      return mirror;
    },
    /** What the feed said last of each record. */
    last,
    what: `a follower of the feed, ${limit} changes at a time`,
    rounds: () => rounds,
    async begin(): Promise<void> {
      if (limit >= 100) return;
      const answer = await read.call('/hirewire/v1/changes');
      ({ cursor, position } = answer.json.data as { cursor: string; position: number });
      mirror = await readEverything(read, 250);
    },
    /** Reads to the end of the feed. */
    async round(): Promise<void> {
      for (;;) {
        const answer = await read.call(`/hirewire/v1/changes?after=${cursor}&limit=${limit}`);
        assert.equal(answer.status, 200, answer.text);
        const page = answer.json.data as {
          results: Change[];
          cursor: string;
          position: number;
          has_more: boolean;
        };
        for (const change of page.results) {
          position += 1;
          assert.equal(change.position, position, 'a gap in the feed');
          cursor = change.cursor;
          last.set(`${change.model} ${change.id}`, change);
        }
        assert.equal(page.position, position);
        ({ cursor } = page);
        for (const [list, changes] of Map.groupBy(page.results, ({ model }) => model)) {
          const ids = [...new Set(changes.map(({ id }) => id))];
          for (let start = 0; start < ids.length; start += 100) {
            const query = { ids: ids.slice(start, start + 100).join(','), page_size: '250' };
            await readList(read, mirror, { list, query });
          }
        }
        if (!page.has_more) break;
      }
      rounds += 1;
    },
  };
}

/** Fails where a mirror is not what the server shows. */
export function assertSame(what: string, mirror: Mirror, truth: Mirror): void {
  for (const list of listNames) {
    assert.deepEqual([...mirror[list].keys()].toSorted(), [...truth[list].keys()].toSorted());
    for (const [id, record] of truth[list]) {
      const found = mirror[list].get(id);
      assert.ok(found);
      const message = `${what} has missed a change of ${list}: `;
      assert.deepEqual(
        told(list, found),
        told(list, record),
        message + JSON.stringify([found, record]),
      );
    }
  }
}
