import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import pino from 'pino';

import { loadSettings } from './settings.ts';
import { openMonitoring } from './telemetry/open-monitoring.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';

interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: Record<string, unknown> }[];
}

/** An OpenTelemetry collector as far as traces in JSON go. */
const received = { text: '', keys: new Set<unknown>(), services: new Set<unknown>() };
const spans: ReceivedSpan[] = [];
async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const text = (await buffer(request)).toString();
  received.text += text;
  received.keys.add(request.headers['api-key']);
  assert.equal(request.url, '/v1/traces');
  for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans) {
    const service = resource.attributes.find(({ key }: { key: string }) => key === 'service.name');
    received.services.add(service?.value.stringValue);
    for (const scope of scopeSpans) spans.push(...scope.spans);
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}
const collector = createServer((request, response) => void receive(request, response));

const recordedTrace = '0af7651916cd43dd8448eb211c80319c';
const unrecordedTrace = '1bf7651916cd43dd8448eb211c80319d';
const spanOfClient = 'b7ad6b7169203331';

let fake: FakeApi;
let noteStatus: number;
before(async () => {
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;
  fake = await startFakeApi({
    monitoring: {
      otlpEndpoint: `http://127.0.0.1:${port}`,
      otlpHeaders: { 'api-key': 'collector-key' },
      serviceName: 'hirewire-test',
    },
  });
  await fake.call({ method: 'GET', path: '/ats/candidates?email=ada@example.com' });
  const path = `/ats/applications/${fake.id('applications', 'a1')}/notes`;
  const body = { content: 'Talked to Ada', content_type: 'PLAIN_TEXT' };
  noteStatus = (await fake.call({ path, body })).status;
  await fake.call({ method: 'GET', path: '/ats/jobs', headers: { authorization: 'Bearer wrong' } });
  for (const traceparent of [
    `00-${recordedTrace}-${spanOfClient}-01`,
    `00-${unrecordedTrace}-${spanOfClient}-00`,
    'no-trace',
  ]) {
    await fake.call({ method: 'GET', path: '/ats/jobs', headers: { traceparent } });
  }
  // Sends all that is left.
  await fake.close();
});
after(() => void collector.close());

function attributesOf(span: ReceivedSpan | undefined): Record<string, unknown> {
  return Object.fromEntries(
    (span?.attributes ?? []).map(({ key, value }) => [key, Object.values(value)[0]]),
  );
}

/** Names without a dot are our own. */
function nameOf(key: string): string {
  return key.includes('.') ? key : `hirewire.${key}`;
}

function find(name: string, attributes: Record<string, unknown> = {}): ReceivedSpan {
  const found = spans.find((span) => {
    const actual = attributesOf(span);
    const wanted = Object.entries(attributes);
    return span.name === name && wanted.every(([key, value]) => actual[nameOf(key)] === value);
  });
  assert.ok(
    found,
    `${name} ${JSON.stringify(attributes)} among ${spans.map((span) => span.name).join(', ')}`,
  );
  return found;
}

/** The names of the spans around one, from the outside to itself. */
function pathOf(span: ReceivedSpan): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  if (parent === undefined) return [span.name];
  assert.equal(parent.traceId, span.traceId);
  return [...pathOf(parent), span.name];
}

test('a sync is one trace: the run, its models and their pages', () => {
  const integration = { tool: 'tiny', integration_id: fake.integrationId };
  const run = find('sync run', { ...integration, type: 'FULL', state: 'SUCCEEDED' });
  assert.deepEqual(pathOf(run), ['sync run']);
  const runId = attributesOf(run)['hirewire.run_id'];
  assert.match(String(runId), /^\w{24}$/);
  const model = { model: 'candidates', run_id: runId };
  const page = find('sync page', model);
  assert.deepEqual(pathOf(page), ['sync run', 'sync model', 'sync page']);
  assert.ok(Number(attributesOf(page)['hirewire.records']) > 0);
});

test('a list read is inside of its request', () => {
  const read = find('list read', { operation: 'get-candidates' });
  assert.deepEqual(pathOf(read), ['GET /v1/ats/candidates', 'list read']);
});

test('an action with a body is inside of its request, and its requests to the vendor in it', () => {
  assert.equal(noteStatus, 200);
  const action = find('action', { operation: 'add-application-note', outcome: 'succeeded' });
  assert.deepEqual(pathOf(action), ['POST /v1/ats/applications/:application_id/notes', 'action']);
  const request = spans.find(
    ({ name, parentSpanId }) => name === 'POST' && parentSpanId === action.spanId,
  );
  assert.ok(request, 'no request of the action');
});

test('a refused request has its status and its error code', () => {
  const code = 'PLATFORM.AUTHENTICATION_INVALID';
  find('GET /v1/ats/jobs', {
    operation: 'get-jobs',
    status: '401',
    error_code: code,
    'http.request.method': 'GET',
    'http.route': '/v1/ats/jobs',
    'http.response.status_code': 401,
  });
});

test('a request continues the trace of its client, unless that is no trace or is not recorded', () => {
  const ofJobs = (id: string): ReceivedSpan | undefined =>
    spans.find((span) => span.name === 'GET /v1/ats/jobs' && span.traceId === id);
  assert.equal(ofJobs(recordedTrace)?.parentSpanId, spanOfClient);
  assert.equal(ofJobs(unrecordedTrace), undefined);
  const answered = spans.filter((span) => attributesOf(span)['http.response.status_code'] === 200);
  const jobs = answered.filter(({ name }) => name === 'GET /v1/ats/jobs');
  assert.equal(jobs.length, 2);
  assert.deepEqual(
    new Set(jobs.map(({ parentSpanId }) => parentSpanId)),
    new Set([spanOfClient, undefined]),
  );
});

test('the line of a request names its trace, and so do the lines in between', () => {
  const lines = fake.api.logLines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const request = find('POST /v1/ats/applications/:application_id/notes');
  const requestId = attributesOf(request)['hirewire.request_id'];
  const ofRequest = lines.filter((line) => line['requestId'] === requestId);
  assert.deepEqual(
    ofRequest.map((line) => [line['event'], line['traceId']]),
    [['request.completed', request.traceId]],
  );
  const run = find('sync run', { type: 'FULL' });
  const started = lines.find((line) => line['event'] === 'sync.run.started');
  assert.equal(started?.['traceId'], run.traceId);
});

test('the collector gets its headers and the name of the service', () => {
  assert.deepEqual(received.keys, new Set(['collector-key']));
  assert.deepEqual(received.services, new Set(['hirewire-test']));
});

test('a collector at an https address is reached through the proxy of the operator', async () => {
  const asked: (string | undefined)[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const settings = loadSettings(
    {},
    {
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.com',
    },
  );
  const { database } = fake.api;
  const monitoring = await openMonitoring(settings, { database, log: pino({ level: 'silent' }) });
  monitoring.telemetry.start('action', { operation: 'add-candidate-tag' }).end();
  await monitoring.close();
  proxy.close();
  assert.equal(asked[0], 'collector.example.com:443');
});

test('no span holds a secret, a person or the id of a record', () => {
  const never = [fake.key, 'a-very-secret-key', 'Bearer', 'Talked', 'ada@', 'example.com', 'Acme'];
  for (const text of [...never, fake.id('applications', 'a1')]) {
    assert.ok(!received.text.includes(text), text);
  }
});
