import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { RecordByModel } from '@hirewire/connector-kit';
import type { ModelName } from '@hirewire/store';
import {
  beginAction,
  endAction,
  endInteraction,
  insertInteraction,
  insertInteractionRequest,
  listIntegrationFields,
  saveIssues,
  setFieldPassthrough,
} from '@hirewire/store';
import { findTablesWith, listStaleRows, listTablesOfTexts } from '@hirewire/store/testing';
import { purgeDeleted } from '../maintenance/purge-deleted.ts';
import { listSchemas } from '../testing/look-at-records.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const secret = 'Zoë-who-is-forgotten';
const email = `${secret.toLowerCase()}@example.com`;

/** Tables that can hold texts and never one about a candidate: a new one must be sorted in. */
const others = [
  'jobs',
  'application_stages',
  'rejection_reasons',
  'roles',
  'tags',
  'users',
  ...['jobs', 'application_stages', 'rejection_reasons', 'roles', 'tags', 'users'].map(
    (name) => `rendered_${name}`,
  ),
  // What these show of others is their jobs, stages and authors.
  'rendered_candidates',
  'rendered_notes',
  'rendered_scorecards',
  // How integrations talk with their tools.
  'access_tokens',
  'route_limits',
  'request_leases',
  'vendor_webhooks',
  // What identifies environments, integrations and their customers, and what these have chosen.
  'environments',
  'issues',
  'erasures',
  'erased_people',
  'api_keys',
  'integrations',
  'custom_fields',
  'integration_fields',
  // Facts about integrations and runs, and ids of records.
  'webhook_endpoints',
  'webhook_events',
  'webhook_deliveries',
  'commits',
  'changes',
  'field_changes',
  'action_reads',
  'tracked_applications',
  'sync_models',
  'sync_seen',
  'sync_since',
];

describe('copies of what is known of a person', () => {
  let test: TestEngine;
  let integrationId: string;
  beforeEach(async () => {
    test = await startTestEngine({ isRemoteDataEnabled: true });
    integrationId = test.integration.id;
    addSampleRecords(test.ats.remote, 3);
    addPerson();
    await test.sync();
  });
  afterEach(() => test.close());

  const findSecret = (): Promise<string[]> => findTablesWith(test.database.pool, secret);

  async function find(model: ModelName, remoteId: string): Promise<WireRecord> {
    const all = await test.list(model, { includeDeleted: true });
    return all.find((one) => one.remote_id === remoteId) ?? assert.fail(`no ${model} ${remoteId}`);
  }

  function change<M extends ModelName>(
    model: M,
    remoteId: string,
    changes: Partial<RecordByModel[M]>,
  ): void {
    const known = (test.ats.remote.records[model] as Map<string, RecordByModel[M]>).get(remoteId);
    assert.ok(known);
    test.ats.remote.put(model, { ...known, ...changes });
  }

  /** A candidate whose name is in each record that belongs to them. */
  function addPerson(): void {
    const remote_data = { '/raw': { person: { name: secret } } };
    const custom_fields = { referee: secret };
    change('candidates', 'c0', {
      first_name: secret,
      last_name: secret,
      email_addresses: [{ email_address: email, type: 'PERSONAL' }],
      remote_data,
    });
    change('applications', 'a0', {
      remote_data,
      custom_fields,
      screening_question_answers: [
        { question: { remote_id: 'q1', title: 'Why?', type: 'TEXT' }, answer: { content: secret } },
      ],
    });
    change('interviews', 'i0', { title: `Talk with ${secret}`, remote_data });
    change('offers', 'o0', { remote_data, custom_fields });
    change('notes', 'n0', { content_html: `${secret} knows bridges.`, remote_data });
    change('scorecards', 'k0', { remote_data });
  }

  async function showRawFields(): Promise<void> {
    const { database } = test;
    const page = await listIntegrationFields(database, {
      integrationId,
      afterId: null,
      pageSize: 100,
    });
    for (const { id } of page.fields) {
      await setFieldPassthrough(database, { integrationId, id, isEnabled: true });
    }
    await test.sync();
  }

  /** An action that named the person's application, and one that failed to create the person. */
  async function addInteractions(): Promise<void> {
    const { database } = test;
    const { id: applicationId } = await find('applications', 'a0');
    const texts = [
      { path: `/v1/ats/applications/${applicationId}/notes`, body: { content: secret } },
      { path: '/v1/ats/candidates', body: { last_name: secret, email_address: email } },
      {
        path: '/v1/ats/candidates',
        body: { last_name: 'Somebody', email_address: 'else@example.com' },
      },
    ];
    for (const [index, { path, body }] of texts.entries()) {
      const [id, text] = [`interaction-${index}`, JSON.stringify(body)];
      const key = { key: `key-${index}`, fingerprint: Buffer.from('a request') };
      const action = { integrationId, interactionId: id, idempotency: key };
      await insertInteraction(database, {
        integrationId,
        id,
        path,
        operation: 'an-operation',
        method: 'POST',
        apiKeyId: null,
        isDryRun: false,
        requestBody: text,
      });
      await beginAction(database, { ...action, limit: 10 });
      await insertInteractionRequest(
        database,
        { integrationId, interactionId: id, position: 1 },
        {
          method: 'POST',
          url: `https://ats.example/people?name=${body.last_name ?? ''}`,
          status: 200,
          errorKind: null,
          attempt: 1,
          startedAt: new Date(),
          durationMs: 1,
          requestBody: text,
          responseBody: text,
        },
      );
      await endAction(database, action, { status: 200, body: text });
      const ending = { integrationId, id, status: 200, errorCode: null, responseBody: text };
      await endInteraction(database, ending);
    }
  }

  async function addSample(): Promise<void> {
    const run = await test.sync('DELTA');
    const issue = { model: 'candidates', field: 'email_addresses', count: 1, sample: secret };
    await saveIssues(test.database, { integrationId, runId: run.id, issues: [issue] });
  }

  it('are gone from every table that can hold one when the person is erased', async () => {
    await showRawFields();
    await addInteractions();
    await addSample();
    const holding = await findSecret();
    const all = await listTablesOfTexts(test.database.pool);
    assert.deepEqual([...holding, ...others].toSorted(), all);
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
      idempotency: { key: 'key-1', fingerprint: Buffer.from('a request') },
    });
    assert.deepEqual(again, { state: 'erased' });
  });

  it('are gone at once when the person is anonymised, and come back as the vendor has them', async () => {
    change('candidates', 'c0', {
      first_name: 'Anonymised',
      last_name: 'Candidate',
      email_addresses: [],
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
