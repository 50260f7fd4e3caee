import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import {
  ConnectionError,
  RateLimitError,
  ServerError,
  TaskTimedOutError,
  TimeoutError,
} from './index.ts';
import { type Answer, errorBody, type FakeServer, startFakeServer } from './testing/fake-server.ts';

const soon = { 'retry-after': '0' };
const note = { application_id: 'a', content: 'c', content_type: 'PLAIN_TEXT' } as const;
const broken: Answer = (response) => void response.destroy();

describe('a call that fails for the moment', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await startFakeServer();
  });
  afterEach(() => server.close());

  const keys = () => server.received.map(({ headers }) => headers['idempotency-key']);

  it('is repeated on 408, 429 and 5xx until it succeeds', async () => {
    for (const status of [408, 429, 500, 502, 503, 504]) {
      server.received.splice(0);
      server.answers.splice(0, Infinity, { status, headers: soon, body: '<h1>no</h1>' }, {});
      await server.client.general.checkApiKey();
      assert.equal(server.received.length, 2, String(status));
    }
  });

  it('is repeated after a broken connection', async () => {
    server.answers.push(broken, {});
    await server.client.general.checkApiKey();
    assert.equal(server.received.length, 2);
  });

  it('is given up after as many retries as were allowed, with the last error', async () => {
    server.answers.push({ status: 503, headers: soon, body: errorBody(null, 'Down.') });
    const call = server.client.general.checkApiKey({ max_retries: 2 });
    await assert.rejects(call, (error) => error instanceof ServerError && error.status === 503);
    assert.equal(server.received.length, 3);
    assert.equal(server.events.filter(({ type }) => type === 'retry').length, 2);
  });

  it('is not repeated when the answer would be the same', async () => {
    for (const status of [400, 401, 403, 404, 409, 501]) {
      server.received.splice(0);
      server.answers.splice(0, Infinity, { status, headers: soon, body: errorBody(null) });
      await assert.rejects(server.client.general.checkApiKey());
      assert.equal(server.received.length, 1, String(status));
    }
  });

  it('waits no longer than a minute for the server, and says how long it should have', async () => {
    const body = errorBody('PLATFORM.RATE_LIMIT_EXCEEDED');
    server.answers.push({ status: 429, headers: { 'retry-after': '3600' }, body });
    await assert.rejects(server.client.general.checkApiKey(), (error) => {
      assert.ok(error instanceof RateLimitError);
      assert.equal(error.retry_after_ms, 3_600_000);
      return true;
    });
    assert.equal(server.received.length, 1);
  });

  it('reads Retry-After as a date, too, and the finer header before it', async () => {
    const past = { 'retry-after': 'Fri, 27 Nov 2020 10:00:00 GMT' };
    const fine = { 'retry-after': '3600', 'retry-after-ms': '1' };
    server.answers.push({ status: 429, headers: past }, { status: 429, headers: fine }, {});
    await server.client.general.checkApiKey();
    assert.equal(server.received.length, 3);
  });

  it('sends a POST with one idempotency key in all its tries, and another in the next call', async () => {
    server.answers.push(broken, { status: 500, headers: soon }, {}, {});
    await server.client.ats.addApplicationNote(note);
    await server.client.ats.addApplicationNote(note);
    const [first, second, third, other] = keys();
    assert.match(String(first), /^[\w-]{36}$/);
    assert.deepEqual([second, third], [first, first]);
    assert.notEqual(other, first);
    await server.client.ats.addApplicationNote(note, { idempotency_key: 'mine' });
    assert.equal(keys().at(-1), 'mine');
  });

  it('is not repeated where a POST could be done twice, but is where nothing was done', async () => {
    const client = server.createClient({ retry_posts: false });
    server.answers.push(broken);
    await assert.rejects(client.ats.addApplicationNote(note), ConnectionError);
    server.answers.splice(0, Infinity, { status: 500, headers: soon });
    await assert.rejects(client.ats.addApplicationNote(note), ServerError);
    assert.equal(server.received.length, 2);
    const unavailable = errorBody('REMOTE.SERVICE_UNAVAILABLE');
    server.answers.splice(
      0,
      Infinity,
      { status: 429, headers: soon },
      { status: 503, headers: soon, body: unavailable },
      {},
    );
    await client.ats.addApplicationNote(note);
    assert.equal(server.received.length, 5);
    const put = { application_id: 'a', stage_id: 's' };
    server.answers.splice(0, Infinity, broken, {});
    await client.ats.moveApplicationToStage(put);
    assert.equal(server.received.length, 7);
  });

  it('of the hosted service never repeats a POST by itself', async () => {
    let tries = 0;
    const client = server.createClient({
      server_url: 'https://api.kombo.dev/v1',
      fetch: () => {
        tries += 1;
        return Promise.reject(new TypeError('fetch failed'));
      },
    });
    await assert.rejects(client.ats.addApplicationNote(note), ConnectionError);
    assert.equal(tries, 1);
  });

  it('tells that a task timed out, whose write may have arrived', async () => {
    server.answers.push({ status: 504, headers: soon, body: errorBody('PLATFORM.TASK_TIMED_OUT') });
    const call = server.client.ats.addApplicationNote(note, { max_retries: 1 });
    await assert.rejects(call, TaskTimedOutError);
    assert.equal(new Set(keys()).size, 1);
  });
});

describe('a call that takes long', () => {
  let server: FakeServer;
  beforeEach(async () => {
    server = await startFakeServer();
  });
  afterEach(() => server.close());

  it('ends with a TimeoutError, whether the head or the body is late', async () => {
    const lateHead: Answer = () => undefined;
    const lateBody: Answer = (response) => void response.writeHead(200).write('{"status"');
    for (const late of [lateHead, lateBody]) {
      server.answers.splice(0, Infinity, late);
      const call = server.client.general.checkApiKey({ timeout_ms: 50, max_retries: 0 });
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof TimeoutError);
        assert.match(error.message, /^http:\/\/127\.0\.0\.1:\d+ did not answer within 50 ms\.$/);
        return true;
      });
    }
  });

  it('ends with the reason of its signal: before, while it waits for an answer, and for a retry', async () => {
    const reason = new Error('no longer wanted');
    await assert.rejects(
      server.client.general.checkApiKey({ signal: AbortSignal.abort(reason) }),
      reason,
    );
    assert.equal(server.received.length, 0);
    const asked = new AbortController();
    server.answers.push(() => asked.abort(reason));
    await assert.rejects(server.client.general.checkApiKey({ signal: asked.signal }), reason);
    const waiting = new AbortController();
    const client = server.createClient({
      log: ({ type }) => {
        if (type === 'retry') queueMicrotask(() => waiting.abort(reason));
      },
    });
    server.answers.splice(0, Infinity, { status: 503, headers: { 'retry-after': '50' } });
    await assert.rejects(client.general.checkApiKey({ signal: waiting.signal }), reason);
    assert.equal(server.received.length, 2);
  });
});
