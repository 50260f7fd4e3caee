import assert from 'node:assert/strict';
import type { Json, ModelName } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';
import type { RemoteRequest } from '../http/remote.ts';
import { alter, listAlterations } from './alterations.ts';
import type { Alteration } from './alterations.ts';
import { changedFields } from './assert-same-records.ts';
import { withoutIds } from './bench.ts';
import type { ConformanceTest } from './bench.ts';
import type { RemoteUnderTest } from './remote-under-test.ts';
import { openSession, withRemote } from './session.ts';
import type { ReadOutcome, Session, SessionOptions } from './session.ts';
import type { ConformanceSubject, OtherCallUnderTest, SideCallUnderTest } from './subject.ts';

type Call = SideCallUnderTest | OtherCallUnderTest;

interface Lost {
  call: Call;
  /** The fields, and what was altered. */
  what: string;
}

type Spoil = NonNullable<SessionOptions['spoil']>;

/**
 * Changes of what records only show, such as a stage that is renamed or moved: no date of the record
 * tells of them. A delta that asks for such a list again has to see whatever has changed in it.
 */
export const undatedChangeTests: readonly ConformanceTest[] = [
  {
    name: 'finds in a delta what has changed in the lists that its records show',
    async run({ subject }) {
      const { incrementalModels } = subject.connector;
      const lost: Lost[] = [];
      await withRemote(subject, async (remote) => {
        for (const model of incrementalModels) {
          lost.push(...(await findLost(subject, remote, model)));
        }
      });
      const unknown = lost.filter(({ call }) => call.missedByDelta === undefined);
      const shown = unknown.map(({ what }) => what);
      assert.deepEqual(shown, [], 'Changes that a full read shows, and a delta does not.');
      const { sideCalls = [], otherCalls = [] } = subject;
      for (const call of [...sideCalls, ...otherCalls]) {
        const isMissed = call.missedByDelta === undefined || lost.some((one) => one.call === call);
        assert.ok(isMissed, `No change by ${call.matching} is missed: remove 'missedByDelta'.`);
      }
    },
  },
];

async function findLost(
  subject: ConformanceSubject,
  remote: RemoteUnderTest,
  model: ModelName,
): Promise<Lost[]> {
  const open = (spoil: Spoil): Session => openSession(subject, remote, { spoil });
  const inFull = createRecorder(subject, model);
  const full = await open(inFull.spoil).read(model);
  const since = full.since ?? null;
  const again = createRecorder(subject, model);
  await open(again.spoil).read(model, { since });
  const lost: Lost[] = [];
  for (const [list, { body, call }] of inFull.lists) {
    if (!again.lists.has(list)) continue;
    for (const [name, alteration] of listAlterations(body)) {
      const session = () => open(altering(list, alteration));
      const fields = await findLostFields(session, { model, full, since });
      if (fields.length === 0) continue;
      lost.push({ call, what: `${model}.${fields.join(', ')}: ${name} of ${list}` });
    }
  }
  return lost;
}

/** The fields that a full read of altered lists shows otherwise than the stored records and a delta. */
async function findLostFields(
  open: () => Session,
  { model, full, since }: { model: ModelName; full: ReadOutcome; since: Json },
): Promise<string[]> {
  const altered = await readIfPossible(open(), model, null);
  const hasSameIds = altered?.records.size === full.records.size;
  // Such a list decides which records there are, which is another question.
  if (!hasSameIds || [...full.records.keys()].some((id) => !altered.records.has(id))) return [];
  // The call counts as failed then.
  if ([...altered.records.values()].some(({ unread }) => unread !== undefined)) return [];
  const shown = [...altered.records].filter(
    ([id, record]) => changedFields(record, full.records.get(id)).length > 0,
  );
  if (shown.length === 0) return [];
  const delta = await readIfPossible(open(), model, since);
  // Then the engine reads in full.
  if (delta === null) return [];
  const fields = shown.flatMap(([id, record]) =>
    changedFields(record, delta.records.get(id) ?? full.records.get(id)),
  );
  return [...new Set(fields)];
}

/** Null where the connector cannot work with the answers: then it says so, and loses nothing. */
async function readIfPossible(
  session: Session,
  model: ModelName,
  since: Json,
): Promise<ReadOutcome | null> {
  try {
    return await session.read(model, { since });
  } catch (error) {
    if (error instanceof RemoteError) return null;
    throw error;
  }
}

function altering(list: string, alteration: Alteration): Spoil {
  return (body, request) => (keyOf(request) === list ? alter(body, alteration) : body);
}

/**
 * Notes the answers of the calls that the subject declares beside the list of a model, but for those
 * about one record: when that changes, its date does.
 */
function createRecorder(
  { sideCalls = [], otherCalls = [] }: ConformanceSubject,
  model: ModelName,
): { spoil: Spoil; lists: ReadonlyMap<string, { body: unknown; call: Call }> } {
  const declared: readonly Call[] = [...sideCalls, ...otherCalls];
  const lists = new Map<string, { body: unknown; call: Call }>();
  return {
    lists,
    spoil(body, request) {
      const { path } = request;
      const call = declared.find((one) => one.model === model && path.includes(one.matching));
      if (call !== undefined && withoutIds(path) === path) {
        lists.set(keyOf(request), { body, call });
      }
      return body;
    },
  };
}

/** Which question it is. */
function keyOf({ method, path, link, query, json }: RemoteRequest): string {
  return [
    method,
    link ?? path,
    ...[query, json].flatMap((part) => JSON.stringify(part) ?? []),
  ].join(' ');
}
