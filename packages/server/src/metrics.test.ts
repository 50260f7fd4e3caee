import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { migrate, observeIssues, openDatabase, noteCredentialsCheck } from '@hirewire/store';
import { createTestDatabase } from '@hirewire/store/testing';
import pino from 'pino';

import { buildMonitoringApp } from './monitoring-app.ts';
import { loadSettings } from './settings.ts';
import { openMonitoring } from './telemetry/open-monitoring.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';

const secretKeys = [Buffer.alloc(32, 5)] as const;

const metricsToken = 'metrics-token-of-a-test';

let fake: FakeApi;
before(async () => {
  fake = await startFakeApi({ monitoring: { metricsToken } });
  const note = { content: 'Good talk', content_type: 'PLAIN_TEXT' };
  const path = `/ats/applications/${fake.id('applications', 'a1')}/notes`;
  assert.equal((await fake.call({ path, body: note })).status, 200);
  const nobody = '/ats/applications/8Xi6iZrwusZqJmDGXs49GBmJ/notes';
  assert.equal((await fake.call({ path: nobody, body: note })).status, 400);
  assert.equal((await fake.call({ method: 'GET', path: '/ats/jobs?ids=x' })).status, 200);
  assert.equal((await fake.call({ method: 'GET', path: '/ats/ada@example.com' })).status, 404);
  const { database } = fake.api;
  const missingPermissions = ['Read offers', 'Read jobs'].map((permission) => ({
    permission,
    models: [],
    actions: [],
  }));
  const missing = { missingPermissions, refusedModels: [] };
  await noteCredentialsCheck(database, fake.integrationId, missing);
  const schedule = { deltaMinutes: 0, fullHours: 0 };
  await observeIssues(database, { schedule, deltaTools: [], failureCodes: [] });
});
after(() => fake.close());

function read(token: string | null, url = fake.api.url): Promise<Response> {
  const headers: Record<string, string> =
    token === null ? {} : { authorization: `Bearer ${token}` };
  return fetch(`${url}/metrics`, { headers });
}

/** Samples by name and labels, as they are written. */
async function samples(response: Promise<Response>): Promise<Map<string, number>> {
  const answer = await response;
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split('\n').filter((line) => /^[a-z]/.test(line));
  return new Map(
    lines.map((line) => {
      const [, name = '', value] = /^(.+) (\S+)$/.exec(line) ?? [];
      return [name, Number(value)];
    }),
  );
}

test('requests, reads, actions, syncs and requests to vendors are counted', async () => {
  const found = await samples(read(metricsToken));
  const expected = {
    'hirewire_http_request_duration_seconds_count{operation="get-jobs",method="GET",status="200"}': 1,
    'hirewire_http_request_duration_seconds_count{operation="unknown",method="GET",status="404"}': 1,
    'hirewire_http_request_duration_seconds_count{operation="add-application-note",method="POST",status="200"}': 1,
    'hirewire_list_read_duration_seconds_count{operation="get-jobs"}': 1,
    'hirewire_action_duration_seconds_count{operation="add-application-note",tool="tiny",outcome="succeeded"}': 1,
    'hirewire_action_duration_seconds_count{operation="add-application-note",tool="tiny",outcome="PLATFORM.INPUT_INVALID"}': 1,
    'hirewire_sync_runs_total{tool="tiny",type="FULL",state="SUCCEEDED"}': 1,
    'hirewire_sync_run_duration_seconds_count{tool="tiny",type="FULL",state="SUCCEEDED"}': 1,
    'hirewire_queue_items{state="ready"}': 0,
    'hirewire_queue_items{state="failed"}': 0,
    'hirewire_integrations{tool="tiny",status="ACTIVE"}': 1,
    'hirewire_issues{type="integration.permission_missing",tool="tiny"}': 2,
    'hirewire_failing_integrations{reason="integration.permission_missing",tool="tiny"}': 1,
    hirewire_database_up: 1,
  };
  const names = [...found.keys()].filter((name) => /_count|_total|items|integr|issues/.test(name));
  for (const [name, value] of Object.entries(expected)) {
    assert.equal(found.get(name), value, `${name} among ${names.join('\n')}`);
  }
  const vendor = 'hirewire_vendor_request_duration_seconds_count{tool="tiny",status="2xx"}';
  assert.ok((found.get(vendor) ?? 0) > 0, names.join('\n'));
  const each = `{integration_id="${fake.integrationId}",tool="tiny"}`;
  const lag = found.get(`hirewire_integration_sync_lag_seconds${each}`) ?? -1;
  assert.ok(lag >= 0 && lag < 600, String(lag));
  assert.ok([...found.keys()].some((name) => name.startsWith('process_resident_memory_bytes')));
});

test('nothing in them names a person, a record, a key or a path', async () => {
  const text = await (await read(metricsToken)).text();
  const secrets = [fake.key, 'a-very-secret-key', metricsToken, 'ada@', 'example.com', 'Acme'];
  for (const secret of [...secrets, fake.id('applications', 'a1'), '8Xi6iZrwusZqJmDGXs49GBmJ']) {
    assert.ok(!text.includes(secret), secret);
  }
});

