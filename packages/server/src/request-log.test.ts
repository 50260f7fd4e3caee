import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import { after, before, test } from 'node:test';

import { createLog } from './log.ts';
import { readVersion } from './product-version.ts';
import { callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';

let api: TestApi;
let key: { id: string; key: string };
let integration: string;

before(async () => {
  api = await startTestApi();
  key = await api.createKey('ours');
  integration = await api.createIntegration({ environment: 'ours', tool: 'full', isSynced: true });
});
after(() => api.close());

/** The log lines of one request, found by the id that its answer carries. */
function linesOf(requestId: unknown): Record<string, unknown>[] {
  return api.logLines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['requestId'] === requestId);
}

test('a request leaves one line that says who called what, how it ended and how long it took', async () => {
  const answer = await callApi(api, {
    path: '/v1/ats/candidates?email=noor@example.org&first_name=Noor',
    headers: { authorization: `Bearer ${key.key}`, 'x-integration-id': integration },
  });
  const [line, ...more] = linesOf(answer.headers['x-request-id']);
  assert.equal(more.length, 0);
  const { time, durationMs, requestId, ...rest } = line ?? {};
  assert.match(String(time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.ok(typeof durationMs === 'number' && durationMs >= 0);
  assert.equal(requestId, answer.headers['x-request-id']);
  assert.deepEqual(rest, {
    level: 'info',
    version: readVersion(),
    role: 'api',
    host: hostname(),
    event: 'request.completed',
    method: 'GET',
    route: '/v1/ats/candidates',
    status: 200,
    keyId: key.id,
    environment: 'ours',
    integrationId: integration,
    tool: 'full',
    msg: 'Request completed',
  });
});

test('a refused request leaves its error code, and neither input nor key', async () => {
  const answer = await callApi(api, {
    path: '/v1/ats/candidates?email=not-an-address&last_name=Topsecret',
    headers: { authorization: `Bearer ${key.key}`, 'x-integration-id': integration },
  });
  assert.equal(answer.status, 400);
  const [line] = linesOf(answer.headers['x-request-id']);
  assert.equal(line?.['errorCode'], 'PLATFORM.INPUT_INVALID');
  const log = api.logLines.join('');
  for (const secret of ['not-an-address', 'Topsecret', key.key]) assert.ok(!log.includes(secret));
});

test('probes leave lines of debug, so that load balancers and scrapers do not fill the log', async () => {
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    const answer = await callApi(api, { path });
    const [line] = linesOf(answer.headers['x-request-id']);
    assert.equal(line?.['route'], path);
    assert.equal(line?.['level'], 'debug', path);
  }
});

test('the secret in the address that a tool was given is not logged', async () => {
  const answer = await callApi(api, {
    method: 'POST',
    path: `/hirewire/v1/vendor-webhooks/${encodeURIComponent(integration)}?token=Topsecret-token`,
    body: '{}',
  });
  const [line] = linesOf(answer.headers['x-request-id']);
  assert.equal(line?.['route'], '/hirewire/v1/vendor-webhooks/:integration_id');
  assert.ok(!api.logLines.join('').includes('Topsecret-token'));
});

test('an unknown path is logged without the path, which could hold anything', async () => {
  const answer = await callApi(api, { path: '/v1/nobody@example.com' });
  assert.equal(linesOf(answer.headers['x-request-id']).length, 1);
  assert.ok(!api.logLines.join('').includes('nobody@example.com'));
});

test('an unforeseen failure is answered with the id under which the log explains it', async () => {
  const broken = await startTestApi();
  const { key: working } = await broken.createKey('ours');
  await broken.database.close();
  const answer = await callApi(broken, {
    path: '/v1/check-api-key',
    headers: { authorization: `Bearer ${working}` },
  });
  await broken.app.close();
  assert.equal(answer.status, 500);
  const error = errorOf(answer, 'general');
  assert.equal(error.code, 'PLATFORM.UNKNOWN_ERROR');
  const requestId = String(answer.headers['x-request-id']);
  assert.ok(error.message.includes(requestId));
  assert.doesNotMatch(error.message.replaceAll(requestId, ''), /pool|pg/i);
  const explained = broken.logLines.filter(
    (line) => line.includes(requestId) && line.includes('"stack"'),
  );
  assert.equal(explained.length, 1);
});

test('secrets are redacted wherever they are logged, and errors lose what may be personal', () => {
  const lines: string[] = [];
  const log = createLog('info', { destination: { write: (line) => void lines.push(line) } });
  log.info({ authorization: 'Bearer s3cret' }, 'one level');
  log.info({ headers: { authorization: 'Bearer s3cret' } }, 'two levels');
  log.info({ request: { body: { credentials: { api_key: 's3cret' } } } }, 'three levels');
  log.info({ settings: { secretKey: 's3cret' } }, 'settings');
  const error = Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(s3cret)' });
  log.error({ error }, 'of the database');
  log.error(error);
  assert.equal(lines.length, 6);
  assert.doesNotMatch(lines.join(''), /s3cret/);
  assert.match(lines[4] ?? '', /duplicate key/);
  assert.match(lines[5] ?? '', /duplicate key/);
});
