import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { teamtailorWebhooks as webhooks } from './webhooks.ts';

const secret = '327d2d0c-531e-4c23-98da-23aaa4ba8da3';

const hmac = (text: string): string => createHmac('sha256', secret).update(text).digest('hex');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function event(name: string | undefined, id: string | number, type = 'jobs') {
  return JSON.stringify({ payload: { event_name: name, data: { id, type, attributes: {} } } });
}

const v1 = (id: string): string => base64(hmac(id));
const v2 = (body: string, time = '1774000000'): string =>
  base64(`t=${time},v2=${hmac(`${time}.${body}`)}`);

const receive = (body: string, signature: string | undefined) =>
  webhooks.receive(
    { query: {}, headers: { 'tt-signature': signature }, body: Buffer.from(body) },
    secret,
  );

test('an event of the newer signature names what to read again', () => {
  for (const [name, model] of [
    ['job.update', 'jobs'],
    ['job.destroy', 'jobs'],
    ['candidate.create', 'candidates'],
    ['job_application.update', 'applications'],
  ] as const) {
    const body = event(name, '2');
    assert.deepEqual(receive(body, v2(body)), [{ model, remoteId: '2' }], name);
  }
});

test('the type names the model where the name of the event does not', () => {
  const body = event(undefined, 7, 'job-applications');
  assert.deepEqual(receive(body, v2(body)), [{ model: 'applications', remoteId: '7' }]);
  const other = event('company.update', 7, 'companies');
  assert.deepEqual(receive(other, v2(other)), []);
});

test('a changed body, another time, another secret and no signature are refused', () => {
  const body = event('job.update', '2');
  const signature = v2(body);
  assert.equal(receive(event('job.update', '3'), signature), null);
  const later = base64(`t=1774000001,v2=${hmac(`1774000000.${body}`)}`);
  assert.equal(receive(body, later), null);
  assert.equal(receive(body, base64(`t=1,v2=${'0'.repeat(64)}`)), null);
  assert.equal(receive(body, base64('t=1774000000')), null);
  assert.equal(receive(body, undefined), null);
  assert.equal(receive(body, '%%%'), null);
});

test('the older signature covers the id alone, and leads to that record being read again', () => {
  const body = event('job.destroy', '2');
  assert.deepEqual(receive(body, v1('2')), [{ model: 'jobs', remoteId: '2' }]);
  assert.equal(receive(body, v1('3')), null);
  // The bytes of the body are not what it signs.
  assert.equal(receive(body, base64(hmac(body))), null);
});

test('the encoding is that of the official example: base64 of hexadecimal digits', () => {
  const official =
    'MTI1YzliMDg3ZTY1MmYyMGUwMTYzZDUzMGZlZjA0N2M0YzE4NGYwY2UwY2ViOTM4ZDM3OTUxM2ViMjNjMWZiYw==';
  assert.equal(base64(hmac('')), official);
});

test('a genuine event that is no JSON, or of another form, changes nothing by itself', () => {
  assert.deepEqual(receive('{', v2('{')), [{ model: 'candidates', remoteId: null }]);
  assert.deepEqual(receive('{}', v2('{}')), []);
  assert.equal(receive('{', v1('2')), null);
});
