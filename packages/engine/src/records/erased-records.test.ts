import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ModelName } from '@hirewire/store';
import { findLastPosition, listChanges } from '@hirewire/store';
import { findTablesWith, listStaleRows } from '@hirewire/store/testing';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const secret = 'Zoë-who-is-forgotten';

/** What shows the name of a candidate. */
const showing = ['rendered_applications', 'rendered_interviews', 'rendered_offers'];

describe('a record that the vendor has erased', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine({ isRemoteDataEnabled: true });
    addSampleRecords(test.ats.remote, 4);
  });
  afterEach(() => test.close());

  const erase = (model: ModelName, remoteId: string): void =>
    test.ats.remote.bury(model, { remote_id: remoteId, deleted: true, erased: true });

  async function find(model: ModelName, remoteId: string): Promise<WireRecord> {
    const all = await test.list(model, { includeDeleted: true });
    return all.find((one) => one.remote_id === remoteId) ?? assert.fail(`no ${model} ${remoteId}`);
  }

  const findSecret = (): Promise<string[]> => findTablesWith(test.database.pool, secret);

  /** Whose every text is a secret. */
  function addSecretCandidate(): void {
    test.ats.remote.put('candidates', {
      remote_id: 'c0',
      first_name: secret,
      last_name: secret,
      company: secret,
      email_addresses: [{ email_address: `${secret}@example.com`, type: 'PERSONAL' }],
      phone_numbers: [{ phone_number: secret, type: null }],
      custom_fields: { nickname: secret },
      remote_data: { '/people': { name: secret } },
      tag_remote_ids: ['t1'],
    });
  }

  it('is emptied in the transaction of its page, and so is what others show of it', async () => {
    addSecretCandidate();
    await test.sync();
    assert.deepEqual(await findSecret(), ['candidates', ...showing]);
    const { database, integration } = test;
    const after = await findLastPosition(database.pool, integration.id);
    erase('candidates', 'c0');
    await test.sync('DELTA');
    assert.deepEqual(await findSecret(), []);
    const gone = await find('candidates', 'c0');
    assert.ok(gone.remote_deleted_at !== null);
    assert.deepEqual([gone['first_name'], gone['tags'], gone['remote_data']], [null, [], null]);
    const page = await listChanges(database, { integrationId: integration.id, after, limit: 100 });
    assert.ok('changes' in page);
    assert.equal(new Set(page.changes.map(({ changedAt }) => changedAt.getTime())).size, 1);
    assert.deepEqual(await listStaleRows(database, integration.id), []);
  });

  it('is not written again when the vendor repeats it, and comes back whole', async () => {
    addSecretCandidate();
    await test.sync();
    const known = test.ats.remote.records.candidates.get('c0');
    assert.ok(known);
    erase('candidates', 'c0');
    await test.sync('DELTA');
    const { pool } = test.database;
    const position = await findLastPosition(pool, test.integration.id);
    await test.sync('DELTA');
    assert.equal(await findLastPosition(pool, test.integration.id), position);
    test.ats.remote.put('candidates', known);
    await test.sync('DELTA');
    assert.equal((await find('candidates', 'c0'))['company'], secret);
  });

  it('is emptied although it was deleted before', async () => {
    addSecretCandidate();
    await test.sync();
    test.ats.remote.bury('candidates', { remote_id: 'c0', deleted: true });
    await test.sync('DELTA');
    assert.deepEqual(await findSecret(), ['candidates', ...showing]);
    erase('candidates', 'c0');
    await test.sync('DELTA');
    assert.deepEqual(await findSecret(), []);
  });

  it('need not be known, and may be of any model', async () => {
    await test.sync();
    erase('candidates', 'never-seen');
    erase('notes', 'n0');
    erase('jobs', 'j1');
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal((await find('notes', 'n0'))['content_html'], null);
    assert.equal((await find('jobs', 'j1'))['name'], null);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });
});
