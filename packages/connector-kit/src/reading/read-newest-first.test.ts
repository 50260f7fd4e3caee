import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestClock } from '../clock.ts';
import { readNewestFirst } from './read-newest-first.ts';
import type { NewestFirstPage, PartOfList } from './read-newest-first.ts';
import { readPages } from './read-pages.ts';
import type { Json } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';

interface Row {
  id: string;
  madeAt: string | null;
}

const rows: Row[] = [
  { id: 'old', madeAt: '2021-03-01T00:00:00.000Z' },
  { id: 'undated', madeAt: null },
  { id: 'of last year', madeAt: '2025-06-01T00:00:00.000Z' },
  { id: 'at a bound', madeAt: '2025-12-01T12:00:00.000Z' },
  { id: 'of this quarter', madeAt: '2026-01-10T00:00:00.000Z' },
  { id: 'new', madeAt: '2026-02-20T00:00:00.000Z' },
  { id: 'newest', madeAt: '2026-02-28T00:00:00.000Z' },
];

/** A vendor with pages of two, oldest first, that filters by the date of creation. */
function openVendor(
  all: readonly Row[] = rows,
  {
    fault = () => undefined,
    isCounted = true,
    now = '2026-03-01T12:00:00.000Z',
  }: { fault?: (part: PartOfList) => void; isCounted?: boolean; now?: string } = {},
) {
  const asked: PartOfList[] = [];
  const read = (resumeFrom: Json = null): Promise<NewestFirstPage<Row>[]> =>
    Array.fromAsync(
      readNewestFirst<Row>(
        { clock: createTestClock(now) },
        {
          resumeFrom,
          rowsAtOnce: 1,
          createdAt: ({ madeAt }) => (madeAt === null ? null : new Date(madeAt)),
          isCounted,
          pages(part) {
            asked.push(part);
            const from = part.createdAfter?.toISOString() ?? '';
            const found = all.filter(({ madeAt }) => from === '' || (madeAt ?? '') > from);
            return readPages<Row>({
              name: 'the list',
              by: 'token',
              from: part.from,
              ...(part.rowsAtOnce !== undefined && { rowsAtOnce: part.rowsAtOnce }),
              async fetch({ token }) {
                fault(part);
                const start = Number(token ?? 0);
                const hasMore = start + 2 < found.length;
                return {
                  rows: found.slice(start, start + 2),
                  nextToken: hasMore ? String(start + 2) : null,
                };
              },
            });
          },
        },
      ),
    );
  return { read, asked };
}

const idsOf = (pages: readonly NewestFirstPage<Row>[]): string[] =>
  pages.flatMap((page) => page.rows.map(({ id }) => id));

const newestFirst = [
  'new',
  'newest',
  'of this quarter',
  'of last year',
  'at a bound',
  'old',
  'undated',
];

test('gives every row once, the newest first, and those without a date at the end', async () => {
  const pages = await openVendor().read();
  assert.deepEqual(idsOf(pages), newestFirst);
  assert.deepEqual(
    pages.map(({ resumeFrom }) => resumeFrom === null),
    pages.map((_page, index) => index === pages.length - 1),
  );
});

test('says how many rows there are before it asks for the first of them', async () => {
  const pages = await openVendor().read();
  const [first] = pages.filter((page) => page.rows.length > 0);
  assert.equal(first?.expectedRecords, rows.length);
});

test('goes on from every point as if it had not been interrupted', async () => {
  const vendor = openVendor();
  const pages = await vendor.read();
  for (const [index, { resumeFrom }] of pages.slice(0, -1).entries()) {
    const rest = await vendor.read(JSON.parse(JSON.stringify(resumeFrom)) as Json);
    assert.deepEqual(
      [...idsOf(pages.slice(0, index + 1)), ...idsOf(rest)],
      newestFirst,
      `after page ${index + 1}`,
    );
    assert.equal(rest.at(-1)?.expectedRecords, rows.length);
  }
});

test('an empty list is one last page', async () => {
  const pages = await openVendor([]).read();
  assert.deepEqual(idsOf(pages), []);
  assert.equal(pages.at(-1)?.resumeFrom, null);
});

test('rows that cannot be counted are read all the same', async () => {
  const fault = ({ rowsAtOnce }: PartOfList): void => {
    if (rowsAtOnce !== undefined) return;
    throw new RemoteError({ kind: 'unavailable', message: 'Page 5 fails.', status: 500 });
  };
  const pages = await openVendor(rows, { fault }).read();
  assert.deepEqual(idsOf(pages).toSorted(), newestFirst.toSorted());
  assert.equal(pages.at(-1)?.expectedRecords, null);
});

test('refused credentials end the read at once', async () => {
  const fault = (): void => {
    throw new RemoteError({ kind: 'authentication', message: 'Refused.', status: 401 });
  };
  const vendor = openVendor(rows, { fault });
  await assert.rejects(vendor.read(), { kind: 'authentication' });
  assert.equal(vendor.asked.length, 1);
});

test('without counting, the first request brings rows', async () => {
  const vendor = openVendor(rows, { isCounted: false });
  const [first] = await vendor.read();
  assert.deepEqual(idsOf(first === undefined ? [] : [first]), ['new']);
  assert.equal(first?.expectedRecords, null);
});

test('a clock that is years wrong changes the order alone', async () => {
  for (const now of ['2020-01-01T00:00:00.000Z', '2035-01-01T00:00:00.000Z']) {
    const pages = await openVendor(rows, { now }).read();
    assert.deepEqual(idsOf(pages).toSorted(), newestFirst.toSorted());
  }
});
