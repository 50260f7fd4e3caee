import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestClock } from '../clock.ts';
import type { Page, ReadRequest } from '../declaration/connector.ts';
import { readByDate } from './read-by-date.ts';
import type { InnerRead, ReadByDate } from './read-by-date.ts';

const ours = '2026-03-01T12:00:00.000Z';
const vendors = '2026-03-01T12:20:00.000Z';
const tags = ['a', 'b', 'c'].map((id) => ({ remote_id: id, name: id }));

/** Reads three tags, one to a page, and says what was asked for. */
async function read(
  request: Partial<ReadRequest> = {},
  options: Partial<ReadByDate<'tags'>> = {},
): Promise<{ pages: Page<'tags'>[]; asked: InnerRead[] }> {
  const asked: InnerRead[] = [];
  const pages = readByDate<'tags'>(
    { clock: createTestClock(ours) },
    { since: null, resumeFrom: null, ...request },
    {
      vendorTime: () => new Date(vendors),
      async *pages(inner) {
        asked.push(inner);
        for (let at = Number(inner.resumeFrom ?? 0); at < tags.length; at += 1) {
          yield { records: tags.slice(at, at + 1), resumeFrom: at === 2 ? null : at + 1 };
        }
      },
      ...options,
    },
  );
  return { pages: await Array.fromAsync(pages), asked };
}

test('a delta begins ten minutes before the last read, by the clock of the vendor', async () => {
  const full = await read();
  assert.deepEqual(
    full.pages.map(({ completeness }) => completeness),
    ['full', 'full', 'full'],
  );
  assert.equal(full.asked[0]?.changedFrom, null);
  const delta = await read({ since: full.pages.at(-1)?.since ?? null });
  assert.equal(delta.asked[0]?.changedFrom?.toISOString(), '2026-03-01T12:10:00.000Z');
  assert.equal(delta.pages[0]?.completeness, 'changes');
});

test('our own clock counts where the vendor does not tell the time, with an overlap of an hour', async () => {
  const full = await read({}, { vendorTime: () => null });
  const delta = await read({ since: full.pages.at(-1)?.since ?? null });
  assert.equal(delta.asked[0]?.changedFrom?.toISOString(), '2026-03-01T11:00:00.000Z');
});

test('an interrupted read goes on where it was, and keeps the time at which it began', async () => {
  const whole = await read();
  for (const [index, { resumeFrom }] of whole.pages.slice(0, 2).entries()) {
    const later = { vendorTime: () => new Date('2026-03-02T00:00:00.000Z') };
    const rest = await read({ resumeFrom }, later);
    assert.deepEqual(rest.pages, whole.pages.slice(index + 1));
  }
});

test('everything is read when the fingerprint has changed, and when since cannot be read', async () => {
  const { pages } = await read({}, { fingerprint: 'one' });
  const since = pages.at(-1)?.since ?? null;
  const changedFrom = async (options: Partial<ReadByDate<'tags'>>): Promise<Date | null> =>
    (await read({ since }, options)).asked[0]?.changedFrom ?? null;
  assert.equal(await changedFrom({ fingerprint: 'other' }), null);
  assert.ok(await changedFrom({ fingerprint: 'one' }));
  assert.ok(await changedFrom({ fingerprint: null }), 'one that cannot be read is unchanged');
  for (const other of ['2026-01-01', 7, { token: 'x' }]) {
    assert.equal((await read({ since: other })).pages[0]?.completeness, 'full');
  }
});

test('a read stays of its kind when the fingerprint changes while it is interrupted', async () => {
  const { pages } = await read({}, { fingerprint: 'one' });
  const since = pages.at(-1)?.since ?? null;
  const [first] = (await read({ since }, { fingerprint: 'one' })).pages;
  const resumed = await read(
    { since, resumeFrom: first?.resumeFrom ?? null },
    { fingerprint: 'other' },
  );
  assert.equal(resumed.pages[0]?.completeness, 'changes');
  // The next one sees the change.
  const next = await read({ since: resumed.pages.at(-1)?.since ?? null }, { fingerprint: 'other' });
  assert.equal(next.pages[0]?.completeness, 'full');
});
