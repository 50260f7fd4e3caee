import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  checkApiKey,
  createError,
  errorCodes,
  operations,
  toErrorEnvelope,
  triggerSync,
} from '@hirewire/contract';
import { deleteIntegration } from '@hirewire/store';
import Fastify from 'fastify';

import { serveOperations } from './plugins/operations.ts';
import { callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';

let api: TestApi;
let headers: Record<string, string>;
let integration: string;

before(async () => {
  api = await startTestApi();
  const { key } = await api.createKey('ours');
  integration = await api.createIntegration({ environment: 'ours', tool: 'full', isSynced: true });
  headers = { authorization: `Bearer ${key}`, 'x-integration-id': integration };
});
after(() => api.close());

test('check-api-key names the environment of the key', async () => {
  const { key } = await api.createKey('ours');
  const { key: other } = await api.createKey('theirs');
  const ask = async (apiKey: string) => {
    const answer = await callApi(api, {
      path: '/v1/check-api-key',
      headers: { authorization: `Bearer ${apiKey}` },
    });
    assert.equal(answer.status, 200);
    return checkApiKey.response.parse(answer.json).data.environment_id;
  };
  assert.equal((await ask(key)).length, 24);
  assert.notEqual(await ask(key), await ask(other));
});

test('force-sync takes every form of body that the SDKs send, and queues one sync only', async () => {
  const json = { 'content-type': 'application/json' };
  const forms: { body?: string; headers: Record<string, string> }[] = [
    { body: '{"type":"FULL"}', headers: { ...headers, ...json } },
    { body: '{}', headers: { ...headers, ...json } },
    { body: '', headers: { ...headers, ...json } },
    { body: '{"type":"DELTA"}', headers: { ...headers, ...json } },
    {
      body: '{"type":"FULL"}',
      headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    },
    { headers },
  ];
  const syncIds = new Set<string>();
  for (const [index, form] of forms.entries()) {
    const answer = await callApi(api, { method: 'POST', path: '/v1/force-sync', ...form });
    assert.equal(answer.status, 200, answer.text);
    const { data } = triggerSync.response.parse(answer.json);
    assert.equal(data.already_queued, index > 0);
    // The test tool has no delta, so that every sync is full.
    assert.equal(data.type, 'FULL');
    syncIds.add(data.sync_id);
  }
  assert.equal(syncIds.size, 1);
});

test('a deleted integration is not found', async () => {
  const deleted = await api.createIntegration({
    environment: 'ours',
    tool: 'full',
    isSynced: false,
  });
  await deleteIntegration(api.database, deleted);
  for (const call of [{ path: '/v1/ats/jobs' }, { path: '/v1/force-sync', method: 'POST' }]) {
    const answer = await callApi(api, {
      ...call,
      headers: { ...headers, 'x-integration-id': deleted },
    });
    assert.equal(errorOf(answer, 'general').code, 'PLATFORM.INTEGRATION_NOT_FOUND');
  }
});

const missing = operations.filter(({ notImplemented }) => notImplemented !== null);

test('every operation that is not implemented says so, in an answer that the SDKs can read', async () => {
  assert.ok(missing.length > 0);
  for (const { id, method, path, errorType, notImplemented } of missing) {
    const ownPath = path.replace('{integration_id}', integration).replaceAll(/\{\w+\}/g, 'x');
    const answer = await callApi(api, { method, path: `/v1${ownPath}`, headers });
    assert.equal(answer.status, 501, id);
    const error = errorOf(answer, errorType);
    assert.equal(error.code, null, id);
    assert.equal(error.title, 'Not implemented', id);
    assert.match(error.message, new RegExp(`\\(${id}\\) is not implemented in this version`));
    assert.ok(error.message.includes(` ${notImplemented} `), id);
  }
});

test('the served document marks exactly the operations that are not implemented', async () => {
  const { json } = await callApi(api, { path: '/openapi.json' });
  const { paths } = json as {
    paths: Record<string, Record<string, Record<string, unknown> & { operationId?: string }>>;
  };
  const marked = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .filter((operation) => operation['x-hirewire-implemented'] === false)
    .map(({ operationId }) => operationId);
  assert.deepEqual(new Set(marked), new Set(missing.map(({ operationId }) => operationId)));
});

test('no server starts where an operation of the contract should have a route and has none', () => {
  const served = {
    routes: { ats: {}, general: {} },
    publicUrl: null,
    actionTimeoutMs: 1,
    fileBodyBytes: 1,
  };
  assert.throws(
    () => serveOperations(Fastify(), served),
    /^Error: The operation \S+ has no route\.$/,
  );
});

test('a job id with slashes is understood encoded and, as the Python SDK sends it, raw', async () => {
  const ids = ['j1', 'remote:1', 'remote%3A1%2F2', 'remote:1/2', 'remote:a/b/c', 'remote:1//2'];
  for (const id of ids) {
    const answer = await callApi(api, {
      method: 'POST',
      path: `/v1/ats/jobs/${id}/applications`,
      headers,
    });
    assert.match(errorOf(answer, 'ats').message, /`candidate` is required/, id);
  }
});

test('a code that the SDKs cannot parse on general operations goes out there as null', () => {
  for (const code of Object.keys(errorCodes) as (keyof typeof errorCodes)[]) {
    const error = createError(code, 'what happened');
    assert.equal(toErrorEnvelope(error, 'ats').error.code, code);
    assert.deepEqual(toErrorEnvelope(error, 'general').error, {
      code: code.startsWith('PLATFORM.') ? code : null,
      title: errorCodes[code].title,
      message: 'what happened',
      log_url: null,
    });
  }
});
