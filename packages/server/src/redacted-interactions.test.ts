import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findTablesWith } from '@hirewire/store/testing';

import { callApi } from './testing/call-api.ts';
import type { TestAnswer } from './testing/call-api.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';

const secret = 'a-very-secret-key';

describe('what is kept of an action', () => {
  let fake: FakeApi;
  before(async () => {
    fake = await startFakeApi({ allowedNetworks: ['127.0.0.0/8'] });
  });
  after(() => fake.close());

  const pass = (body: object, headers: Record<string, string> = {}): Promise<TestAnswer> =>
    fake.call({ path: '/passthrough/tiny/v1', body, headers });

  async function findInteraction({ headers }: TestAnswer): Promise<string> {
    const id = headers['hirewire-interaction-id'];
    const path = `/hirewire/v1/interactions/${String(id)}`;
    const authorization = `Bearer ${fake.key}`;
    const answer = await callApi(fake.api, { method: 'GET', path, headers: { authorization } });
    assert.equal(answer.status, 200, answer.text);
    return answer.text;
  }

  it('has no credentials that caller or tool have repeated, in no table and not in the API', async () => {
    fake.fake.answer = ({ headers }) => ({
      status: 200,
      body: JSON.stringify({ headers, [secret]: encodeURIComponent(secret), name: 'Ada' }),
      headers: { 'x-echo': secret },
    });
    const answer = await pass(
      { method: 'POST', path: `/people?by=${secret}`, data: { note: `my key is ${secret}` } },
      { 'idempotency-key': 'once' },
    );
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(await findTablesWith(fake.api.database.pool, secret), []);
    const text = await findInteraction(answer);
    assert.ok(!text.includes(secret));
    assert.match(text, /my key is \[redacted\]/);
    assert.match(text, /Ada/);
  });

  it('has no values of a query that are called like secrets, wherever the query is', async () => {
    fake.fake.answer = () => ({
      status: 200,
      body: '{"next":"/people?page=2&client_secret=s3cret"}',
    });
    const answer = await pass({
      method: 'GET',
      path: '/people?page=2&refresh_token=s3cret&api%5Fkey=s3cret',
      params: { token: 's3cret', key: 's3cret', limit: '10' },
      headers: { 'X-Vendor-Token': 's3cret' },
    });
    assert.equal(answer.status, 200, answer.text);
    assert.deepEqual(await findTablesWith(fake.api.database.pool, 's3cret'), []);
    const text = await findInteraction(answer);
    assert.ok(!text.includes('s3cret'), text);
    assert.match(text, /page=2&refresh_token=\[redacted\]/);
    assert.match(text, /"limit":"10"/);
  });
});
