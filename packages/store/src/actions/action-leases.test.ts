import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { ActionBeginning, ActionStart } from './action-leases.ts';
import { beginAction, endAction, renewActionLease, noteSending } from './action-leases.ts';
import { createTestDatabase, expireRunningActions } from '../testing/index.ts';

describe('running actions', () => {
  let test: Awaited<ReturnType<typeof createTestDatabase>>;
  let numbers = 0;

  before(async () => {
    test = await createTestDatabase();
  });
  after(() => test.drop());
  beforeEach(async () => {
    await test.database.pool.query('delete from store.running_actions');
    await test.database.pool.query('delete from store.idempotency_keys');
  });

  const startOf = (changes: Partial<ActionStart> = {}): ActionStart => ({
    integrationId: 'ashby:one',
    interactionId: `interaction-${(numbers += 1)}`,
    limit: 3,
    idempotency: null,
    ...changes,
  });
  const keyed = (key: string, request = 'a request'): Pick<ActionStart, 'idempotency'> => ({
    idempotency: { key, fingerprint: Buffer.from(request) },
  });
  const begin = (start: ActionStart): Promise<ActionBeginning> => beginAction(test.database, start);
  const kill = ({ interactionId }: ActionStart): Promise<void> =>
    expireRunningActions(test.database.pool, interactionId);

  it('are as many as the integration may run, however many begin at the same moment', async () => {
    const starts = Array.from({ length: 10 }, () => startOf());
    const beginnings = await Promise.all(starts.map(begin));
    const begun = beginnings.filter(({ state }) => state === 'begun');
    assert.equal(begun.length, 3);
    assert.ok(beginnings.every(({ state }) => state === 'begun' || state === 'too-many'));
    assert.deepEqual(
      new Set(begun.map((one) => (one.state === 'begun' ? one.remaining : null))),
      new Set([0, 1, 2]),
    );
  });

  it('leave their place when they end, and do not take those of another integration', async () => {
    const starts = [startOf(), startOf(), startOf()];
    for (const start of starts) await begin(start);
    assert.equal((await begin(startOf())).state, 'too-many');
    assert.equal((await begin(startOf({ integrationId: 'ashby:two' }))).state, 'begun');
    await endAction(test.database, starts[0]!, null);
    assert.equal((await begin(startOf())).state, 'begun');
  });

  it('of a process that died leave their place after a while, those of a living one do not', async () => {
    const [dead, alive] = [startOf(), startOf()];
    await begin(dead);
    await begin(alive);
    await kill(dead);
    await kill(alive);
    await renewActionLease(test.database, alive);
    assert.deepEqual(await begin(startOf()), { state: 'begun', remaining: 1 });
  });

  it('under one key run once: who repeats it waits, and then gets the same answer', async () => {
    const first = startOf(keyed('key'));
    const second = startOf(keyed('key'));
    assert.equal((await begin(first)).state, 'begun');
    assert.equal((await begin(second)).state, 'running');
    await noteSending(test.database, first);
    await endAction(test.database, first, { status: 200, body: '{"done":true}' });
    const answered = { status: 200, body: '{"done":true}', interactionId: first.interactionId };
    assert.deepEqual(await begin(second), { state: 'answered', ...answered });
  });

  it('under one key are begun once by many at the same moment', async () => {
    const starts = Array.from({ length: 8 }, () => startOf({ ...keyed('key'), limit: 100 }));
    const states = (await Promise.all(starts.map(begin))).map(({ state }) => state);
    assert.equal(states.filter((state) => state === 'begun').length, 1);
    assert.equal(states.filter((state) => state === 'running').length, 7);
  });

  it('refuse a key for another request, and know the keys of integrations apart', async () => {
    await begin(startOf(keyed('key', 'one')));
    assert.equal((await begin(startOf(keyed('key', 'other')))).state, 'other-request');
    const elsewhere = startOf({ ...keyed('key', 'other'), integrationId: 'ashby:two' });
    assert.equal((await begin(elsewhere)).state, 'begun');
  });

  it('that ended without having changed anything leave their key free', async () => {
    const first = startOf(keyed('key'));
    await begin(first);
    await endAction(test.database, first, null);
    assert.equal((await begin(startOf(keyed('key', 'corrected')))).state, 'begun');
  });

  it('of a process that died before it sent anything are begun again', async () => {
    const dead = startOf(keyed('key'));
    await begin(dead);
    await kill(dead);
    const next = startOf(keyed('key'));
    assert.equal((await begin(next)).state, 'begun');
    assert.equal(await noteSending(test.database, dead), false, 'the dead one must not send');
    assert.equal(await noteSending(test.database, next), true);
  });

  it('of a process that died after it sent something are never begun again', async () => {
    const dead = startOf(keyed('key'));
    await begin(dead);
    await noteSending(test.database, dead);
    await kill(dead);
    const beginning = await begin(startOf(keyed('key')));
    assert.deepEqual(beginning, { state: 'interrupted', interactionId: dead.interactionId });
  });

  it('that were taken for dead still leave their answer when they end', async () => {
    const slow = startOf(keyed('key'));
    await begin(slow);
    await noteSending(test.database, slow);
    await kill(slow);
    await endAction(test.database, slow, { status: 200, body: '{}' });
    assert.equal((await begin(startOf(keyed('key')))).state, 'answered');
  });
});
