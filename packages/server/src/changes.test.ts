import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { listRuns, purgeChanges } from '@hirewire/store';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type FakeApi, startFakeApi } from './testing/start-fake-api.ts';
import { succeed } from './testing/fake-ats.ts';

interface Change {
  position: number;
  cursor: string;
  model: string;
  id: string;
  change: string;
  changed_at: string;
  cause: { type: string; id: string | null } | null;
}

interface Page {
  results: Change[];
  cursor: string;
  position: number;
  has_more: boolean;
}

describe('the change feed over the API', () => {
  let fake: FakeApi;
  before(async () => {
    fake = await startFakeApi();
  });
  after(() => fake.close());

  function ask(query = '', headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> {
    return callApi(fake.api, {
      path: `/hirewire/v1/changes${query}`,
      headers: {
        authorization: `Bearer ${fake.key}`,
        'x-integration-id': fake.integrationId,
        ...headers,
      },
    });
  }

  async function read(query = ''): Promise<Page> {
    const answer = await ask(query);
    assert.equal(answer.status, 200, answer.text);
    const { status, data } = answer.json as { status: string; data: Page };
    assert.equal(status, 'success');
    return data;
  }

  it('says without a cursor where to begin', async () => {
    const end = await read();
    assert.deepEqual([end.results, end.has_more], [[], false]);
    assert.ok(end.position > 0);
    assert.deepEqual(await read(`?after=${end.cursor}`), end);
  });

  it('tells the first sync from its beginning, page by page, each record once', async () => {
    const whole = await read('?after=0&limit=1000');
    const [run] = await listRuns(fake.api.database, fake.integrationId, { limit: 1 });
    assert.deepEqual(
      whole.results.map(({ position }) => position),
      Array.from({ length: whole.position }, (_, index) => index + 1),
    );
    const records = Object.entries(fake.fake.records).flatMap(([model, ofModel]) =>
      [...ofModel.keys()].map((remoteId) => `${model} ${fake.id(model, remoteId)} created`),
    );
    assert.deepEqual(
      whole.results.map(({ model, id, change }) => `${model} ${id} ${change}`).toSorted(),
      records.toSorted(),
    );
    for (const { cause } of whole.results) assert.deepEqual(cause, { type: 'sync', id: run?.id });

    for (const limit of [1, 3]) {
      const told: Change[] = [];
      for (let after = '0', hasMore = true; hasMore;) {
        const page = await read(`?after=${after}&limit=${limit}`);
        assert.ok(page.results.length <= limit);
        told.push(...page.results);
        ({ cursor: after, has_more: hasMore } = page);
      }
      assert.deepEqual(told, whole.results);
    }
    const [first, ...others] = whole.results;
    assert.deepEqual((await read(`?after=${first?.cursor}&limit=1000`)).results, others);
  });

  it('tells what an action has changed, and which', async () => {
    const { cursor } = await read();
    fake.fake.answer = ({ path }) =>
      succeed(path === '/applications' ? { application: 'a9', candidate: 'c9' } : {});
    const person = { first_name: 'Ada', last_name: 'Example', email_address: 'ada@example.com' };
    const answer = await fake.call({
      path: `/ats/jobs/${fake.id('jobs', 'j1')}/applications`,
      body: { candidate: person },
    });
    assert.equal(answer.status, 200, answer.text);
    const { results } = await read(`?after=${cursor}`);
    const created = results.filter(({ change }) => change === 'created');
    assert.deepEqual(created.map(({ model, id }) => `${model} ${id}`).toSorted(), [
      `applications ${fake.id('applications', 'a9')}`,
      `candidates ${fake.id('candidates', 'c9')}`,
    ]);
    const [{ cause } = { cause: null }] = created;
    assert.equal(cause?.type, 'action');
    const interaction = await callApi(fake.api, {
      path: `/hirewire/v1/interactions/${cause.id}`,
      headers: { authorization: `Bearer ${fake.key}` },
    });
    assert.match(interaction.text, /"operation":"create-application"/);
  });

  for (const [query, message] of [
    ['?after=first', /`after` must be 0, or a `cursor`/],
    ['?after=-1', /`after` must be 0, or a `cursor`/],
    ['?after=1.', /`after` must be 0, or a `cursor`/],
    ['?after=1&after=2', /`after` must be given only once/],
    ['?limit=0', /`limit` must be a whole number from 1 to 1000/],
    ['?limit=1001', /`limit` must be a whole number from 1 to 1000/],
  ] as const) {
    it(`refuses ${query}`, async () => {
      const answer = await ask(query);
      assert.equal(answer.status, 400);
      const { code, message: found } = errorOf(answer, 'ats');
      assert.equal(code, 'PLATFORM.INPUT_INVALID');
      assert.match(found, message);
    });
  }

  it('is refused without an integration, and of one in another environment', async () => {
    const { key } = await fake.api.createKey('Other');
    const foreign = await ask('', { authorization: `Bearer ${key}` });
    assert.equal(errorOf(foreign, 'ats').code, 'PLATFORM.INTEGRATION_NOT_FOUND');
    const without = await ask('', { 'x-integration-id': '' });
    assert.equal(errorOf(without, 'ats').code, 'PLATFORM.INPUT_INVALID');
    const unknown = await ask('', { authorization: 'Bearer nobody' });
    assert.equal(errorOf(unknown, 'ats').code, 'PLATFORM.AUTHENTICATION_INVALID');
  });

  it('waits for the first sync', async () => {
    const options = { environment: 'Acme (Prod)', tool: 'full', isSynced: false };
    const pending = await fake.api.createIntegration(options);
    const answer = await ask('', { 'x-integration-id': pending });
    assert.equal(answer.status, 409);
    assert.equal(errorOf(answer, 'ats').code, 'INTEGRATION.SETUP_SYNC_PENDING');
  });

  it('sends a follower of another feed, or of an older backup, to a full read', async () => {
    const { cursor, position } = await read();
    const options = { environment: 'Acme (Prod)', tool: 'full', isSynced: true };
    const other = await fake.api.createIntegration(options);
    const refused = async (after: string, reason: RegExp, headers = {}): Promise<void> => {
      const answer = await ask(`?after=${after}`, headers);
      assert.equal(answer.status, 410, answer.text);
      const { code, message } = errorOf(answer, 'ats');
      assert.equal(code, 'PLATFORM.INPUT_INVALID');
      assert.match(message, reason);
    };
    await refused(cursor, /not of the change feed of this/, { 'x-integration-id': other });
    await refused(`${position}.madeitup`, /not of the change feed.* read all lists in full/);
    const later = cursor.replace(String(position), String(position + 1));
    await refused(later, /There is no position .* read all lists in full/);
    await refused(String(position + 1), /There is no position/);
  });

  it('still goes on from a plain number, which cursors were before', async () => {
    const end = await read();
    assert.deepEqual(await read(`?after=${end.position}`), end);
  });

  it('sends a follower who stayed away for too long to a full read', async () => {
    const { position } = await read();
    await purgeChanges(fake.api.database, { integrationId: fake.integrationId, days: 0 });
    const answer = await ask(`?after=${position - 1}`);
    assert.equal(answer.status, 410);
    const { code, message } = errorOf(answer, 'ats');
    assert.equal(code, 'PLATFORM.INPUT_INVALID');
    assert.match(message, new RegExp(`can be followed from is ${position}\\. .*in full`));
    const kept = await read(`?after=${position}`);
    assert.deepEqual([kept.results, kept.position], [[], position]);
  });

  it('is refused while the integration is disabled', async () => {
    await fake.api.engine.setEnabled(fake.integrationId, false);
    const answer = await ask();
    assert.equal(errorOf(answer, 'ats').code, 'INTEGRATION.INACTIVE');
  });
});