test('the guide lists every metric with its labels, and no other', async () => {
  const guide = await readFile(
    new URL('../../../docs/guides/monitoring.md', import.meta.url),
    'utf8',
  );
  const rows = [...guide.matchAll(/^\| `(hirewire_\w+)` \| (.*?) \|/gm)];
  const documented = rows.map(([, name = '', labels = '']) => [
    name,
    [...labels.matchAll(/`(\w+)`/g)].map(([, label = '']) => label).toSorted(),
  ]);
  const text = await (await read(metricsToken)).text();
  const names = [...text.matchAll(/^# TYPE (hirewire_\w+) /gm)].map(([, name = '']) => name);
  const actual = names.map((name) => [name, labelsOf(text, name)]);
  // They have no samples here: nobody had to wait, and no webhook is registered.
  const unseen = new Map([
    ['hirewire_vendor_limit_wait_seconds', ['tool']],
    ['hirewire_vendor_webhooks', ['state', 'tool']],
    ['hirewire_pending_webhooks', ['environment']],
    ['hirewire_webhook_oldest_pending_seconds', ['environment']],
  ]);
  const seen = actual.map(([name, labels]) =>
    labels?.length === 0 ? [name, unseen.get(String(name)) ?? []] : [name, labels],
  );
  assert.ok(seen.length > 10);
  assert.deepEqual(new Map(documented as never), new Map(seen as never));
});

function labelsOf(text: string, name: string): string[] {
  const found = new Set<string>();
  for (const line of text.split('\n')) {
    const [, labels = ''] = new RegExp(`^${name}(?:_count)?\\{(.*)\\} `).exec(line) ?? [];
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) found.add(label);
  }
  return [...found].toSorted();
}

test('on the port of the API they need their token, and are closed without one', async () => {
  for (const token of [null, 'another-token-of-a-test', fake.key]) {
    assert.equal((await read(token)).status, 401);
  }
  const closed = await startFakeApi();
  try {
    for (const token of [null, metricsToken]) {
      const answer = await read(token, closed.api.url);
      assert.equal(answer.status, 404);
      assert.match(await answer.text(), /HIREWIRE_METRICS_TOKEN/);
    }
  } finally {
    await closed.close();
  }
});

test('a port of their own is open, unless there is a token', async () => {
  const { database, monitoring } = fake.api;
  const log = pino({ level: 'silent' });
  for (const token of [null, metricsToken]) {
    const app = buildMonitoringApp({ database, secretKeys, monitoring, log, metricsToken: token });
    const url = await app.listen({ host: '127.0.0.1', port: 0 });
    try {
      assert.equal((await read(null, url)).status, token === null ? 200 : 401);
      assert.equal((await read(metricsToken, url)).status, 200);
      for (const path of ['/healthz', '/readyz']) {
        assert.equal((await fetch(url + path)).status, 200, path);
      }
      assert.equal((await fetch(`${url}/v1/check-api-key`)).status, 404);
    } finally {
      await app.close();
    }
  }
});

test('of more integrations than are to be shown, each tool is', async () => {
  const settings = { ...loadSettings({}, {}), metricsIntegrations: 0 };
  const log = pino({ level: 'silent' });
  const monitoring = await openMonitoring(settings, { database: fake.api.database, log });
  const text = await monitoring.metricsText();
  assert.doesNotMatch(text, /hirewire_integration_sync_lag_seconds\{/);
  assert.match(text, /hirewire_sync_lag_seconds\{tool="tiny",quantile="1"\} \d/);
});

test('while the database is away the process still tells about itself, and is not ready', async () => {
  const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/nothing' });
  const log = pino({ level: 'silent' });
  const monitoring = await openMonitoring(loadSettings({}, {}), { database, log });
  const app = buildMonitoringApp({ database, secretKeys, monitoring, log, metricsToken: null });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const found = await samples(read(null, url));
    assert.equal(found.get('hirewire_database_up'), 0);
    assert.ok(![...found.keys()].some((name) => name.startsWith('hirewire_integrations')));
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
    const ready = await fetch(`${url}/readyz`);
    assert.equal(ready.status, 503);
    assert.deepEqual(await ready.json(), { status: 'database-unreachable' });
  } finally {
    await app.close();
    await database.close();
  }
});

test('a database that lacks what this version needs is not ready', async () => {
  const empty = await createTestDatabase({ isEmpty: true });
  const { database } = empty;
  const { monitoring } = fake.api;
  const log = pino({ level: 'silent' });
  const app = buildMonitoringApp({ database, secretKeys, monitoring, log, metricsToken: null });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const ready = await fetch(`${url}/readyz`);
    assert.equal(ready.status, 503);
    assert.deepEqual(await ready.json(), { status: 'database-outdated' });
    await migrate(database);
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
  } finally {
    await app.close();
    await empty.drop();
  }
});
