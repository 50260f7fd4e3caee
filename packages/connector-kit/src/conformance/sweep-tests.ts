import assert from 'node:assert/strict';
import type { IdPage } from '../declaration/connector.ts';
import type { Json, ModelName } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';
import { requireScenario } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import { openSession, takeToken, withRemote } from './session.ts';
import type { Session } from './session.ts';
import type { ConformanceSubject } from './subject.ts';

/** More failures than any client may retry. */
const forever = 100_000;
/** More pages than any list of a remote under test takes. */
const tooManyPages = 1000;

/** Lists of ids, by which the engine finds what was deleted. They pass where there is none. */
export const sweepTests: readonly ConformanceTest[] = [
  {
    name: 'lists the ids that a full read has, from every resume point, and no others',
    async run({ subject }) {
      const models = sweptModels(subject);
      if (models.length === 0) return;
      // A remote without small pages still shows what it lists.
      const start = () => subject.scenarios.startWithSmallPages?.() ?? subject.start();
      await withRemote({ start }, async (remote) => {
        for (const model of models) {
          const session = openSession(subject, remote);
          const { records } = await session.read(model);
          const ofRead = session.journal.attempts.length;
          const pages = await listPages(session, subject, model);
          assertSameIds(idsOf(pages), [...records.keys()], model);
          const ofList = session.journal.attempts.length - ofRead;
          assert.ok(
            ofList <= ofRead,
            `The ids of ${model} take ${ofList} requests, a read ${ofRead}.`,
          );
          for (const [index, { resumeFrom }] of pages.slice(0, -1).entries()) {
            assert.notEqual(resumeFrom, null, `page ${index + 1} of ${model} has no resume point`);
            const rest = await listPages(openSession(subject, remote), subject, model, resumeFrom);
            const resumed = [...pages.slice(0, index + 1), ...rest];
            assertSameIds(idsOf(resumed), [...records.keys()], `${model}, resumed`);
            if (index > 2) break;
          }
        }
      });
    },
  },
  {
    name: 'shows a deletion in a list of ids',
    async run({ subject }) {
      const models = sweptModels(subject);
      if (models.length === 0) return;
      await withRemote(subject, async (remote) => {
        const deleteRecord = requireScenario(subject, 'deleteRecord');
        const before = new Map<ModelName, Set<string>>();
        for (const model of models) {
          const pages = await listPages(openSession(subject, remote), subject, model);
          before.set(model, idsOf(pages));
        }
        const { model, remoteId } = await deleteRecord(remote);
        const known = before.get(model);
        assert.ok(known, `The scenario deleted one of ${model}, whose ids are not listed.`);
        assert.ok(known.has(remoteId), `${model} ${remoteId} was not listed before.`);
        const after = idsOf(await listPages(openSession(subject, remote), subject, model));
        assert.ok(!after.has(remoteId), `${model} ${remoteId} is still listed.`);
        assert.ok(after.size > 0, `No id of ${model} is left.`);
      });
    },
  },
  {
    name: 'never takes a list of ids that breaks off, or goes round, for a whole one',
    async run({ subject }) {
      const models = sweptModels(subject);
      if (models.length === 0) return;
      const start = requireScenario(subject, 'startWithSmallPages');
      await withRemote({ start }, async (remote) => {
        await takeToken(subject, remote);
        for (const model of models) {
          const whole = openSession(subject, remote);
          await listPages(whole, subject, model);
          const afterRequests = whole.journal.attempts.length - 1;
          remote.faults.add({ kind: '500', afterRequests, times: forever });
          await assertUnfinished(openSession(subject, remote), subject, model);
          remote.faults.clear();
        }
      });
      await withRemote(subject, async (remote) => {
        const { model } = await requireScenario(subject, 'loopPages')(remote);
        if (!models.includes(model)) return;
        await assertUnfinished(openSession(subject, remote), subject, model);
      });
    },
  },
];

function sweptModels({ connector }: ConformanceSubject): ModelName[] {
  return Object.keys(connector.listIds ?? {}) as ModelName[];
}

async function listPages(
  session: Session,
  subject: ConformanceSubject,
  model: ModelName,
  resumeFrom: Json = null,
): Promise<IdPage[]> {
  const pages: IdPage[] = [];
  for await (const page of idPages(session, subject, { model, resumeFrom })) pages.push(page);
  assert.equal(pages.at(-1)?.resumeFrom, null, `The ids of ${model} have no last page.`);
  assert.equal(pages.at(-1)?.unlistedRecords ?? 0, 0, `Ids of ${model} that were not listed.`);
  return pages;
}

function idPages(
  { context }: Session,
  { connector }: ConformanceSubject,
  { model, resumeFrom }: { model: ModelName; resumeFrom: Json },
): AsyncIterable<IdPage> {
  const listIds = connector.listIds?.[model];
  if (listIds === undefined) throw new Error(`The connector does not list ids of ${model}.`);
  return listIds(context, { resumeFrom });
}

async function assertUnfinished(
  session: Session,
  subject: ConformanceSubject,
  model: ModelName,
): Promise<void> {
  let pages = 0;
  const list = async (): Promise<void> => {
    for await (const page of idPages(session, subject, { model, resumeFrom: null })) {
      pages += 1;
      assert.ok(pages < tooManyPages, `Listing the ids of ${model} does not end.`);
      assert.notEqual(page.resumeFrom, null, `The ids of ${model} ended as if all were listed.`);
    }
  };
  await assert.rejects(list(), (error) => {
    assert.ok(error instanceof RemoteError, String(error));
    return true;
  });
}

function idsOf(pages: readonly IdPage[]): Set<string> {
  return new Set(pages.flatMap(({ remoteIds }) => remoteIds));
}

function assertSameIds(listed: ReadonlySet<string>, read: readonly string[], what: string): void {
  const missing = read.filter((id) => !listed.has(id));
  assert.deepEqual(missing, [], `Records of ${what} whose ids are not listed.`);
  const known = new Set(read);
  const others = [...listed].filter((id) => !known.has(id));
  assert.deepEqual(others, [], `Ids of ${what} that no record has.`);
}
