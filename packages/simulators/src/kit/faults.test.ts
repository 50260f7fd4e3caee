import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { FaultPlan } from './faults.ts';
import type { FaultKind } from './faults.ts';
import { startVendorServer } from './vendor-server.ts';
import type { VendorServer } from './vendor-server.ts';

describe('faults', () => {
  let faults: FaultPlan;
  let server: VendorServer;
  let acted = 0;

  beforeEach(async () => {
    acted = 0;
    faults = new FaultPlan();
    server = await startVendorServer({
      host: '127.0.0.1',
      port: 0,
      now: () => 1000,
      faults,
      errorAnswer: (status) => ({ status, body: JSON.stringify({ refused: status }) }),
      answer: () => {
        acted += 1;
        return { status: 200, body: JSON.stringify({ greeting: 'hello there' }) };
      },
    });
  });
  afterEach(() => server.close());

  function visit(path = '/thing', signal = AbortSignal.timeout(60_000)): Promise<Response> {
    return fetch(server.url + path, { redirect: 'manual', signal });
  }

  async function statusesOf(count: number, path?: string): Promise<number[]> {
    const statuses: number[] = [];
    for (let visits = 0; visits < count; visits += 1) statuses.push((await visit(path)).status);
    return statuses;
  }

  it('strike after the given number of requests, as often as asked, and then stop', async () => {
    faults.add({ kind: '500', afterRequests: 2, times: 2 });
    assert.deepEqual(await statusesOf(6), [200, 200, 500, 500, 200, 200]);
  });

  it('count only the requests that they match, by text, pattern or test', async () => {
    faults.add({ kind: '500', matching: 'candidate', afterRequests: 1 });
    faults.add({ kind: '401', matching: /^\/job\./ });
    faults.add({ kind: '429', matching: ({ path }) => path.endsWith('!') });
    assert.deepEqual(await statusesOf(3, '/candidate.list'), [200, 500, 200]);
    assert.deepEqual(await statusesOf(2, '/job.list'), [401, 200]);
    assert.deepEqual(await statusesOf(2, '/loud!'), [429, 200]);
  });

  it('that are added together strike one after the other', async () => {
    faults.add({ kind: '500' });
    faults.add({ kind: '429' });
    assert.deepEqual(await statusesOf(3), [500, 429, 200]);
  });

  it('can be cleared', async () => {
    faults.add({ kind: '500', times: 100 });
    faults.clear();
    assert.deepEqual(await statusesOf(1), [200]);
  });

  const replaced: [FaultKind, number, Record<string, string | null>, RegExp][] = [
    ['429', 429, { 'retry-after': '1' }, /"refused":429/],
    ['429-without-retry-after', 429, { 'retry-after': null }, /"refused":429/],
    ['500', 500, {}, /"refused":500/],
    ['401', 401, {}, /"refused":401/],
    ['502-html', 502, { 'content-type': 'text/html' }, /^<html>/],
    ['redirect-private', 302, { location: 'http://169.254.169.254/' }, /^$/],
  ];
  for (const [kind, status, headers, body] of replaced) {
    it(`answer ${kind} without the vendor acting`, async () => {
      faults.add({ kind });
      const response = await visit();
      assert.equal(response.status, status);
      assert.match(await response.text(), body);
      for (const [name, value] of Object.entries(headers)) {
        assert.equal(response.headers.get(name), value);
      }
      assert.equal(acted, 0);
    });
  }

  it('answer with an error after the vendor acted', async () => {
    faults.add({ kind: '500-after-acting' });
    faults.add({ kind: '502-html-after-acting' });
    const own = await visit();
    assert.deepEqual([own.status, await own.json()], [500, { refused: 500 }]);
    const page = await visit();
    assert.equal(page.status, 502);
    assert.match(await page.text(), /^<html>/);
    assert.equal(acted, 2);
  });

  it('cut JSON in the middle, or send nothing, after the vendor acted', async () => {
    faults.add({ kind: 'cut-json' });
    faults.add({ kind: 'empty-body' });
    const cut = await (await visit()).text();
    assert.ok(cut.length > 0);
    assert.throws(() => JSON.parse(cut) as unknown);
    assert.equal(await (await visit()).text(), '');
    assert.equal(acted, 2);
  });

  it('reset the connection after the vendor acted', async () => {
    faults.add({ kind: 'reset' });
    await assert.rejects(visit(), TypeError);
    assert.equal(acted, 1);
    assert.equal(server.requests()[0]?.status, 0);
  });

  it('leave a request without an answer until the simulator closes', async () => {
    faults.add({ kind: 'timeout' });
    const patience = new AbortController();
    const left = assert.rejects(visit('/thing', patience.signal), { name: 'AbortError' });
    // Only from its arrival on: a slow machine may take its time to send it.
    while (acted < 1) await setImmediate();
    // One that comes later is answered before.
    assert.ok((await visit()).ok);
    patience.abort();
    await left;
    faults.add({ kind: 'timeout' });
    const waiting = visit();
    const outcome = assert.rejects(waiting, TypeError);
    while (acted < 3) await setImmediate();
    await server.close();
    await outcome;
    server = await startVendorServer({
      host: '127.0.0.1',
      port: 0,
      now: () => 0,
      faults,
      errorAnswer: (status) => ({ status, body: '' }),
      answer: () => ({ status: 200, body: '' }),
    });
  });

  it('delay the right answer', async () => {
    faults.add({ kind: 'slow', delayMs: 120 });
    const start = performance.now();
    assert.deepEqual(await (await visit()).json(), { greeting: 'hello there' });
    assert.ok(performance.now() - start >= 115);
  });

  it('leave every request in the log, with the status that it got', async () => {
    faults.add({ kind: '502-html' });
    await fetch(`${server.url}/a?x=1`, { method: 'POST', body: '{"cursor":"c"}' });
    await fetch(`${server.url}/b`, { method: 'POST', body: 'not json' });
    assert.deepEqual(server.requests(), [
      { method: 'POST', path: '/a', query: 'x=1', body: { cursor: 'c' }, status: 502, at: 1000 },
      { method: 'POST', path: '/b', query: '', body: 'not json', status: 200, at: 1000 },
    ]);
  });
});
