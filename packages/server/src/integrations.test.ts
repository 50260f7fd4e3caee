import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { getIntegrationDetails, readModels, writeActions } from '@hirewire/contract';
import {
  createRun,
  findIntegration,
  findSealedCredentials,
  listRuns,
  setAuthenticationFailing,
} from '@hirewire/store';
import { ageAuthenticationFailure } from '@hirewire/store/testing';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';

let api: TestApi;
let key: string;
let foreignKey: string;
/** A fresh one for each test. */
let id: string;

before(async () => {
  api = await startTestApi();
  ({ key } = await api.createKey('ours'));
  ({ key: foreignKey } = await api.createKey('theirs'));
});
beforeEach(async () => {
  id = await api.createIntegration({ environment: 'ours', tool: 'sparse', isSynced: true });
});
after(() => api.close());

interface Call {
  path?: string;
  key?: string;
  body?: string;
}

async function send(method: string, call: Call = {}): Promise<TestAnswer> {
  const { path = `/v1/integrations/${id}`, body } = call;
  // Node's client frames no body of a DELETE by itself.
  const length = String(Buffer.byteLength(body ?? ''));
  const json = { 'content-type': 'application/json', 'content-length': length };
  const headers = {
    authorization: `Bearer ${call.key ?? key}`,
    ...(body === undefined ? {} : json),
  };
  return callApi(api, { method, path, headers, ...(body === undefined ? {} : { body }) });
}

const setEnabled = (value: boolean): Promise<TestAnswer> =>
  send('PUT', { path: `/v1/integrations/${id}/enabled`, body: JSON.stringify({ value }) });

async function details() {
  const answer = await send('GET');
  assert.equal(answer.status, 200, answer.text);
  return getIntegrationDetails.response.parse(answer.json).data;
}

/** A call about the integration of the header. */
async function callWithHeader(method: string, path: string): Promise<TestAnswer> {
  const headers = { authorization: `Bearer ${key}`, 'x-integration-id': id };
  return callApi(api, { method, path, headers });
}

const latestRun = async () => (await listRuns(api.database, id, { limit: 1 }))[0];

test('the details tell what the integration is and everything that it could read and write', async () => {
  const { environmentId, createdAt } = (await findIntegration(api.database, id))!;
  const data = await details();
  const { scope_config, read_models, write_actions, ...rest } = data;
  const assets = `${api.url}/assets/tools/sparse`;
  assert.deepEqual(rest, {
    id,
    tool: {
      id: 'sparse',
      label: 'sparse',
      internal_label: null,
      logo_url: `${assets}/logo.svg`,
      icon_url: `${assets}/icon.svg`,
    },
    category: 'ATS',
    status: 'ACTIVE',
    setup_status: 'COMPLETED',
    end_user: { organization_name: 'Example', creator_email: null, origin_id: null },
    data_expired_at: null,
    created_at: createdAt.toISOString(),
    beta: false,
  });
  assert.match(scope_config.id, /^[1-9A-HJ-NP-Za-km-z]{24}$/);
  assert.notEqual(scope_config.id, environmentId);
  assert.deepEqual(
    read_models.map((model) => [model.id, model.label, model.fields.map((field) => field.id)]),
    readModels.map((model) => [model.id, model.label, model.fields]),
  );
  assert.deepEqual(
    write_actions.map((action) => [action.id, action.label, action.fields.map(({ id }) => id)]),
    writeActions.map((action) => [action.id, action.label, action.fields]),
  );
});

test('the details call available what the connector covers, and nothing else', async () => {
  const { read_models, write_actions } = await details();
  const unavailable = read_models
    .flatMap((model) => [model, ...model.fields.map((field) => ({ ...field, model }))])
    .filter((entry) => !entry.is_available);
  const names = unavailable.map((entry) =>
    'model' in entry ? `${entry.model.id}.${entry.id}` : entry.id,
  );
  const offers = readModels.find((model) => model.id === 'ats_offers')!;
  assert.deepEqual(
    names.toSorted(),
    [
      'ats_applications.job_id',
      'ats_applications.outcome',
      'ats_jobs.job_code',
      'ats_offers',
      ...offers.fields.map((field) => `ats_offers.${field}`),
    ].toSorted(),
  );
  for (const entry of unavailable) {
    assert.equal(entry.coverage_status, 'UNSUPPORTED');
    assert.equal(entry.scope_config_setting, 'ENABLED');
    assert.equal(entry.opted_out_by_customer, false);
  }
  // The test tool declares no action at all.
  assert.ok(write_actions.every((action) => !action.is_available));
});

