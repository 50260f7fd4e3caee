import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestClock } from '../clock.ts';
import { silentLog } from '../declaration/connector-context.ts';
import type { ConnectorContext, ReportIssue } from '../declaration/connector-context.ts';
import type { Page, ReadRequest } from '../declaration/connector.ts';
import { createContext } from '../declaration/create-context.ts';
import type { Json, TagRecord } from '../declaration/records.ts';
import { RemoteError } from '../http/remote.ts';
import type { RemoteErrorKind } from '../http/remote.ts';
import { openSideCalls, unreadOf } from './side-calls.ts';

type Issue = Parameters<ReportIssue>[0];

const call = { name: 'tag.info', fields: ['name'] };
const failing = new Set<string>();

function failure(kind: RemoteErrorKind = 'unavailable'): RemoteError {
  return new RemoteError({ kind, message: `tag.info fails: ${kind}`, status: 500 });
}

function openContext(parts: Partial<ConnectorContext> = {}): {
  context: ConnectorContext;
  issues: Issue[];
} {
  const issues: Issue[] = [];
  const context = createContext({
    remote: {} as ConnectorContext['remote'],
    clock: createTestClock('2026-01-02T03:04:05Z'),
    log: silentLog,
    signal: new AbortController().signal,
    reportIssue: (issue) => issues.push(issue),
    ...parts,
  });
  return { context, issues };
}

const askAlways = (kind?: RemoteErrorKind) => async (): Promise<never> => {
  throw failure(kind);
};

/** Tags in pages of two: all of them, or in a delta `changed`. Names come by a call for each. */
async function read(
  request: Partial<ReadRequest>,
  {
    ids,
    changed = [],
    maxPages = Infinity,
  }: { ids: string[]; changed?: string[]; maxPages?: number },
): Promise<{ pages: Page<'tags'>[]; asked: string[]; issues: Issue[] }> {
  const { context, issues } = openContext();
  const asked: string[] = [];
  const whole = { since: null, resumeFrom: null, ...request };
  const sideCalls = openSideCalls(context, 'tags', whole);
  const nameOf = async (id: string): Promise<string> => {
    asked.push(id);
    if (failing.has(id)) throw failure();
    return `Name of ${id}`;
  };
  const toRecord = async (id: string): Promise<TagRecord> => {
    const name = await sideCalls.ask({ ...call, key: id }, () => nameOf(id));
    return { remote_id: id, name: name.value, ...unreadOf(name) };
  };
  const readPages = async function* (inner: ReadRequest): AsyncGenerator<Page<'tags'>> {
    const rows = inner.since === null ? ids : changed;
    const completeness = inner.since === null ? 'full' : 'changes';
    for (let at = Number(inner.resumeFrom ?? 0); ; at += 2) {
      const records = await Promise.all(rows.slice(at, at + 2).map(toRecord));
      const isLast = at + 2 >= rows.length;
      if (isLast) yield { records, resumeFrom: null, completeness, since: 'token' };
      else yield { records, resumeFrom: at + 2, completeness };
      if (isLast) return;
    }
  };
  const again = {
    ...call,
    read: async (id: string) => [{ remote_id: id, name: await nameOf(id) }],
  };
  const pages: Page<'tags'>[] = [];
  for await (const page of sideCalls.carry(readPages, again)) {
    pages.push(page);
    if (pages.length === maxPages) break;
  }
  return { pages, asked, issues };
}

const recordsOf = (pages: readonly Page<'tags'>[]) => pages.flatMap(({ records }) => records);
const ids = ['a', 'b', 'c', 'd', 'e'];

test('a call that fails costs its fields, which the record and an issue name', async () => {
  failing.clear();
  failing.add('b');
  const { pages, issues } = await read({}, { ids });
  const [, second] = recordsOf(pages);
  assert.deepEqual(second, { remote_id: 'b', name: null, unread: ['name'] });
  assert.equal(recordsOf(pages).filter((record) => 'unread' in record).length, 1);
  assert.deepEqual(issues, [
    { model: 'tags', field: 'name', sample: 'tag.info fails: unavailable' },
  ]);
});

