import assert from 'node:assert/strict';
import { Agent, get } from 'node:http';
import { connect, createServer } from 'node:net';
import { test } from 'node:test';
import { GeneralError } from '@hirewire/contract';

import { answerParserError } from './plugins/parser-errors.ts';
import { callApi, errorOf } from './testing/call-api.ts';
import { startTestApi } from './testing/start-test-api.ts';
import { startFakeApi } from './testing/start-fake-api.ts';
import { succeed } from './testing/fake-ats.ts';
import { toApiError } from './to-api-error.ts';

test('each key has its own budget of requests, and is told about it', async () => {
  const api = await startTestApi({ rateLimitPerMinute: 3 });
  try {
    const keys = await Promise.all([api.createKey('one'), api.createKey('one')]);
    for (const { key } of keys) {
      const headers = { authorization: `Bearer ${key}` };
      for (const remaining of ['2', '1', '0']) {
        const answer = await callApi(api, { path: '/v1/check-api-key', headers });
        assert.equal(answer.status, 200);
        assert.equal(answer.headers['ratelimit-limit'], '3');
        assert.equal(answer.headers['ratelimit-remaining'], remaining);
        assert.match(String(answer.headers['ratelimit-reset']), /^([1-9]|[1-5]\d|60)$/);
        assert.equal(answer.headers['retry-after'], undefined);
      }
      const refused = await callApi(api, { path: '/v1/ats/jobs', headers });
      assert.equal(refused.status, 429);
      const error = errorOf(refused, 'ats');
      assert.equal(error.code, 'PLATFORM.RATE_LIMIT_EXCEEDED');
      assert.match(String(refused.headers['retry-after']), /^([1-9]|[1-5]\d|60)$/);
      assert.equal(refused.headers['ratelimit-remaining'], '0');
    }
  } finally {
    await api.close();
  }
});

test('errors of authenticated calls carry the budget, others do not', async () => {
  const api = await startTestApi({ rateLimitPerMinute: 100 });
  try {
    const { key } = await api.createKey('one');
    const headers = { authorization: `Bearer ${key}`, 'x-integration-id': 'unknown' };
    const known = await callApi(api, { path: '/v1/ats/jobs', headers });
    assert.equal(known.status, 404);
    assert.equal(known.headers['ratelimit-remaining'], '99');
    const unknown = await callApi(api, { path: '/v1/ats/jobs' });
    assert.equal(unknown.status, 401);
    assert.equal(unknown.headers['ratelimit-limit'], undefined);
  } finally {
    await api.close();
  }
});

test('a limit of 0 disables the limit and its headers', async () => {
  const api = await startTestApi({ rateLimitPerMinute: 0 });
  try {
    const { key } = await api.createKey('one');
    const headers = { authorization: `Bearer ${key}` };
    const answer = await callApi(api, { path: '/v1/check-api-key', headers });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['ratelimit-limit'], undefined);
  } finally {
    await api.close();
  }
});

test('a request whose body does not arrive in time is answered with 408', async () => {
  const api = await startTestApi({ limits: { answerTimeoutMs: 100 } });
  try {
    const { key } = await api.createKey('one');
    const integration = await api.createIntegration({
      environment: 'one',
      tool: 'full',
      isSynced: true,
    });
    // Announces a byte of body that never comes.
    const answer = await new Promise<string>((resolve) => {
      const { port } = new URL(api.url);
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          'POST /v1/force-sync HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n' +
            `Content-Type: application/json\r\nAuthorization: Bearer ${key}\r\n` +
            `X-Integration-Id: ${integration}\r\n\r\n`,
        ),
      );
      socket.once('data', (chunk) => {
        socket.destroy();
        resolve(chunk.toString());
      });
    });
    assert.match(answer, /^HTTP\/1\.1 408 /);
    assert.match(answer, /\r\nconnection: close\r\n/i);
    assert.match(answer, /"code":"PLATFORM\.INPUT_INVALID"/);
  } finally {
    await api.close();
  }
});

test('a body that never comes is not waited for where the request is refused anyway', async () => {
  const api = await startTestApi();
  try {
    const { key } = await api.createKey('one');
    const { port } = new URL(api.url);
    const refused = {
      401: 'POST /v1/force-sync HTTP/1.1\r\nAuthorization: Bearer unknown',
      404: `POST /v1/force-sync HTTP/1.1\r\nAuthorization: Bearer ${key}\r\nX-Integration-Id: unknown`,
      405: 'DELETE /v1/force-sync HTTP/1.1',
      413: 'POST /v1/nothing HTTP/1.1\r\nX-Long: yes',
    };
    for (const [status, head] of Object.entries(refused)) {
      const answer = await new Promise<string>((resolve, reject) => {
        let received = '';
        const socket = connect(Number(port), '127.0.0.1', () =>
          socket.write(
            `${head}\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n{`,
          ),
        );
        socket.on('data', (chunk) => {
          received += chunk.toString();
        });
        socket.on('error', reject);
        // The server ends the connection, whose rest could be anything.
        socket.on('close', () => resolve(received));
      });
      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} `));
      assert.match(answer, /\r\nconnection: close\r\n/i);
    }
  } finally {
    await api.close();
  }
});

test('a server that closes tells clients to take another connection, and answers until they have', async () => {
  const fake = await startFakeApi({ limits: { drainMs: 30_000 } });
  const agent = new Agent({ keepAlive: true });
  const ask = (): Promise<{ status: number | undefined; connection: string | undefined }> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${fake.key}` };
      get(`${fake.api.url}/v1/check-api-key`, { agent, headers }, (answer) => {
        answer.resume();
        const { statusCode: status, headers: said } = answer;
        answer.on('end', () => resolve({ status, connection: said.connection }));
      }).on('error', reject);
    });
  const held = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  fake.fake.answer = async () => {
    arrived.resolve();
    await held.promise;
    return succeed();
  };
  assert.deepEqual(await ask(), { status: 200, connection: 'keep-alive' });
  const underWay = fake.call({
    path: '/passthrough/tiny/v1',
    body: { method: 'GET', path: '/x' },
    headers: { connection: 'keep-alive' },
  });
  await arrived.promise;
  const closed = fake.close();
  // On the connection that was idle.
  assert.deepEqual(await ask(), { status: 200, connection: 'close' });
  held.resolve();
  const answer = await underWay;
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['connection'], 'close');
  await closed;
  agent.destroy();
});

test('a request that has arrived and takes too long is a time-out', () => {
  const late = Object.assign(new Error('late'), { code: 'FST_ERR_HANDLER_TIMEOUT' });
  const { code, status } = toApiError(late, { requestId: 'r', isRepeatable: true });
  assert.deepEqual([code, status], ['PLATFORM.TASK_TIMED_OUT', 504]);
});

test('a request that does not arrive in time is answered with status 408', async () => {
  const timeout = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
  const server = createServer({ allowHalfOpen: true }, (socket) =>
    answerParserError(timeout, socket),
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    const { port } = server.address() as { port: number };
    const text = await new Promise<string>((resolve, reject) => {
      let received = '';
      connect(port, '127.0.0.1')
        .on('data', (chunk) => {
          received += chunk.toString();
        })
        .on('error', reject)
        .on('close', () => resolve(received));
    });
    assert.match(text, /^HTTP\/1\.1 408 Request Timeout\r\n/);
    const { error } = GeneralError.parse(JSON.parse(text.split('\r\n\r\n')[1] ?? ''));
    assert.equal(error.code, 'PLATFORM.INPUT_INVALID');
  } finally {
    server.close();
  }
});
