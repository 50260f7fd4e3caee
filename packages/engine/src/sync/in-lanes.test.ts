import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTurns, inLanes } from './in-lanes.ts';

describe('work in lanes', () => {
  it('is done once for each item, never more at once than there are lanes', async () => {
    const done = new Set<number>();
    let underWay = 0;
    let most = 0;
    await inLanes([1, 2, 3, 4, 5], 2, {
      stop: () => assert.fail('nothing failed'),
      async work(item) {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise(setImmediate);
        underWay -= 1;
        done.add(item);
      },
    });
    assert.deepEqual([...done], [1, 2, 3, 4, 5]);
    assert.equal(most, 2);
  });

  it('ends with the first failure when all that was under way has stopped', async () => {
    const events: string[] = [];
    const stopped = Promise.withResolvers<void>();
    const working = inLanes(['fails', 'slow', 'never'], 2, {
      stop: (reason) => {
        events.push(String(reason));
        stopped.resolve();
      },
      async work(item) {
        if (item === 'fails') throw new Error('first');
        events.push(item);
        await stopped.promise;
        throw new Error('second');
      },
    });
    await assert.rejects(working, /first/);
    assert.deepEqual(events, ['slow', 'Error: first', 'Error: second']);
  });
});

describe('work in turn', () => {
  it('begins when what was asked for before has ended, be it with a failure', async () => {
    const inTurn = createTurns();
    const events: string[] = [];
    const first = inTurn(async () => {
      events.push('first begins');
      await new Promise(setImmediate);
      events.push('first ends');
      throw new Error('failed');
    });
    const second = inTurn(async () => void events.push('second'));
    await assert.rejects(first, /failed/);
    await second;
    assert.deepEqual(events, ['first begins', 'first ends', 'second']);
  });
});
