import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { RecordByModel } from '@hirewire/connector-kit';
import type { ModelName } from '@hirewire/store';
import {
  findErasure,
  findLastPosition,
  findRun,
  insertIntegration,
  liftErasure,
  listChanges,
  listDeliveries,
  listErasures,
  saveIssues,
} from '@hirewire/store';
import {
  failWrites,
  findColumnsWith,
  findTablesWith,
  listStaleRows,
  listTablesOfTexts,
} from '@hirewire/store/testing';
import { randomBytes } from 'node:crypto';
import { saveAsRead, toActionRecords } from '../records/store-changes.ts';
import { resealAll } from '../integrations/reseal.ts';
import { seal } from '../integrations/sealing.ts';
import { runSync } from '../sync/run-sync.ts';
import { listSchemas } from '../testing/look-at-records.ts';
import {
  addInteractions,
  addSample,
  changeRemote,
  findRecord,
  interactionsAboutPerson,
  plantPerson,
  showRawFields,
  tablesOfNobody,
} from '../testing/plant-person.ts';
import { addCandidate, addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import type { ErasedPerson } from './erase-person.ts';

const name = 'Quibblethwaite';
const email = "O'Quibblethwaite@example.com";
const phone = '+49 (30) 90186-424242';
const person = { name, email, phone };
/** Each is a part of what the person is known by, in any spelling. */
const traces = ['quibblethwaite', '424242'];
const requester = { type: 'COMMAND_LINE', id: null, name: 'ada' } as const;
const nobody = { tag_remote_ids: [] };
const models = [
  'candidates',
  'applications',
  'interviews',
  'offers',
  'notes',
  'scorecards',
] as const;

describe('a person who is erased', () => {
  let test: TestEngine;
  let integrationId: string;
  let candidateId: string;
  let endpointId: string;
  beforeEach(async () => {
    test = await startTestEngine({ isRemoteDataEnabled: true });
    integrationId = test.integration.id;
    const { environmentId } = test.integration;
    const url = 'https://hooks.example.com/';
    const asked = { environmentId, url, description: null, eventTypes: null };
    endpointId = (await test.engine.createWebhookEndpoint(asked)).endpoint.id;
    addSampleRecords(test.ats.remote, 3);
    plantPerson(test, person);
    await test.sync();
    await showRawFields(test);
    candidateId = (await find('candidates', 'c0')).id;
  });
  afterEach(() => test.close());

  async function findTraces(): Promise<string[]> {
    const found = await Promise.all(
      traces.map((trace) => findColumnsWith(test.database.pool, trace)),
    );
    return [...new Set(found.flat())];
  }

  const find = (model: ModelName, remoteId: string): Promise<WireRecord> =>
    findRecord(test, model, remoteId);

  const living = async (model: ModelName): Promise<string[]> =>
    (await test.list(model)).map((one) => one.remote_id).toSorted();

  const erase = (sought: ErasedPerson, more: { isDryRun?: boolean } = {}) =>
    test.engine.erasePerson({
      environmentId: test.integration.environmentId,
      integrationId: null,
      person: sought,
      requester,
      isDryRun: false,
      ...more,
    });

  const change = <M extends ModelName>(
    model: M,
    remoteId: string,
    changes: Partial<RecordByModel[M]>,
  ): void => changeRemote(test, model, remoteId, changes);

  it('is in no column of any table any more, and the receipt counts what was', async () => {
    await addInteractions(test, person);
    await addSample(test, name);
    const holding = await findTablesWith(test.database.pool, name);
    const all = await listTablesOfTexts(test.database.pool);
    assert.deepEqual([...holding, ...tablesOfNobody].toSorted(), all, 'the person is everywhere');
    const { receipt } = await erase({ emailAddress: email.toUpperCase() });
    assert.deepEqual(await findTraces(), []);
    const counts = { candidates: 1, applications: 1, interviews: 1, offers: 1, notes: 1 };
    assert.deepEqual(receipt.records, { ...counts, scorecards: 1 });
    assert.equal(receipt.interactions, interactionsAboutPerson);
    const { environmentId } = test.integration;
    const kept = await listDeliveries(test.database, { environmentId, endpointId, limit: 9 });
    assert.ok(kept.length > 0, 'there were events, too, and they hold nobody');
    assert.ok((await findColumnsWith(test.database.pool, 'else@example.com')).length > 3);
    assert.deepEqual(await listStaleRows(test.database, integrationId), []);
    const [listed] = await listErasures(test.database, { environmentId, limit: 10 });
    assert.deepEqual(listed, receipt);
    assert.deepEqual(listed?.requester, requester);
    for (const [model, schema] of Object.entries(listSchemas)) {
      for (const record of await test.list(model as ModelName)) schema.parse(record);
    }
  });

  it('leaves a namesake alone, who applied for the same job', async () => {
    const names = { first_name: 'Grace', last_name: 'Hopper', company: 'Bridges' };
    change('candidates', 'c0', { ...names, custom_fields: {}, remote_data: null });
    change('candidates', 'c1', names);
    const { job_remote_id } = test.ats.remote.records.applications.get('a0') ?? {};
    assert.ok(job_remote_id !== undefined);
    change('applications', 'a1', { job_remote_id });
    await test.sync();
    const namesakes = async (): Promise<WireRecord[]> =>
      (await Promise.all(models.map((model) => test.list(model)))).flat();
    const isOfPerson = ({ remote_id }: WireRecord): boolean => remote_id.endsWith('0');
    const before = (await namesakes()).filter((record) => !isOfPerson(record));
    assert.ok(before.length >= models.length);
    await erase({ candidateId });
    assert.deepEqual(await namesakes(), before);
    await test.sync();
    assert.deepEqual(await namesakes(), before);
  });

  it('is not told of in what is kept of later actions', async () => {
    await erase({ candidateId });
    await addInteractions(test, person);
    assert.deepEqual(await findTraces(), []);
    assert.ok((await findColumnsWith(test.database.pool, 'else@example.com')).length > 3);
  });

  it('is seen as deleted by consumers, with all that belonged to them, and in the feed', async () => {
    const after = await findLastPosition(test.database.pool, integrationId);
    const { receipt } = await erase({ candidateId });
    for (const model of models) {
      const remoteId = `${{ scorecards: 'k' }[model as string] ?? model[0] ?? ''}0`;
      assert.ok((await find(model, remoteId)).remote_deleted_at !== null, model);
      assert.ok(!(await living(model)).includes(remoteId), model);
    }
    const feed = await listChanges(test.database, { integrationId, after, limit: 100 });
    assert.ok('changes' in feed);
    const deleted = feed.changes.filter(({ change: one }) => one === 'deleted');
    assert.deepEqual(deleted.map(({ model }) => model).toSorted(), [...models].toSorted());
    const cause = { type: 'erasure', id: receipt.id };
    assert.ok(feed.changes.every((one) => one.cause?.type === 'erasure'));
    assert.deepEqual(feed.changes[0]?.cause, cause);
  });

  it('is kept out of full syncs, deltas, and what actions and webhooks read', async () => {
    await erase({ candidateId });
    plantPerson(test, person);
    await test.sync('DELTA');
    await test.sync('FULL');
    for (const [model, remoteId] of [
      ['candidates', 'c0'],
      ['applications', 'a0'],
      ['notes', 'n0'],
      ['interviews', 'i0'],
    ] as const) {
      const record = test.ats.remote.records[model].get(remoteId);
      assert.ok(record);
      const place = { integrationId, cause: { type: 'webhook', id: 'x' } } as const;
      await saveAsRead(test.database, place, async () => [
        await toActionRecords(
          { ...test.environment, integration: test.integration, connector: test.ats.connector },
          { reportIssue: () => undefined },
          { model, records: [record] },
        ),
      ]);
    }
    assert.deepEqual(await findTraces(), []);
    assert.deepEqual(await living('candidates'), ['c1', 'c2']);
    assert.deepEqual(await listStaleRows(test.database, integrationId), []);
  });

  it('is kept out under another id, in whichever order their records arrive', async () => {
    const { remote } = test.ats;
    await erase({ emailAddress: email });
    remote.put('interviews', {
      remote_id: 'i9',
      title: `Talk with ${name}`,
      application_remote_id: 'a9',
      user_remote_ids: [],
    });
    await test.sync('DELTA');
    remote.put('applications', {
      remote_id: 'a9',
      outcome: 'PENDING',
      candidate_remote_id: 'c9',
      custom_fields: { referee: name },
    });
    await test.sync('DELTA');
    assert.ok((await living('applications')).includes('a9'), 'nothing says whose it is');
    const email_addresses = [{ email_address: ` ${email.toLowerCase()}`.trim(), type: null }];
    remote.put('candidates', { ...nobody, remote_id: 'c9', first_name: name, email_addresses });
    await test.sync('DELTA');
    assert.deepEqual(await findTraces(), []);
    remote.put('candidates', { ...nobody, remote_id: 'c9', first_name: name, email_addresses: [] });
    await test.sync('FULL');
    assert.deepEqual(await findTraces(), []);
  });

  it('is kept out by the phone number, however it is written, and by a merge', async () => {
    const { remote } = test.ats;
    await erase({ phoneNumber: '0049309018 6424242' });
    assert.deepEqual(await findTraces(), []);
    const phone_numbers = [{ phone_number: phone, type: null }];
    remote.put('candidates', { ...nobody, remote_id: 'c9', first_name: name, phone_numbers });
    remote.bury('candidates', { remote_id: 'c0', deleted: true, mergedInto: 'c10' });
    remote.put('candidates', { ...nobody, remote_id: 'c10', last_name: name });
    await test.sync('DELTA');
    await test.sync('DELTA');
    assert.deepEqual(await findTraces(), []);
  });

  it('takes along whom the vendor has merged with them', async () => {
    test.ats.remote.bury('candidates', { remote_id: 'c0', deleted: true, mergedInto: 'c1' });
    await test.sync('DELTA');
    assert.ok((await findTraces()).length > 0);
    await erase({ candidateId: (await find('candidates', 'c1')).id });
    assert.deepEqual(await findTraces(), []);
  });

  it('is kept out although names and references are disabled meanwhile', async () => {
    await erase({ candidateId });
    const disable = ['ats_candidates.email_addresses', 'ats_notes.application_id'];
    await test.engine.changeScope(integrationId, { disable });
    plantPerson(test, person);
    const known = test.ats.remote.records.candidates.get('c0');
    assert.ok(known);
    test.ats.remote.put('candidates', { ...known, remote_id: 'c9' });
    await test.sync();
    assert.deepEqual(await findTraces(), []);
  });

  it('shares what others are known by without taking them along', async () => {
    const email_addresses = [{ email_address: email, type: null }];
    change('candidates', 'c1', { email_addresses });
    await test.sync('DELTA');
    const { others } = await erase({ candidateId });
    assert.equal(others, 1);
    await test.sync();
    assert.deepEqual(await living('candidates'), ['c1', 'c2']);
    const { receipt } = await erase({ emailAddress: email });
    assert.equal(receipt.records.candidates, 1);
    assert.deepEqual(await findTraces(), []);
  });

  it('is there as before after a dry run, which tells what would go', async () => {
    await addInteractions(test, person);
    const before = [await test.everything(), await findTraces()];
    const position = await findLastPosition(test.database.pool, integrationId);
    const { receipt } = await erase({ candidateId }, { isDryRun: true });
    assert.deepEqual(
      [receipt.records.candidates, receipt.interactions],
      [1, interactionsAboutPerson],
    );
    assert.deepEqual([await test.everything(), await findTraces()], before);
    assert.equal(await findLastPosition(test.database.pool, integrationId), position);
    const { environmentId } = test.integration;
    assert.deepEqual(await listErasures(test.database, { environmentId, limit: 10 }), []);
    await test.sync();
    assert.ok((await living('candidates')).includes('c0'));
  });

  it('is erased in all integrations of the environment by an address, and in one by an id', async () => {
    const { environmentId } = test.integration;
    const second = await insertIntegration(test.database, {
      id: 'pretend:two',
      environmentId,
      tool: 'pretend',
      endUser: { organizationName: 'Other', creatorEmail: null, originId: null },
      sealedCredentials: seal(
        test.environment.secretKeys,
        'pretend:two',
        JSON.stringify({ api_key: 'k' }),
      ),
      remoteBaseUrl: null,
    });
    const syncSecond = async (): Promise<void> => {
      const { sync_id } = await test.engine.requestSync(second.id, {
        type: 'FULL',
        trigger: 'CLI',
      });
      const place = { integrationId: second.id, runId: sync_id };
      await runSync(test.environment, place, new AbortController().signal);
      assert.equal((await findRun(test.database, second.id, sync_id))?.state, 'SUCCEEDED');
    };
    await syncSecond();
    const byId = await erase({ candidateId });
    assert.equal(byId.receipt.integrationId, integrationId);
    await syncSecond();
    assert.ok((await findTraces()).includes('store.candidates.own'), 'the other customer has them');
    const byAddress = await erase({ emailAddress: email });
    assert.equal(byAddress.receipt.integrationId, '');
    assert.equal(byAddress.receipt.records.candidates, 1);
    assert.deepEqual(await findTraces(), []);
    await syncSecond();
    assert.deepEqual(await findTraces(), []);
  });

  it('leaves no sample of theirs in the report of a run', async () => {
    const running = await addSample(test, name);
    await erase({ candidateId });
    assert.deepEqual(await findTraces(), []);
    const issue = { model: 'candidates', field: 'email_addresses', count: 1, sample: name };
    await saveIssues(test.database, { integrationId, runId: running, issues: [issue] });
    assert.deepEqual(await findTraces(), []);
  });

  it('stays out when the secret key is rotated, and nothing is stored where the key is lost', async () => {
    await erase({ candidateId });
    plantPerson(test, person);
    const [former] = test.environment.secretKeys as [Buffer];
    const next = randomBytes(32);
    const { database, connectors } = test.environment;
    await resealAll({ database, connectors, secretKeys: [next, former] });
    const rotated = { ...test.environment, secretKeys: [next] as const };
    const { sync_id } = await test.engine.requestSync(integrationId, {
      type: 'FULL',
      trigger: 'CLI',
    });
    await runSync(rotated, { integrationId, runId: sync_id }, new AbortController().signal);
    assert.equal((await findRun(database, integrationId, sync_id))?.state, 'SUCCEEDED');
    assert.deepEqual(await findTraces(), []);
    await assert.rejects(
      saveAsRead(database, { integrationId, cause: { type: 'action', id: 'x' } }, async () => [
        await toActionRecords(
          { ...test.environment, integration: test.integration, connector: test.ats.connector },
          { reportIssue: () => undefined },
          { model: 'candidates', records: [...test.ats.remote.records.candidates.values()] },
        ),
      ]),
      /encrypted with a key that this Hirewire does not have/,
    );
  });

  it('comes back with the next full sync once the erasure is lifted', async () => {
    const { receipt } = await erase({ emailAddress: email });
    const lifted = await liftErasure(test.database, receipt);
    assert.ok(lifted?.liftedAt);
    assert.deepEqual(await findErasure(test.database, receipt), lifted);
    await test.sync();
    assert.equal((await find('candidates', 'c0'))['company'], `${name} Ltd`);
    assert.ok((await living('notes')).includes('n0'));
  });

  it('is erased wholly or not at all', async () => {
    await failWrites(test.database.pool, { table: 'commits', how: 'insert' });
    const before = await test.everything();
    await assert.rejects(erase({ candidateId }), /failed on purpose/);
    assert.deepEqual(await test.everything(), before);
    const { environmentId } = test.integration;
    assert.deepEqual(await listErasures(test.database, { environmentId, limit: 10 }), []);
  });

  it('must be named by exactly one thing, which is there', async () => {
    const refused = { code: 'invalid-erasure' };
    await assert.rejects(erase({}), refused);
    await assert.rejects(erase({ candidateId, emailAddress: email }), refused);
    await assert.rejects(erase({ phoneNumber: '+49' }), refused);
    await assert.rejects(erase({ candidateId: '1'.repeat(24) }), { code: 'candidate-not-found' });
    addCandidate(test.ats.remote, 7);
    const { receipt } = await erase({ emailAddress: 'nobody@example.com' });
    assert.deepEqual([receipt.records, receipt.interactions], [{}, 0]);
  });

  it('leaves a receipt, too, where the vendor has erased', async () => {
    await addInteractions(test, person);
    test.ats.remote.bury('candidates', { remote_id: 'c0', deleted: true, erased: true });
    await test.sync('DELTA');
    await test.sync('DELTA');
    const { environmentId } = test.integration;
    const erasures = await listErasures(test.database, { environmentId, limit: 10 });
    assert.equal(erasures.length, 1);
    assert.equal(erasures[0]?.requester.type, 'VENDOR');
    assert.equal(erasures[0]?.records.candidates, 1);
    assert.equal(erasures[0]?.interactions, interactionsAboutPerson);
    assert.deepEqual(await findTraces(), []);
  });
});
