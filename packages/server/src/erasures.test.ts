import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findColumnsWith } from '@hirewire/store/testing';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';
import { succeed } from './testing/fake-ats.ts';

const email = 'Quibblethwaite@example.com';

describe('people are erased over our own API', () => {
  let fake: FakeApi;
  before(async () => {
    fake = await startFakeApi({ allowedNetworks: ['127.0.0.0/8'] });
    fake.fake.answer = () => succeed({ application: 'a9', candidate: 'c9' });
  });
  after(() => fake.close());

  const ask = (method: string, path: string, body?: object): Promise<TestAnswer> =>
    callApi(fake.api, {
      method,
      path: `/hirewire/v1${path}`,
      headers: { authorization: `Bearer ${fake.key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  const candidate = {
    first_name: 'Quibblethwaite',
    last_name: 'Quibblethwaite',
    email_address: email,
    phone_number: '+49 30 424242',
  };

  const apply = (): Promise<TestAnswer> =>
    fake.call({ path: `/ats/jobs/${fake.id('jobs', 'j1')}/applications`, body: { candidate } });

  const findPerson = (): Promise<string[]> =>
    findColumnsWith(fake.api.database.pool, 'quibblethwaite');

  it('only when it is asked for clearly', async () => {
    for (const body of [
      { email_address: email },
      { email_address: email, dry_run: true, confirm: true },
      { confirm: true },
      { email_address: email, phone_number: '+49 30 424242', confirm: true },
      { phone_number: '110', confirm: true },
      { email_address: 'no address', confirm: true },
    ]) {
      const answer = await ask('POST', '/erasures', body);
      assert.equal(answer.status, 400, JSON.stringify(body));
      assert.equal(errorOf(answer, 'general').code, 'PLATFORM.INPUT_INVALID');
    }
    for (const where of [{ candidate_id: 'x' }, { candidate_id: '1'.repeat(24) }]) {
      assert.equal((await ask('POST', '/erasures', { ...where, confirm: true })).status, 404);
    }
    const elsewhere = { email_address: email, integration_id: 'tiny:nowhere', confirm: true };
    assert.equal((await ask('POST', '/erasures', elsewhere)).status, 404);
    const { json } = await ask('GET', '/erasures');
    assert.deepEqual((json as { data: unknown }).data, { results: [], has_more: false });
  });

  it('with what an action had sent, under the name of the key; and are not created again', async () => {
    assert.equal((await apply()).status, 200);
    assert.ok((await findPerson()).includes('store.interactions.request_body'));
    const preview = await ask('POST', '/erasures', { email_address: email, dry_run: true });
    const { data: would } = preview.json as { data: { erasure: Record<string, unknown> } };
    assert.deepEqual([would.erasure['id'], would.erasure['interactions']], [null, 1]);
    const answer = await ask('POST', '/erasures', { email_address: email, confirm: true });
    const { erasure } = (answer.json as { data: { erasure: Record<string, unknown> } }).data;
    assert.deepEqual(await findPerson(), []);
    const by = erasure['requested_by'] as Record<string, unknown>;
    assert.equal(by['type'], 'API_KEY');
    assert.ok(typeof by['id'] === 'string' && typeof by['name'] === 'string');

    fake.fake.requests.length = 0;
    const again = await apply();
    assert.equal(again.status, 400, again.text);
    assert.match(errorOf(again, 'ats').message, /erased, and is kept out/);
    assert.deepEqual(fake.fake.requests, [], 'the tool was not asked');
    assert.deepEqual(await findPerson(), []);

    const lifted = await ask('POST', `/erasures/${String(erasure['id'])}/lift`);
    assert.equal(lifted.status, 200);
    assert.equal((await apply()).status, 200);
  });

  it('in pages, newest first', async () => {
    for (const name of ['a', 'b']) {
      await ask('POST', '/erasures', { email_address: `${name}@example.com`, confirm: true });
    }
    const page = async (query: string) => {
      const { json } = await ask('GET', `/erasures?limit=2${query}`);
      return (json as { data: { results: { id: string }[]; has_more: boolean } }).data;
    };
    const first = await page('');
    assert.deepEqual([first.results.length, first.has_more], [2, true]);
    const rest = await page(`&after=${first.results[1]?.id}`);
    assert.deepEqual([rest.results.length, rest.has_more], [1, false]);
  });
});
