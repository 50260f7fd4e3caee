import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { RecordByModel } from '@hirewire/connector-kit';
import type { ModelName } from '@hirewire/store';
import { beginAction } from '@hirewire/store';
import { findTablesWith, listStaleRows, listTablesOfTexts } from '@hirewire/store/testing';
import { purgeDeleted } from '../maintenance/purge-deleted.ts';
import { listSchemas } from '../testing/look-at-records.ts';
import {
  addInteractions,
  addSample,
  changeRemote,
  findRecord,
  fingerprint,
  plantPerson,
  showRawFields,
  tablesOfNobody,
} from '../testing/plant-person.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const secret = 'Zoë-who-is-forgotten';
const email = `${secret.toLowerCase()}@example.com`;
const person = { name: secret, email, phone: '+49 30 90186 424242' };

describe('copies of what is known of a person', () => {
  let test: TestEngine;
  let integrationId: string;
  beforeEach(async () => {
    test = await startTestEngine({ isRemoteDataEnabled: true });
    integrationId = test.integration.id;
    addSampleRecords(test.ats.remote, 3);
    plantPerson(test, person);
    await test.sync();
  });
  afterEach(() => test.close());

  const findSecret = (): Promise<string[]> => findTablesWith(test.database.pool, secret);

  const find = (model: ModelName, remoteId: string): Promise<WireRecord> =>
    findRecord(test, model, remoteId);

  const change = <M extends ModelName>(
    model: M,
    remoteId: string,
    changes: Partial<RecordByModel[M]>,
  ): void => changeRemote(test, model, remoteId, changes);

  it('are gone from every table that can hold one when the person is erased', async () => {
    await showRawFields(test);
    const key = await addInteractions(test, person);
    await addSample(test, secret);
    const holding = await findSecret();
    const all = await listTablesOfTexts(test.database.pool);
    assert.deepEqual([...holding, ...tablesOfNobody].toSorted(), all);
    test.ats.remote.bury('candidates', { remote_id: 'c0', deleted: true, erased: true });
    // A delta: nothing that belongs to the person is read again.
    await test.sync('DELTA');
    assert.deepEqual(await findSecret(), []);
    assert.deepEqual(await findTablesWith(test.database.pool, 'else@example.com'), [
      'idempotency_keys',
      'interaction_requests',
      'interactions',
    ]);
    assert.deepEqual(await listStaleRows(test.database, integrationId), []);
    for (const [model, schema] of Object.entries(listSchemas)) {
      for (const record of await test.list(model as ModelName)) schema.parse(record);
    }
    // What is no copy stays.
    const application = await find('applications', 'a0');
    assert.deepEqual([application['outcome'], application.remote_deleted_at], ['PENDING', null]);
    const other = await find('notes', 'n2');
    assert.equal(other['content_html'], 'Knows bridges.');
    const again = await beginAction(test.database, {
      integrationId,
      interactionId: 'again',
      limit: 10,
      idempotency: { key, fingerprint },
    });
    assert.deepEqual(again, { state: 'erased' });
  });

  it('are gone at once when the person is anonymised, and come back as the vendor has them', async () => {
    change('candidates', 'c0', {
      first_name: 'Anonymised',
      last_name: 'Candidate',
      company: null,
      email_addresses: [],
      phone_numbers: [],
      custom_fields: {},
      remote_data: null,
    });
    await test.sync('DELTA');
    assert.deepEqual(await findSecret(), []);
    change('applications', 'a0', { remote_data: { '/raw': { person: null } }, custom_fields: {} });
    await test.sync();
    const application = await find('applications', 'a0');
    assert.deepEqual(application['remote_data'], { '/raw': { person: null } });
    const note = await find('notes', 'n0');
    assert.equal(note['content_html'], `${secret} knows bridges.`);
    assert.deepEqual(await listStaleRows(test.database, integrationId), []);
  });

  it('stay while the person keeps a name or an address', async () => {
    change('candidates', 'c0', { first_name: 'Z.', email_addresses: [] });
    await test.sync('DELTA');
    change('candidates', 'c0', {
      last_name: 'Married',
      email_addresses: [{ email_address: email, type: 'WORK' }],
    });
    await test.sync('DELTA');
    assert.ok((await findSecret()).includes('applications'));
  });

  it('stay when the names of candidates are disabled, which says nothing of one of them', async () => {
    const names = ['first_name', 'last_name', 'email_addresses'];
    const disable = names.map((name) => `ats_candidates.${name}`);
    await test.engine.changeScope(integrationId, { disable });
    await test.sync('DELTA');
    assert.equal((await find('candidates', 'c0'))['last_name'], null);
    assert.ok((await findSecret()).includes('applications'));
  });

  it('go with the purge where the person was only deleted, and notes stay', async () => {
    test.ats.remote.bury('candidates', { remote_id: 'c0', deleted: true });
    await test.sync('DELTA');
    assert.ok((await findSecret()).includes('candidates'));
    const retention = { deletedRecordDays: 0 };
    await purgeDeleted({ database: test.database, retention }, new AbortController().signal);
    assert.equal((await find('applications', 'a0'))['remote_data'], null);
    assert.equal((await find('offers', 'o0'))['remote_data'], null);
    assert.equal((await find('notes', 'n0'))['content_html'], `${secret} knows bridges.`);
    assert.deepEqual(await listStaleRows(test.database, integrationId), []);
  });
});
