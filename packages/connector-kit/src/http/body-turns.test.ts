import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BodyTurn } from './body-turns.ts';
import { BodyTurns } from './body-turns.ts';

/** A clock whose sleepers wait for the test. */
function createStillClock() {
  let nowMs = 0;
  let sleepers: (() => void)[] = [];
  return {
    now: () => new Date(nowMs),
    sleep: () => new Promise<void>((wake) => void sleepers.push(wake)),
    async pass(milliseconds: number) {
      nowMs += milliseconds;
      const awake = sleepers;
      sleepers = [];
      for (const wake of awake) wake();
      await nextTurn();
    },
  };
}

function createTurns(clock = createStillClock()): BodyTurns {
  return new BodyTurns({ budgetBytes: 100, freeBytes: 10, silenceMs: 1000, clock });
}

/** Asks, and says whether it may go on by now. */
function ask(turn: BodyTurn, bytes: number): { mayGoOn: boolean } {
  const state = { mayGoOn: false };
  const wait = turn.take(bytes);
  if (wait === undefined) state.mayGoOn = true;
  else void wait.then(() => (state.mayGoOn = true));
  return state;
}

/** A body that was read, and has not been released yet. */
function readWhole(turns: BodyTurns, owner: string, bytes: number): void {
  const turn = turns.begin(owner);
  assert.equal(turn.take(10), undefined);
  assert.equal(turn.take(bytes), undefined);
  turn.end();
}

test('a large body waits while others are parsed, and goes on when they are', async () => {
  const turns = createTurns();
  readWhole(turns, 'one', 60);
  const second = turns.begin('two');
  void second.take(10);
  const asked = ask(second, 60);
  await Promise.resolve();
  assert.equal(asked.mayGoOn, false);
  await nextTurn();
  assert.equal(asked.mayGoOn, true);
});

test('a small body never waits', () => {
  const turns = createTurns();
  readWhole(turns, 'one', 100);
  assert.equal(turns.begin('two').take(10), undefined);
});

test('bodies that none would get to its end do not wait for each other: one goes on', async () => {
  const turns = createTurns();
  const [first, second] = [turns.begin('one'), turns.begin('two')];
  for (const turn of [first, second]) void turn.take(10);
  assert.equal(first.take(60), undefined);
  assert.equal(second.take(40), undefined);
  const [begun, behind] = [ask(first, 60), ask(second, 60)];
  await nextTurn();
  assert.deepEqual([begun.mayGoOn, behind.mayGoOn], [true, false], 'one alone, beyond the budget');
  first.end();
  await nextTurn();
  assert.equal(behind.mayGoOn, true);
});

test('a sender that falls silent does not keep others waiting for ever', async () => {
  const clock = createStillClock();
  const turns = createTurns(clock);
  const slow = turns.begin('one');
  void slow.take(10);
  assert.equal(slow.take(90), undefined);
  const other = turns.begin('two');
  void other.take(10);
  const asked = ask(other, 60);
  await nextTurn();
  assert.equal(asked.mayGoOn, false);
  await clock.pass(1000);
  assert.equal(asked.mayGoOn, true);
});

test('who has many large bodies gets no more turns than who has one', async () => {
  const turns = createTurns();
  readWhole(turns, 'many', 100);
  const ofMany = Array.from({ length: 5 }, () => turns.begin('many'));
  for (const turn of ofMany) void turn.take(10);
  const askedByMany = ofMany.map((turn) => ask(turn, 100));
  const one = turns.begin('one');
  void one.take(10);
  const asked = ask(one, 100);
  await nextTurn();
  assert.equal(asked.mayGoOn, true);
  assert.ok(askedByMany.every(({ mayGoOn }) => !mayGoOn));
  one.end();
  await nextTurn();
  assert.equal(askedByMany.filter(({ mayGoOn }) => mayGoOn).length, 1);
});

test('a body that is given up while it waits leaves nothing behind', async () => {
  const turns = createTurns();
  readWhole(turns, 'one', 100);
  const given = turns.begin('two');
  void given.take(10);
  const asked = ask(given, 100);
  given.end();
  await nextTurn();
  assert.equal(asked.mayGoOn, true, 'nobody waits for ever');
  await nextTurn();
  readWhole(turns, 'three', 100);
});