test('the scope config is one per environment', async () => {
  const scopeOf = async (environment: string, apiKey: string) => {
    const other = await api.createIntegration({ environment, tool: 'full', isSynced: false });
    const { json } = await send('GET', { path: `/v1/integrations/${other}`, key: apiKey });
    return getIntegrationDetails.response.parse(json).data.scope_config;
  };
  const own = (await details()).scope_config;
  assert.deepEqual(await scopeOf('ours', key), own);
  assert.notEqual((await scopeOf('theirs', foreignKey)).id, own.id);
});

test('an e-mail address that clients would refuse is not sent', async () => {
  const { environmentId } = (await findIntegration(api.database, id))!;
  const emailOf = async (creatorEmail: string) => {
    const created = await api.engine.createIntegration({
      environmentId,
      tool: 'full',
      credentials: {},
      endUser: { organizationName: 'Example', creatorEmail, originId: 'c-1' },
      remoteBaseUrl: null,
    });
    const { json } = await send('GET', { path: `/v1/integrations/${created.id}` });
    return getIntegrationDetails.response.parse(json).data.end_user.creator_email;
  };
  assert.equal(await emailOf('ada@example.com'), 'ada@example.com');
  assert.equal(await emailOf('Ada, at the desk'), null);
});

test('an id in the path may have its colon raw or encoded', async () => {
  const [tool, rest] = id.split(':');
  for (const path of [`${tool}:${rest}`, `${tool}%3A${rest}`, `${tool}%3a${rest}`]) {
    const answer = await send('GET', { path: `/v1/integrations/${path}` });
    assert.equal(answer.status, 200, path);
  }
});

test('an id that nobody has, and one of another environment, are not found by the same words', async () => {
  const calls = [
    { method: 'GET', end: '' },
    { method: 'PUT', end: '/enabled', body: '{"value":false}' },
    { method: 'DELETE', end: '' },
    { method: 'DELETE', end: '', body: '{}' },
  ];
  const unknown = [
    'sparse:222k7eCGyUdgt2JWZDNnkDs3',
    'x',
    '%00',
    'sparse:%00',
    '%F0%9F%98%80',
    "'",
  ];
  for (const { method, end, ...rest } of calls) {
    const foreign = await send(method, {
      path: `/v1/integrations/${id}${end}`,
      key: foreignKey,
      ...rest,
    });
    assert.equal(errorOf(foreign, 'general').code, 'PLATFORM.INTEGRATION_NOT_FOUND');
    assert.equal(foreign.status, 404);
    for (const other of unknown) {
      const path = `/v1/integrations/${other}${end}`;
      const answer = await send(method, { path, ...rest });
      assert.equal(answer.text, foreign.text, other);
      assert.equal(answer.status, 404);
    }
  }
  assert.equal((await details()).status, 'ACTIVE');
});

test('disabling refuses reads and syncs, says so, and keeps credentials and records', async () => {
  const credentials = await findSealedCredentials(api.database, id);
  const answer = await setEnabled(false);
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.json, { status: 'success', data: {} });
  assert.equal((await details()).status, 'INACTIVE');
  const read = errorOf(await callWithHeader('GET', '/v1/ats/jobs'), 'ats');
  assert.equal(read.code, 'INTEGRATION.INACTIVE');
  const sync = await callWithHeader('POST', '/v1/force-sync');
  const error = errorOf(sync, 'general');
  assert.equal(sync.status, 409);
  assert.equal(error.code, null);
  assert.match(error.message, /is disabled: enable it/);
  assert.deepEqual(await findSealedCredentials(api.database, id), credentials);

  assert.equal((await setEnabled(true)).status, 200);
  assert.equal((await details()).status, 'ACTIVE');
  const jobs = await callWithHeader('GET', '/v1/ats/jobs');
  assert.equal((jobs.json as { data: { results: unknown[] } }).data.results.length, 5);
});

