import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readPages, toPagePosition } from './read-pages.ts';
import type { FetchedPage, PagedList, PageOfRows, PagePosition } from './read-pages.ts';
import { RemoteError } from '../http/remote.ts';

type Row = { id: number };
type Style = PagedList<Row>['by'];

const styles: Style[] = ['token', 'offset', 'page'];
const rowsOf = (count: number): Row[] => Array.from({ length: count }, (_, id) => ({ id }));
const idsOf = (pages: readonly PageOfRows<Row>[]): number[] =>
  pages.flatMap(({ rows }) => rows.map(({ id }) => id));

/** A vendor that gives at most `cap` rows a page, whatever is asked for. */
function serve(
  rows: readonly Row[],
  { by, cap, total }: { by: Style; cap: number; total?: number },
): (position: PagePosition) => Promise<FetchedPage<Row>> {
  return async ({ token, offset, page }) => {
    const first = { token: Number(token ?? 0), offset, page: page * cap }[by];
    const nextToken = first + cap < rows.length ? String(first + cap) : null;
    return { rows: rows.slice(first, first + cap), nextToken, total };
  };
}

async function collect(list: Partial<PagedList<Row>> & Pick<PagedList<Row>, 'fetch'>) {
  const pages: PageOfRows<Row>[] = [];
  const all = { name: "Example's jobs", by: 'token', from: null, ...list } as const;
  for await (const page of readPages(all)) pages.push(page);
  return pages;
}

/** The error of a read, and how many requests it took. */
async function failure(
  list: Partial<PagedList<Row>> & Pick<PagedList<Row>, 'fetch'>,
): Promise<{ kind: string; message: string; requests: number }> {
  let requests = 0;
  const fetch: PagedList<Row>['fetch'] = (position) => {
    requests += 1;
    assert.ok(requests < 1000, 'The read does not end.');
    return list.fetch(position);
  };
  try {
    await collect({ ...list, fetch });
  } catch (error) {
    assert.ok(error instanceof RemoteError, String(error));
    return { kind: error.kind, message: error.message, requests };
  }
  assert.fail('The read has not failed.');
}

for (const by of styles) {
  test(`every row of a list is read once by ${by}, whatever size its pages have`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 70 }), async (count, cap) => {
        const rows = rowsOf(count);
        const pages = await collect({ by, fetch: serve(rows, { by, cap, total: count }) });
        assert.deepEqual(
          idsOf(pages),
          rowsOf(count).map(({ id }) => id),
        );
        assert.deepEqual(pages.map(({ next }) => next === null).indexOf(true), pages.length - 1);
        assert.equal(pages.at(-1)?.unlisted, 0);
      }),
    );
  });

  test(`a read by ${by} resumes after each of its pages`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.integer({ min: 1, max: 50 }), async (count, cap) => {
        const fetch = serve(rowsOf(count), { by, cap, total: count + 1 });
        const pages = await collect({ by, fetch });
        for (const [index, { next }] of pages.entries()) {
          if (next === null) continue;
          const from = toPagePosition(JSON.parse(JSON.stringify(next)));
          assert.deepEqual(await collect({ by, from, fetch }), pages.slice(index + 1));
        }
      }),
    );
  });

  test(`rows that the vendor counts and does not list by ${by} are counted`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(9), async (count, more) => {
        const fetch = serve(rowsOf(count), { by, cap: 7, total: count + more });
        assert.equal((await collect({ by, fetch })).at(-1)?.unlisted, more);
      }),
    );
  });
}

test('a read resumes inside its pages, and does no row twice or not at all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        count: fc.nat(30),
        cap: fc.integer({ min: 1, max: 12 }),
        size: fc.integer({ min: 1, max: 6 }),
      }),
      async ({ count, cap, size }) => {
        const fetch = serve(rowsOf(count), { by: 'token', cap, total: count });
        const parts = await collect({ fetch, rowsAtOnce: size });
        assert.deepEqual(
          idsOf(parts),
          rowsOf(count).map(({ id }) => id),
        );
        assert.ok(parts.every(({ rows }) => rows.length <= size));
        for (const [index, { next }] of parts.entries()) {
          if (next === null) continue;
          const from = toPagePosition(JSON.parse(JSON.stringify(next)));
          const rest = await collect({ from, fetch, rowsAtOnce: size });
          assert.deepEqual(idsOf(rest), idsOf(parts.slice(index + 1)));
        }
      },
    ),
  );
});

test('a page that has changed before its second half is read misses none of its rows', async () => {
  const pages = await collect({ fetch: async () => ({ rows: rowsOf(4) }), rowsAtOnce: 2 });
  const changed = [{ id: 9 }, { id: 3 }, { id: 0 }];
  const from = pages[0]?.next ?? null;
  const rest = await collect({ from, fetch: async () => ({ rows: changed }), rowsAtOnce: 2 });
  assert.deepEqual(idsOf(rest), [9, 3]);
});

test('fewer rows than the vendor counted at the start are right where it counts fewer at the end', async () => {
  const fetch = serve(rowsOf(10), { by: 'token', cap: 4, total: 13 });
  const unlistedOf = async (recounted: number | null) =>
    (await collect({ fetch, recount: async () => recounted })).at(-1)?.unlisted;
  assert.deepEqual(await Promise.all([10, 12, 20, null].map(unlistedOf)), [0, 2, 3, 3]);
});

