import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'node:test';
import * as contract from '@hirewire/contract';
import type { ModelName } from '@hirewire/store';
import { findLastPosition, insertAuditEvent, listAuditEvents, listChanges } from '@hirewire/store';
import { ageAuditEvents, findTablesWith, listStaleRows } from '@hirewire/store/testing';
import { purgeDeleted } from './purge-deleted.ts';
import { startSyncWorker } from '../sync/sync-worker.ts';
import { listSchemas } from '../testing/look-at-records.ts';
import { addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const secret = 'Zoë-who-is-forgotten';

describe('records that are gone for long', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 12);
  });
  afterEach(() => test.close());

  const purge = (deletedRecordDays?: number): Promise<void> =>
    purgeDeleted(
      {
        database: test.database,
        ...(deletedRecordDays === undefined ? {} : { retention: { deletedRecordDays } }),
      },
      new AbortController().signal,
    );

  async function find(model: ModelName, remoteId: string): Promise<WireRecord> {
    const all = await test.list(model, { includeDeleted: true });
    return all.find((one) => one.remote_id === remoteId) ?? assert.fail(`no ${model} ${remoteId}`);
  }

  async function told(after: number): Promise<string[]> {
    const { database, integration } = test;
    const page = await listChanges(database, { integrationId: integration.id, after, limit: 1000 });
    assert.ok('changes' in page);
    return page.changes.map(({ model, change, cause }) => `${model} ${change} ${cause?.type}`);
  }

  const lastPosition = (): Promise<number> =>
    findLastPosition(test.database.pool, test.integration.id);

  /** Whose every text is a secret; its application stays. */
  function addSecretCandidate(): void {
    const candidate = test.ats.remote.records.candidates.get('c0');
    assert.ok(candidate);
    test.ats.remote.put('candidates', {
      ...candidate,
      first_name: secret,
      last_name: secret,
      company: secret,
      title: secret,
      source: secret,
      email_addresses: [{ email_address: `${secret}@example.com`, type: 'PERSONAL' }],
      phone_numbers: [{ phone_number: secret, type: null }],
      custom_fields: { nickname: secret },
      remote_data: { '/people': { name: secret } },
    });
  }

  it('keep nothing but their ids, nowhere in the database', async () => {
    addSecretCandidate();
    await test.sync();
    assert.ok((await findTablesWith(test.database.pool, secret)).length > 1);
    test.ats.remote.delete('candidates', 'c0');
    await test.sync();
    const gone = await find('candidates', 'c0');
    const position = await lastPosition();
    const start = new Date();
    await purge(0);

    assert.deepEqual(await findTablesWith(test.database.pool, secret), []);
    const { id, remote_id, changed_at, remote_deleted_at, ...rest } = await find(
      'candidates',
      'c0',
    );
    assert.deepEqual([id, remote_id, remote_deleted_at], [gone.id, 'c0', gone.remote_deleted_at]);
    assert.ok(changed_at > gone.changed_at);
    // Its application still is its application.
    const { applications, ...own } = rest as { applications?: { id: string }[] };
    const application = await find('applications', 'a0');
    assert.deepEqual(
      applications?.map((one) => one.id),
      [application.id],
    );
    for (const [field, value] of Object.entries(own)) {
      assert.deepEqual(value, Array.isArray(value) ? [] : null, field);
    }
    const shown = contract.Application.parse(application).candidate;
    assert.deepEqual([shown?.id, shown?.first_name, shown?.email_addresses], [gone.id, null, []]);

    assert.deepEqual((await told(position)).toSorted(), [
      'applications updated purge',
      'candidates deleted purge',
    ]);
    const listed = await test.list('applications', { updatedAfter: start });
    assert.deepEqual(
      listed.map((one) => one.id),
      [application.id],
    );
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('stay on the wire as the contract wants them, whatever their model', async () => {
    await test.sync();
    for (const records of Object.values(test.ats.remote.records)) records.clear();
    await test.sync();
    await test.sync(); // confirms what is implausible
    await purge(0);
    for (const [model, schema] of Object.entries(listSchemas)) {
      const records = await test.list(model as ModelName, { includeDeleted: true });
      assert.ok(records.length > 0, model);
      for (const record of records) {
        schema.parse(record);
        assert.ok(record.remote_deleted_at !== null, model);
      }
      assert.deepEqual(await test.list(model as ModelName), []);
    }
    assert.deepEqual(await findTablesWith(test.database.pool, 'Example 1'), []);
    assert.deepEqual(await findTablesWith(test.database.pool, 'zoe.1@example.com'), []);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('still say whom they are about where the wire promises it, and nothing of what was said', async () => {
    const note = test.ats.remote.records.notes.get('n0');
    assert.ok(note);
    test.ats.remote.put('notes', { ...note, title: secret, content_html: secret });
    await test.sync();
    const known = await find('notes', 'n0');
    test.ats.remote.delete('notes', 'n0');
    await test.sync();
    await purge(0);
    assert.deepEqual(await findTablesWith(test.database.pool, secret), []);
    const emptied = await find('notes', 'n0');
    assert.equal(emptied['candidate_id'], (await find('candidates', 'c0')).id);
    assert.deepEqual([emptied.id, emptied['author'], emptied['author_id']], [known.id, null, null]);
    // Whom it is about may be emptied, too.
    test.ats.remote.delete('candidates', 'c0');
    test.ats.remote.delete('candidates', 'c2');
    await test.sync();
    await purge(0);
    for (const remoteId of ['n0', 'n2']) {
      const shown = contract.Note.parse(await find('notes', remoteId));
      assert.match(shown.candidate_id, /^\w{24}$/);
    }
  });

  it('are emptied once, and not before their time', async () => {
    await test.sync();
    test.ats.remote.delete('candidates', 'c0');
    await test.sync();
    const before = await lastPosition();
    await purge();
    await purge(1);
    assert.equal(await lastPosition(), before);
    assert.equal((await find('candidates', 'c0'))['first_name'], 'Zoë');
    await purge(0);
    const after = await lastPosition();
    assert.ok(after > before);
    await purge(0);
    assert.equal(await lastPosition(), after);
  });

  it('come back whole and with the same id', async () => {
    await test.sync();
    const [candidate, application] = [
      await find('candidates', 'c0'),
      await find('applications', 'a0'),
    ];
    const records = { ...test.ats.remote.records };
    const kept = { c0: records.candidates.get('c0'), a0: records.applications.get('a0') };
    assert.ok(kept.c0 && kept.a0);
    test.ats.remote.delete('candidates', 'c0');
    test.ats.remote.delete('applications', 'a0');
    await test.sync();
    await purge(0);
    assert.equal((await find('applications', 'a0'))['screening_question_answers'], null);
    const position = await lastPosition();
    test.ats.remote.put('candidates', kept.c0);
    test.ats.remote.put('applications', kept.a0);
    await test.sync();
    assert.deepEqual(undated(await find('candidates', 'c0')), undated(candidate));
    assert.deepEqual(undated(await find('applications', 'a0')), undated(application));
    const created = (await told(position)).filter((change) => change.includes('created'));
    assert.deepEqual(created.toSorted(), ['applications created sync', 'candidates created sync']);
    await purge(0);
    assert.equal((await find('candidates', 'c0'))['first_name'], 'Zoë');
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('are emptied by a worker, however many they are', async () => {
    for (let index = 0; index < 1300; index += 1) {
      test.ats.remote.put('tags', { remote_id: `many${index}`, name: `${secret} ${index}` });
    }
    test.ats.remote.pageSize = 500;
    await test.sync();
    for (let index = 0; index < 600; index += 1) test.ats.remote.delete('tags', `many${index}`);
    await test.sync();
    const retention = { deletedRecordDays: 0 };
    const worker = await startSyncWorker({ ...test.environment, retention }, 1);
    try {
      const limit = AbortSignal.timeout(60_000);
      const countNamed = async (): Promise<number> => {
        const tags = await test.list('tags', { includeDeleted: true });
        return tags.filter(({ name }) => name !== null).length;
      };
      while ((await countNamed()) > 701) await pause(20, null, { signal: limit });
      assert.equal(await countNamed(), 701);
    } finally {
      await worker.stop();
    }
  });
});

/** A record without what its absence must have changed. */
function undated(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (key === 'changed_at' ? undefined : part)),
  );
}

describe('the audit log', () => {
  it('is kept for a year, or for as many days as are set', async (t) => {
    const test = await startTestEngine();
    t.after(() => test.close());
    const { database, integration } = test;
    const { environmentId } = integration;
    const signal = new AbortController().signal;
    const list = () => listAuditEvents(database, { environmentId, limit: 10 });
    await insertAuditEvent(database, {
      environmentId,
      actor: { type: 'COMMAND_LINE', id: null, name: 'ada' },
      operation: 'keys create',
      integrationId: null,
      targetIds: {},
      isDryRun: false,
      outcome: null,
    });
    await ageAuditEvents(database.pool, 364);
    await purgeDeleted({ database }, signal);
    assert.equal((await list()).length, 1);
    await purgeDeleted({ database, retention: { auditDays: 370 } }, signal);
    assert.equal((await list()).length, 1);
    await ageAuditEvents(database.pool, 2);
    await purgeDeleted({ database }, signal);
    assert.deepEqual(await list(), []);
  });
});