test('disabling cancels what is queued; enabling queues a sync that catches up', async () => {
  await createRun(api.database, { integrationId: id, type: 'FULL', trigger: 'API' });
  await setEnabled(false);
  const cancelled = await latestRun();
  assert.equal(cancelled?.state, 'CANCELLED');
  assert.match(cancelled.message ?? '', /disabled/);
  await setEnabled(true);
  const next = await latestRun();
  assert.equal(next?.state, 'QUEUED');
  assert.notEqual(next.id, cancelled.id);
});

test('saying the same twice changes nothing the second time', async () => {
  const runs = async () => (await listRuns(api.database, id, { limit: 9 })).map((run) => run.id);
  const before = await runs();
  assert.equal((await setEnabled(true)).status, 200);
  assert.deepEqual(await runs(), before);
  for (const value of [false, false, true, true]) {
    assert.equal((await setEnabled(value)).status, 200);
    assert.equal((await details()).status, value ? 'ACTIVE' : 'INACTIVE');
  }
  assert.equal((await runs()).length, before.length + 1);
});

test('enabling takes true and false for a value, and names what is wrong with others', async () => {
  const path = `/v1/integrations/${id}/enabled`;
  const bodies = ['{}', '{"value":"false"}', '{"value":0}', '{"value":null}', '[]', 'null', '"x"'];
  for (const body of [undefined, '', ...bodies]) {
    const answer = await send('PUT', { path, ...(body === undefined ? {} : { body }) });
    const error = errorOf(answer, 'general');
    assert.equal(error.code, 'PLATFORM.INPUT_INVALID', body);
    assert.match(error.message, body?.match(/^[[n"]/) ? /body/ : /`value`/, body);
  }
  assert.equal((await details()).status, 'ACTIVE');
});

test('deleting leaves nothing to read, to switch or to delete again', async () => {
  const other = await api.createIntegration({ environment: 'ours', tool: 'full', isSynced: true });
  const answer = await send('DELETE', { body: '{}' });
  assert.equal(answer.status, 200);
  assert.deepEqual(answer.json, { status: 'success', data: {} });
  for (const again of [
    await send('DELETE', { body: '{}' }),
    await send('GET'),
    await setEnabled(true),
  ]) {
    assert.equal(again.status, 404);
    assert.equal(errorOf(again, 'general').code, 'PLATFORM.INTEGRATION_NOT_FOUND');
  }
  const read = await callWithHeader('GET', '/v1/ats/jobs');
  assert.equal(errorOf(read, 'ats').code, 'PLATFORM.INTEGRATION_NOT_FOUND');
  assert.equal((await send('GET', { path: `/v1/integrations/${other}` })).status, 200);
});

test('deleting does without a body, and refuses one that is no object', async () => {
  for (const body of ['[]', '"all"', '1', 'null']) {
    const error = errorOf(await send('DELETE', { body }), 'general');
    assert.equal(error.code, 'PLATFORM.INPUT_INVALID', body);
  }
  assert.equal((await send('DELETE')).status, 200);
});

test('of many deletions at once one does it and the others find nothing', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => send('DELETE')));
  const statuses = answers.map(({ status }) => status).toSorted((one, two) => one - two);
  assert.deepEqual(statuses, [200, 404, 404, 404, 404, 404]);
});

test('an integration whose credentials were refused for three days is INVALID: read, but not synced', async () => {
  await setAuthenticationFailing(api.database, id, true);
  assert.equal((await details()).status, 'ACTIVE');
  await ageAuthenticationFailure(api.database.pool, id, 3);
  await setAuthenticationFailing(api.database, id, true);
  assert.equal((await details()).status, 'INVALID');
  assert.equal((await callWithHeader('GET', '/v1/ats/jobs')).status, 200);
  const before = await latestRun();
  const refused = await callWithHeader('POST', '/v1/force-sync');
  assert.equal(refused.status, 409);
  assert.match(errorOf(refused, 'general').message, /not accepted the credentials.*reconnect/);
  assert.deepEqual(await latestRun(), before);
});
