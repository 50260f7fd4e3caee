import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { recordId } from '@hirewire/contract';
import { type AshbySimulator, startAshbySimulator } from '@hirewire/simulators';
import { createTestDatabase } from '@hirewire/store/testing';
import { type Fleet, type Member, openFleet } from './fleet.ts';
import { createClient } from './load.ts';

let fleet: Fleet;
let ashby: AshbySimulator;
before(async () => {
  fleet = await openFleet();
  ashby = await startAshbySimulator({ candidates: 10, seed: 3 });
});
after(async () => {
  await fleet.close();
  await ashby.close();
});

test('several processes that start at once on an empty database migrate it once', async () => {
  const empty = await createTestDatabase({ isEmpty: true });
  const roles = ['api', 'worker', 'api', 'worker'] as const;
  const environment = { DATABASE_URL: empty.url };
  try {
    const members = await Promise.all(roles.map((role) => fleet.start(role, environment)));
    for (const { monitoringUrl } of members) {
      assert.equal((await fetch(`${monitoringUrl}/readyz`)).status, 200);
      const metrics = await (await fetch(`${monitoringUrl}/metrics`)).text();
      assert.match(metrics, /^hirewire_database_up 1$/m);
    }
    const ends = await Promise.all(members.map((member) => member.stop('SIGTERM')));
    assert.deepEqual(
      ends.map(({ code }) => code),
      [0, 0, 0, 0],
    );
  } finally {
    await empty.drop();
  }
});

test('processes together keep to the pace of a vendor that one alone would keep to', async () => {
  const perSecond = 20;
  const settings = { requests_per_second: perSecond };
  const { integrationId, headers } = await fleet.createTenant(ashby, settings);
  const worker = await fleet.start('worker');
  assert.equal(await fleet.untilQuiet(integrationId), 'SUCCEEDED');
  await worker.stop('SIGTERM');
  const apis = await Promise.all([1, 2, 3, 4].map(() => fleet.start('api')));
  const [application] = [...ashby.state.records.applications.values()];
  assert.ok(application);
  const path = `/v1/ats/applications/${recordId(integrationId, 'applications', application.id)}/notes`;
  const before = ashby.requests().length;
  const annotate = async (api: Member, count: number): Promise<void> => {
    const client = createClient(headers, () => api);
    for (let number = 0; number < count; number += 1) {
      const body = { content: `note ${number}`, content_type: 'PLAIN_TEXT' };
      assert.equal((await client.call({ method: 'POST', path, body })).status, 200);
    }
  };
  await Promise.all(apis.flatMap((api) => [1, 2, 3].map(() => annotate(api, 5))));
  const times = ashby
    .requests()
    .slice(before)
    .map(({ at }) => at);
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  assert.ok(times.length >= 60, `${times.length} requests`);
  // Four paces of their own would take a quarter of this. Places that were reserved together may
  // come a little early; a busy machine only makes it longer.
  const least = (times.length / perSecond) * 0.6;
  assert.ok(seconds >= least, `${times.length} requests within ${seconds} s, not ${least}`);
});

interface SentSpan {
  name: string;
  spanId: string;
  parentSpanId?: string;
}

test('a worker whose environment names a collector sends it the trace of a sync', async () => {
  const spans: SentSpan[] = [];
  let sent = '';
  const collector = createServer((request, response) => {
    void buffer(request).then((body) => {
      sent += body.toString();
      for (const { scopeSpans } of JSON.parse(body.toString()).resourceSpans) {
        for (const scope of scopeSpans) spans.push(...scope.spans);
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  const { integrationId } = await fleet.createTenant(ashby, { requests_per_second: 2000 });
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` };
  const worker = await fleet.start('worker', endpoint);
  assert.equal(await fleet.untilQuiet(integrationId), 'SUCCEEDED');
  assert.equal((await worker.stop('SIGTERM')).code, 0);
  collector.close();
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const parentOf = ({ parentSpanId }: SentSpan) => byId.get(parentSpanId ?? '')?.name;
  const requests = spans.filter(({ name }) => name === 'POST');
  assert.ok(requests.length >= 10, `${requests.length} requests`);
  assert.deepEqual(new Set(requests.map(parentOf)), new Set(['sync model']));
  const models = spans.filter(({ name }) => name === 'sync model');
  assert.deepEqual(new Set(models.map(parentOf)), new Set(['sync run']));
  const [candidate] = [...ashby.state.records.candidates.values()];
  assert.ok(candidate);
  for (const text of [ashby.credentials.api_key, candidate.name, candidate.id, ashby.url]) {
    assert.ok(!sent.includes(text), text);
  }
});
