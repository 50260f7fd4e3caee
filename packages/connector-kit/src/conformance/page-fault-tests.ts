import assert from 'node:assert/strict';
import { RemoteError } from '../http/remote.ts';
import { readModelsOf, requireScenario } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { resume } from './paging-tests.ts';
import { collect, openSession, withRemote } from './session.ts';
import type { ReadPage } from './session.ts';

/** More pages than any read of a remote under test takes. */
const tooManyPages = 1000;

/** What vendors do with their pages, and what costs records where it is believed. */
export const pageFaultTests: readonly ConformanceTest[] = [
  {
    name: 'reads every record, and resumes every model, at a remote with small pages',
    async run({ subject }) {
      const start = requireScenario(subject, 'startWithSmallPages');
      const listRemoteIds = requireScenario(subject, 'listRemoteIds');
      await withRemote({ start }, async (remote) => {
        const held = await listRemoteIds(remote);
        let paged = 0;
        for (const model of readModelsOf(subject)) {
          const { pages, records } = await openSession(subject, remote).read(model);
          const missing = held[model]?.filter((id) => !records.has(id)) ?? [];
          assert.deepEqual(missing, [], `Records of ${model} that were not read.`);
          await resume({ subject }, remote, { model, pages });
          if (pages.filter((page) => page.records.length > 0).length > 1) paged += 1;
        }
        assert.ok(paged > 0, 'No model takes more than one page.');
      });
    },
  },
  {
    name: 'ends a read whose pages go round, and does not take it for a whole one',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const { model } = await requireScenario(subject, 'loopPages')(remote);
        const pages: ReadPage[] = [];
        const read = async (): Promise<void> => {
          for await (const page of openSession(subject, remote).pages(model)) {
            pages.push(page);
            assert.ok(pages.length < tooManyPages, `Reading ${model} does not end.`);
            assert.notEqual(page.resumeFrom, null, `Reading ${model} ended as if it were whole.`);
          }
        };
        await assert.rejects(read(), (error) => {
          assert.ok(error instanceof RemoteError, String(error));
          return true;
        });
      }),
  },
  {
    name: 'asks for a full read when the page where it resumes has expired',
    run: ({ subject }) =>
      withRemote(subject, async (remote) => {
        const expirePages = requireScenario(subject, 'expirePages');
        const before = new Map<string, ReadPage[]>();
        for (const model of readModelsOf(subject)) {
          before.set(model, (await openSession(subject, remote).read(model)).pages);
        }
        const { model } = await expirePages(remote);
        const [first] = before.get(model) ?? [];
        assert.ok(first && first.resumeFrom !== null, `${model} takes only one page.`);
        const { resumeFrom } = first;
        await assert.rejects(openSession(subject, remote).read(model, { resumeFrom }), (error) => {
          assert.ok(error instanceof RemoteError, String(error));
          assert.equal(error.kind, 'sync-token-expired', error.message);
          return true;
        });
        const again = await openSession(subject, remote).read(model);
        const { records } = collect(before.get(model) ?? []);
        assert.equal(again.records.size, records.size, `A full read of ${model} afterwards.`);
      }),
  },
];