test('the next delta asks again what has failed, until it is read', async () => {
  failing.clear();
  failing.add('b').add('d');
  const first = await read({}, { ids });
  failing.delete('d');
  const second = await read({ since: first.pages.at(-1)!.since! }, { ids, changed: ['e'] });
  assert.deepEqual(second.asked.toSorted(), ['b', 'd', 'e']);
  assert.deepEqual(
    recordsOf(second.pages).map(({ remote_id }) => remote_id),
    ['d', 'e'],
  );
  assert.ok(second.pages.every(({ completeness }) => completeness === 'changes'));
  failing.clear();
  const third = await read({ since: second.pages.at(-1)!.since! }, { ids });
  assert.deepEqual(third.asked, ['b']);
  assert.equal(third.pages.at(-1)!.since, 'token', 'nothing is due any more');
  assert.deepEqual((await read({ since: 'token' }, { ids })).asked, []);
});

test('what is due is kept with every resume point', async () => {
  failing.clear();
  failing.add('a');
  const begun = await read({}, { ids, maxPages: 1 });
  failing.clear();
  const { resumeFrom } = begun.pages[0]!;
  const rest = await read({ resumeFrom }, { ids });
  assert.deepEqual(rest.asked, ['c', 'd', 'e']);
  const { since } = rest.pages.at(-1)!;
  // Interrupted after what was due, the delta does not ask it again.
  const delta = await read({ since: since! }, { ids, changed: ['b', 'c', 'd'], maxPages: 2 });
  assert.deepEqual(delta.asked, ['a', 'b', 'c']);
  const resumed = await read(
    { since: since!, resumeFrom: delta.pages.at(-1)!.resumeFrom },
    { ids, changed: ['b', 'c', 'd'] },
  );
  assert.deepEqual(resumed.asked, ['d']);
  assert.equal(resumed.pages.at(-1)!.since, 'token');
});

test('a delta asks a hundred at most, and the others have their turn before them next time', async () => {
  failing.clear();
  const many = Array.from({ length: 150 }, (_, index) => `t${index}`);
  for (const id of many) failing.add(id);
  const full = await read({}, { ids: many });
  assert.ok(full.asked.length < 30, 'a call that always fails is not asked for every record');
  failing.clear();
  const first = await read({ since: full.pages.at(-1)!.since! }, { ids: many });
  assert.equal(first.asked.length, 100);
  const second = await read({ since: first.pages.at(-1)!.since! }, { ids: many });
  assert.deepEqual([...first.asked, ...second.asked].toSorted(), many.toSorted());
});

test('no more than a thousand keys are kept', async () => {
  failing.clear();
  const many = Array.from({ length: 1500 }, (_, index) => `t${index}`);
  for (const id of many) failing.add(id);
  const { pages } = await read({}, { ids: many });
  const { sideCalls } = pages.at(-1)!.since as { sideCalls: { due: Json[] } };
  assert.equal(sideCalls.due.length, 1000);
});