test('more rows than the vendor counted at the start came in meanwhile', async () => {
  const fetch = serve(rowsOf(10), { by: 'offset', cap: 4, total: 8 });
  assert.equal((await collect({ by: 'offset', fetch })).at(-1)?.unlisted, 0);
});

for (const by of styles) {
  test(`a read by ${by} ends where the vendor says that it is over`, async () => {
    const fetch = async () => ({ rows: rowsOf(3), nextToken: 'more', hasMore: false });
    assert.equal((await collect({ by, fetch })).length, 1);
  });

  test(`an answer without a list of rows is no empty page by ${by}`, async () => {
    const { kind, message } = await failure({ by, fetch: async () => ({ rows: null }) });
    assert.equal(kind, 'unavailable');
    assert.match(message, /Example's jobs.*no list of records/);
  });

  test(`the same rows whatever is asked for by ${by} end the read`, async () => {
    let calls = 0;
    const fetch = async () => ({ rows: rowsOf(3), nextToken: `t${(calls += 1)}` });
    const { kind, message, requests } = await failure({ by, fetch });
    assert.deepEqual([kind, requests], ['unknown', 2]);
    assert.match(message, /makes no progress: it sends the same records again/);
  });

  test(`one row that comes again and again by ${by} ends the read`, async () => {
    let calls = 0;
    const fetch = async () => ({ rows: rowsOf(1), nextToken: `t${(calls += 1)}` });
    const { kind, requests } = await failure({ by, fetch });
    assert.deepEqual([kind, requests], ['unknown', 101]);
  });
}

test('more that is promised without a token is an error', async () => {
  const { kind, message } = await failure({ fetch: async () => ({ rows: [], hasMore: true }) });
  assert.equal(kind, 'unavailable');
  assert.match(message, /no page token/);
});

test('an empty page is not the last one where the vendor says so, but a hundred in a row are the end', async () => {
  let calls = 0;
  const empty = async () => ({ rows: [], hasMore: true, nextToken: `t${(calls += 1)}` });
  for (const by of ['token', 'page'] as const) {
    const { kind, message, requests } = await failure({ by, fetch: empty });
    assert.deepEqual([kind, requests], ['unknown', 100]);
    assert.match(message, /100 pages in a row/);
  }
  assert.equal((await failure({ by: 'offset', fetch: empty })).requests, 1);
});

test('a cycle of tokens of any length ends the read when it closes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(20), fc.integer({ min: 1, max: 20 }), async (lead, length) => {
      // Each page has a new row, so that only the tokens tell.
      let id = 0;
      const fetch = async ({ token }: PagePosition): Promise<FetchedPage<Row>> => {
        const at = Number(token ?? 0);
        const nextToken = String(at + 1 < lead + length ? at + 1 : Math.max(lead, 1));
        return { rows: [{ id: (id += 1) }], nextToken };
      };
      const { kind, requests } = await failure({ fetch });
      assert.equal(kind, 'unknown');
      assert.ok(requests <= lead + length + 1, `${requests} requests`);
    }),
  );
});

test('a cycle of pages with ever new tokens ends the read, in whatever order their rows come', async () => {
  const cycle = [rowsOf(6).slice(0, 3), rowsOf(6).slice(3)];
  let calls = 0;
  const fetch = async (): Promise<FetchedPage<Row>> => {
    const rows = cycle[calls % 2] ?? [];
    calls += 1;
    return { rows: calls > 2 ? rows.toReversed() : rows, nextToken: `t${calls}` };
  };
  assert.deepEqual((await failure({ fetch })).requests, 3);
});

test('rows that were all seen, in pages of other sizes, end the read', async () => {
  const rows = rowsOf(997);
  // A vendor that begins anew at its end.
  const fetch = async ({ offset }: PagePosition): Promise<FetchedPage<Row>> => ({
    rows: [...rows, ...rows].slice(offset % 997, (offset % 997) + 10),
  });
  const { kind, requests } = await failure({ by: 'offset', fetch });
  assert.equal(kind, 'unknown');
  assert.ok(requests <= 201, `${requests} requests`);
});

test('a row that is shown twice because others came in before it does no harm', async () => {
  const rows = rowsOf(8);
  const fetch = async ({ offset }: PagePosition): Promise<FetchedPage<Row>> => {
    const page = rows.slice(offset, offset + 4);
    if (offset < 8) rows.unshift({ id: 100 + offset });
    return { rows: page };
  };
  const ids = new Set(idsOf(await collect({ by: 'offset', fetch })));
  assert.ok(rowsOf(8).every(({ id }) => ids.has(id)));
});

test('rows without an id are told apart by all that they say', async () => {
  const pages = [[{ name: 'a' }, { name: 'b' }], [{ name: 'a' }, { name: 'c' }], []];
  const read: unknown[] = [];
  const list = {
    name: "Example's names",
    by: 'page',
    from: null,
    fetch: async ({ page }: PagePosition) => ({ rows: pages[page] ?? [] }),
  } as const;
  for await (const { rows } of readPages(list)) read.push(...rows);
  assert.equal(read.length, 4);
});

test('a resume point of another form is read from the start', () => {
  for (const other of [null, 'token', { cursor: 'of an older version' }, { offset: 3 }]) {
    assert.equal(toPagePosition(other), null);
  }
});
