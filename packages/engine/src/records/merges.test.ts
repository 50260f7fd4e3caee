import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { recordId } from '@hirewire/contract';
import type { ModelName } from '@hirewire/store';
import { findLastPosition, listChanges, trackApplication } from '@hirewire/store';
import { listStaleRows } from '@hirewire/store/testing';
import { addSampleRecords, sampleJob } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

describe('a record that was merged into another one', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 4);
  });
  afterEach(() => test.close());

  const merge = (model: ModelName, from: string, into: string): void =>
    test.ats.remote.bury(model, { remote_id: from, deleted: true, mergedInto: into });

  async function find(model: ModelName, remoteId: string): Promise<WireRecord> {
    const all = await test.list(model, { includeDeleted: true });
    return all.find((one) => one.remote_id === remoteId) ?? assert.fail(`no ${model} ${remoteId}`);
  }

  const idOf = async (model: ModelName, remoteId: string): Promise<string> =>
    (await find(model, remoteId)).id;

  const applicationsOf = async (remoteId: string): Promise<string[]> => {
    const { applications } = await find('candidates', remoteId);
    return (applications as { remote_id: string }[]).map((one) => one.remote_id).toSorted();
  };

  const lastPosition = (): Promise<number> =>
    findLastPosition(test.database.pool, test.integration.id);

  async function assertMoved(): Promise<void> {
    const into = await idOf('candidates', 'c1');
    for (const [model, remoteId] of [
      ['applications', 'a0'],
      ['notes', 'n0'],
      ['scorecards', 'k0'],
    ] as const) {
      assert.equal((await find(model, remoteId))['candidate_id'], into, model);
    }
    const { candidate } = await find('applications', 'a0');
    assert.equal((candidate as { remote_id: string }).remote_id, 'c1');
    assert.deepEqual(await applicationsOf('c0'), []);
    assert.deepEqual(await applicationsOf('c1'), ['a0', 'a1']);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  }

  it('hands over what refers to it in the transaction of its page', async () => {
    await test.sync();
    const after = await lastPosition();
    merge('candidates', 'c0', 'c1');
    await test.sync('DELTA');
    await assertMoved();
    assert.ok((await find('candidates', 'c0')).remote_deleted_at !== null);
    const { database, integration } = test;
    const page = await listChanges(database, { integrationId: integration.id, after, limit: 100 });
    assert.ok('changes' in page);
    const told = page.changes.map(({ model, change }) => `${model} ${change}`);
    assert.deepEqual([...new Set(told)].toSorted(), [
      'applications updated',
      'candidates deleted',
      'candidates updated',
      'interviews updated',
      'notes updated',
      'offers updated',
      'scorecards updated',
    ]);
    const commits = new Set(page.changes.map(({ changedAt }) => changedAt.getTime()));
    assert.equal(commits.size, 1);
  });

  it('stays merged when the vendor says it again, or sends the old reference once more', async () => {
    await test.sync();
    merge('candidates', 'c0', 'c1');
    await test.sync('DELTA');
    const position = await lastPosition();
    await test.sync('DELTA');
    await test.sync();
    assert.equal(await lastPosition(), position);
    const application = test.ats.remote.records.applications.get('a0');
    assert.ok(application);
    test.ats.remote.put('applications', { ...application, outcome: 'HIRED' });
    await test.sync('DELTA');
    await assertMoved();
    assert.equal((await find('applications', 'a0'))['outcome'], 'HIRED');
  });

  it('may arrive before what refers to it, and before the one it was merged into', async () => {
    const { candidates } = test.ats.remote.records;
    const into = candidates.get('c1');
    assert.ok(into);
    candidates.delete('c1');
    merge('candidates', 'c0', 'c1');
    // Applications are read after candidates.
    await test.sync();
    const expected = recordId(test.integration.id, 'candidates', 'c1');
    assert.equal((await find('applications', 'a0'))['candidate_id'], expected);
    assert.equal((await find('notes', 'n0'))['candidate_id'], expected);
    test.ats.remote.put('candidates', into);
    await test.sync('DELTA');
    const id = await idOf('candidates', 'c1');
    assert.equal((await find('applications', 'a0'))['candidate_id'], id);
    assert.equal((await find('notes', 'n0'))['candidate_id'], id);
    assert.deepEqual(await applicationsOf('c1'), ['a0', 'a1']);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('hands over to the end of a chain, in whatever order its parts are told', async () => {
    await test.sync();
    merge('candidates', 'c2', 'c0');
    merge('candidates', 'c0', 'c1');
    await test.sync('DELTA');
    assert.deepEqual(await applicationsOf('c1'), ['a0', 'a1', 'a2']);
    merge('candidates', 'c1', 'c3');
    await test.sync('DELTA');
    assert.deepEqual(await applicationsOf('c3'), ['a0', 'a1', 'a2', 'a3']);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('does no harm when it was merged into itself, or in a circle', async () => {
    await test.sync();
    merge('candidates', 'c3', 'c3');
    merge('candidates', 'c0', 'c1');
    await test.sync('DELTA');
    merge('candidates', 'c1', 'c2');
    merge('candidates', 'c2', 'c0');
    await test.sync('DELTA');
    assert.equal(
      (await find('applications', 'a3'))['candidate_id'],
      await idOf('candidates', 'c3'),
    );
    const named = await Promise.all(
      ['a0', 'a1', 'a2'].map(async (id) => (await find('applications', id))['candidate_id']),
    );
    const known = await Promise.all(['c0', 'c1', 'c2'].map((id) => idOf('candidates', id)));
    assert.ok(named.every((id) => known.includes(String(id))));
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
    // One of them lives after all: it gets everything.
    test.ats.remote.put('candidates', { remote_id: 'c0', last_name: 'Alive', tag_remote_ids: [] });
    await test.sync('DELTA');
    assert.deepEqual(await applicationsOf('c0'), ['a0', 'a1', 'a2']);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('is itself again once the vendor lists it', async () => {
    const known = test.ats.remote.records.candidates.get('c0');
    assert.ok(known);
    await test.sync();
    merge('candidates', 'c0', 'c1');
    await test.sync('DELTA');
    test.ats.remote.put('candidates', known);
    // Applications that are read before the candidate are written anew by the next read.
    await test.sync();
    await test.sync();
    assert.deepEqual(await applicationsOf('c0'), ['a0']);
    assert.deepEqual(await applicationsOf('c1'), ['a1']);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('may be of any model: applications, users, stages, tags', async () => {
    const { remote } = test.ats;
    remote.put('users', { remote_id: 'u2', last_name: 'New', system_role_remote_ids: [] });
    remote.put('tags', { remote_id: 't2', name: 'Spanish' });
    remote.put('jobs', { ...sampleJob(), contact_remote_id: 'u1' });
    await test.sync();
    merge('applications', 'a0', 'a1');
    merge('users', 'u1', 'u2');
    merge('tags', 't1', 't2');
    merge('application_stages', 's0', 's1');
    await test.sync('DELTA');
    const [application, user] = [await idOf('applications', 'a1'), await idOf('users', 'u2')];
    const stage = await idOf('application_stages', 's1');
    const interview = await find('interviews', 'i0');
    assert.equal(interview['application_id'], application);
    assert.deepEqual(
      (interview['users'] as { remote_id: string }[]).map((one) => one.remote_id),
      ['u2'],
    );
    assert.equal((await find('offers', 'o0'))['application_id'], application);
    assert.equal((await find('notes', 'n0'))['author_id'], user);
    assert.equal((await find('applications', 'a3'))['current_stage_id'], stage);
    const tags = (await find('candidates', 'c3'))['tags'] as { remote_id: string }[];
    assert.deepEqual(
      tags.map((one) => one.remote_id),
      ['t2'],
    );
    const job = await find('jobs', 'j1');
    assert.equal(job['contact_id'], user);
    assert.deepEqual(
      (job['stages'] as { id: string }[]).map(({ id }) => id),
      [stage, await idOf('application_stages', 's2')],
    );
    const team = job['hiring_team'] as { user_id: string; remote_id: string }[];
    assert.ok(JSON.stringify(team).includes('"u2"') && !JSON.stringify(team).includes('"u1"'));
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('leaves its place among the tracked applications to the one it became', async () => {
    const integrationId = test.integration.id;
    const { remote } = test.ats;
    await test.engine.changeSettings(integrationId, { sync_only_created_applications: true });
    const tracked = { integrationId, remoteId: 'a0', origin: 'CREATED', trackedAt: null } as const;
    await trackApplication(test.database, tracked);
    await test.sync();
    const [candidate, application] = [
      remote.records.candidates.get('c1'),
      remote.records.applications.get('a1'),
    ];
    assert.ok(candidate && application);
    merge('candidates', 'c0', 'c1');
    remote.put('candidates', candidate);
    await test.sync('DELTA');
    assert.deepEqual(await applicationsOf('c1'), ['a0']);
    merge('applications', 'a0', 'a1');
    remote.put('applications', application);
    await test.sync();
    const applications = await test.list('applications');
    assert.deepEqual(
      applications.map(({ remote_id }) => remote_id),
      ['a1'],
    );
  });
});