test('a call for all records that works again has the model read in full, once', async () => {
  const readWith = async (request: Partial<ReadRequest>, isFailing: boolean) => {
    const { context } = openContext();
    const whole = { since: null, resumeFrom: null, ...request };
    const sideCalls = openSideCalls(context, 'tags', whole);
    const names = await sideCalls.ask(call, isFailing ? askAlways() : async () => 'names');
    const asked: ReadRequest[] = [];
    const pages: Page<'tags'>[] = [];
    const readPages = async function* (inner: ReadRequest): AsyncGenerator<Page<'tags'>> {
      asked.push(inner);
      const completeness = inner.since === null ? 'full' : 'changes';
      if (inner.resumeFrom === null) yield { records: [], resumeFrom: 'half', completeness };
      yield { records: [], resumeFrom: null, completeness, since: 'token' };
    };
    for await (const page of sideCalls.carry(readPages)) pages.push(page);
    return { names, pages, asked: asked[0]!, since: pages.at(-1)!.since! };
  };
  const first = await readWith({}, true);
  assert.deepEqual(first.names, { value: null, unread: ['name'] });
  const still = await readWith({ since: first.since }, true);
  assert.equal(still.asked.since, 'token', 'a delta does not read everything while it fails');
  const back = await readWith({ since: still.since }, false);
  assert.equal(back.asked.since, null);
  assert.equal(back.since, 'token');
  const resumed = await readWith(
    { since: still.since, resumeFrom: back.pages[0]!.resumeFrom },
    false,
  );
  assert.deepEqual(resumed.asked, { since: null, resumeFrom: 'half' });
  assert.equal((await readWith({ since: back.since }, false)).asked.since, 'token');
});

test('the next read is told which calls for all records have failed', async () => {
  const { context } = openContext();
  const list = { name: 'label.list', fields: ['name'] };
  const readPages = async function* (): AsyncGenerator<Page<'tags'>> {
    yield { records: [], resumeFrom: null, completeness: 'full', since: 'token' };
  };
  const first = openSideCalls(context, 'tags', { since: null, resumeFrom: null });
  assert.deepEqual([...first.missing], []);
  await first.ask(list, askAlways());
  const [page] = await Array.fromAsync(first.carry(readPages));
  const request = { since: page?.since ?? null, resumeFrom: null };
  assert.deepEqual([...openSideCalls(context, 'tags', request).missing], ['label.list']);
});

test('a call by which whole records come keeps a full read from deleting', async () => {
  const { context, issues } = openContext();
  const sideCalls = openSideCalls(context, 'tags');
  await sideCalls.ask({ name: 'tag.listOf', fields: [], key: 'a' }, askAlways('permission'));
  const readPages = async function* (): AsyncGenerator<Page<'tags'>> {
    yield { records: [], resumeFrom: null, completeness: 'full' };
  };
  const pages: Page<'tags'>[] = [];
  for await (const page of sideCalls.carry(readPages)) pages.push(page);
  assert.equal(pages[0]!.unlistedRecords, 1);
  assert.equal(issues[0]!.field, 'tag.listOf');
});

for (const kind of [
  'permission',
  'input',
  'not-found',
  'conflict',
  'unknown',
  'unavailable',
] as const) {
  test(`a failure of kind ${kind} is that of the call`, async () => {
    const { ask } = openSideCalls(openContext().context, 'tags');
    assert.equal((await ask(call, askAlways(kind))).value, null);
  });
}

for (const kind of ['authentication', 'rate-limited'] as const) {
  test(`a failure of kind ${kind} is that of the whole read`, async () => {
    const { ask } = openSideCalls(openContext().context, 'tags');
    await assert.rejects(ask(call, askAlways(kind)), { kind });
  });
}

test('a refusal that is only that of a permission is that of the call', async () => {
  const judgeRefusal = async (): Promise<RemoteError> => failure('permission');
  const { ask } = openSideCalls(openContext({ judgeRefusal }).context, 'tags');
  assert.equal((await ask(call, askAlways('authentication'))).value, null);
});

test('a fault of our own, and the end of the work, are no failures of the call', async () => {
  const { ask } = openSideCalls(openContext().context, 'tags');
  const fault = new TypeError('our own');
  await assert.rejects(
    ask(call, async () => {
      throw fault;
    }),
    fault,
  );
  const stop = new AbortController();
  const stopped = openSideCalls(openContext({ signal: stop.signal }).context, 'tags');
  stop.abort(new Error('stopped'));
  await assert.rejects(stopped.ask(call, askAlways()), /stopped/);
});
