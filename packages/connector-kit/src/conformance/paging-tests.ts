import assert from 'node:assert/strict';
import { findPagedModel, requireScenario } from './bench.ts';
import type { Bench, ConformanceTest } from './bench.ts';
import { assertSameIds, assertSameRecords } from './assert-same-records.ts';
import { collect, openSession, withRemote } from './session.ts';
import type { ReadPage } from './session.ts';
import type { ModelName } from '../declaration/records.ts';
import type { RemoteUnderTest } from './remote-under-test.ts';

/** Resume points that are tried per model; more only repeat the same code with other numbers. */
const resumePointsTried = 3;

export const pagingTests: readonly ConformanceTest[] = [
  {
    name: 'reads some model in more than one page',
    async run(bench) {
      await findPagedModel(bench);
    },
  },
  {
    name: 'reads every record that the remote holds',
    async run(bench) {
      const listRemoteIds = requireScenario(bench.subject, 'listRemoteIds');
      const { outcomes } = await bench.baseline();
      await withRemote(bench.subject, async (remote) => {
        const held = await listRemoteIds(remote);
        for (const [model, { records }] of outcomes) {
          const ids = held[model];
          if (ids === undefined) continue;
          const missing = ids.filter((id) => !records.has(id));
          assert.deepEqual(missing, [], `Records of ${model} that were not read.`);
          assert.equal(records.size, new Set(ids).size, `The number of records of ${model}.`);
        }
        const { model } = await findPagedModel(bench);
        assert.ok(held[model] !== undefined, `The scenario must list at least ${model}.`);
      });
    },
  },
  {
    name: 'says on every page where to go on, and what the read is worth at its end',
    async run({ subject, baseline }) {
      const { outcomes } = await baseline();
      for (const [model, { pages }] of outcomes) {
        const isIncremental = subject.connector.incrementalModels.includes(model);
        for (const [index, page] of pages.entries()) {
          const where = `page ${index + 1} of ${pages.length} of ${model}`;
          const isLast = index === pages.length - 1;
          assert.equal(page.completeness, 'full', `completeness on ${where}, read without since`);
          assert.equal(page.resumeFrom === null, isLast, `resumeFrom is null on ${where}`);
          const givesSince = page.since !== undefined && page.since !== null;
          assert.equal(givesSince, isLast && isIncremental, `since is given on ${where}`);
        }
      }
    },
  },
  {
    name: 'goes on from every resume point as if it had not been interrupted',
    async run(bench) {
      await findPagedModel(bench);
      const { outcomes } = await bench.baseline();
      await withRemote(bench.subject, async (remote) => {
        for (const [model, { pages: known }] of outcomes) {
          if (known.length < 2) continue;
          // A resume point may hold the address of a page, which is that of one remote.
          const { pages } = await openSession(bench.subject, remote).read(model);
          await resume(bench, remote, { model, pages });
        }
      });
    },
  },
  {
    name: 'loses nothing when a record is inserted while paging',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const insertWhilePaging = requireScenario(subject, 'insertWhilePaging');
        const { model, insert } = await insertWhilePaging(remote);
        const before = await openSession(subject, remote).read(model);
        assert.ok(before.pages.length > 1, `${model} takes only one page.`);
        const pages: ReadPage[] = [];
        let inserted: { remoteId: string } | null = null;
        for await (const page of openSession(subject, remote).pages(model)) {
          pages.push(page);
          inserted ??= await insert();
        }
        const during = collect(pages);
        const newId = inserted?.remoteId ?? '';
        const expected = new Map(before.records);
        const seen = during.records.get(newId);
        if (seen !== undefined) expected.set(newId, seen);
        assertSameIds(during.records, expected, `${model}, read while a record came in`);
        const since = subject.connector.incrementalModels.includes(model)
          ? (during.since ?? null)
          : null;
        const next = await openSession(subject, remote).read(model, { since });
        const isSeen = seen !== undefined || next.records.has(newId);
        assert.ok(isSeen, `${model} ${newId} is in neither this read nor the next one.`);
      }),
  },
  {
    name: 'stops when the run is cancelled',
    async run(bench) {
      const { model } = await findPagedModel(bench);
      await withRemote(bench.subject, async (remote) => {
        const abort = new AbortController();
        const reason = new Error('The run is cancelled.');
        const session = openSession(bench.subject, remote, { signal: abort.signal });
        const readAndCancel = async (): Promise<void> => {
          for await (const _page of session.pages(model)) abort.abort(reason);
        };
        await assert.rejects(readAndCancel(), (error) => error === reason);
      });
    },
  },
];

/** Resumes a read after some of its pages; the result must be that of the whole read. */
export async function resume(
  { subject }: Pick<Bench, 'subject'>,
  remote: RemoteUnderTest,
  { model, pages }: { model: ModelName; pages: ReadPage[] },
): Promise<void> {
  const whole = collect(pages);
  for (const index of pickPages(pages)) {
    const resumeFrom = throughJson(pages[index]?.resumeFrom ?? null);
    // A new session, as after a crash: nothing in memory may be needed.
    const rest = await openSession(subject, remote).read(model, { resumeFrom });
    const what = `${model}, resumed after page ${index + 1}`;
    const before = pages.slice(0, index + 1);
    // Pages of records that belong to others may be empty.
    const isAnyRead = before.some(({ records }) => records.length > 0);
    const isAnew = isAnyRead && rest.records.size >= whole.records.size;
    assert.ok(!isAnew, `${what}, began anew.`);
    const resumed = collect([...before, ...rest.pages]);
    assertSameRecords(resumed.records, whole.records, what);
    assert.equal(rest.pages.at(-1)?.completeness, 'full', `completeness of ${what}`);
  }
}

/** The first, a middle and the last page after which a read can be interrupted. */
function pickPages(pages: readonly ReadPage[]): number[] {
  const last = pages.length - 2;
  const picked = Array.from({ length: resumePointsTried }, (_, step) =>
    Math.floor((last * step) / (resumePointsTried - 1)),
  );
  return last < 0 ? [] : [...new Set(picked)];
}

/** As a resume point comes back from the store. */
function throughJson<Value>(value: Value): Value {
  const copy = JSON.parse(JSON.stringify(value)) as Value;
  assert.deepEqual(copy, value, 'A resume point must survive being stored as JSON.');
  return copy;
}
