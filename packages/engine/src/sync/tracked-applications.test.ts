import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { markStale, findIntegration, trackApplication } from '@hirewire/store';
import { addCandidate, addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const integrationId = 'pretend:one';

describe('an integration that syncs only created applications', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
  });
  afterEach(() => test.close());

  const setOnly = (isOn: boolean): Promise<void> =>
    test.engine.changeSettings(integrationId, { sync_only_created_applications: isOn });
  const track = (remoteId: string): Promise<void> =>
    trackApplication(test.database, {
      integrationId,
      remoteId,
      origin: 'IMPORTED',
      trackedAt: null,
    });
  const idsOf = async (model: Parameters<TestEngine['list']>[0]): Promise<string[]> =>
    (await test.list(model)).map(({ remote_id }) => remote_id).toSorted();

  it('starts empty of applications and people, and complete in everything else', async () => {
    addSampleRecords(test.ats.remote, 30);
    await setOnly(true);
    const run = await test.sync();
    assert.equal(run.state, 'SUCCEEDED');
    for (const model of ['applications', 'candidates', 'interviews', 'offers'] as const) {
      assert.deepEqual(await idsOf(model), [], model);
    }
    assert.deepEqual(await idsOf('jobs'), ['j1']);
    assert.equal((await idsOf('application_stages')).length, 3);
  });

  it('has an imported application with all that is its own after the next sync', async () => {
    addSampleRecords(test.ats.remote, 30);
    await setOnly(true);
    await test.sync();
    await track('a10');
    await markStale(test.database, integrationId);
    const run = await test.sync('DELTA');
    assert.equal(run.type, 'FULL', 'a delta would not bring what has not changed');
    assert.deepEqual(await idsOf('applications'), ['a10']);
    assert.deepEqual(await idsOf('candidates'), ['c10']);
    assert.deepEqual(await idsOf('interviews'), ['i10']);
    assert.deepEqual(await idsOf('offers'), ['o10']);
    const integration = await findIntegration(test.database, integrationId);
    assert.equal(integration?.dataExpiredAt, null);
    assert.equal((await test.sync('DELTA')).type, 'DELTA');
  });

  it('syncs again after a run during which something was imported', async () => {
    addSampleRecords(test.ats.remote, 30);
    await setOnly(true);
    await test.sync();
    test.ats.remote.beforePage = async ({ model }) => {
      if (model !== 'offers') return;
      test.ats.remote.beforePage = () => undefined;
      await track('a10');
      await markStale(test.database, integrationId);
      // Whoever imported it asks for a sync, and is told that one is under way.
      const request = { type: 'DELTA', trigger: 'API' } as const;
      assert.ok((await test.engine.requestSync(integrationId, request)).already_queued);
    };
    await test.sync();
    assert.ok((await findIntegration(test.database, integrationId))?.dataExpiredAt);
    const next = await test.engine.requestSync(integrationId, { type: 'FULL', trigger: 'API' });
    assert.ok(next.already_queued, 'the second run was queued by the first');
    await test.sync();
    assert.deepEqual(await idsOf('applications'), ['a10']);
    assert.equal((await findIntegration(test.database, integrationId))?.dataExpiredAt, null);
    const after = await test.engine.requestSync(integrationId, { type: 'FULL', trigger: 'API' });
    assert.ok(!after.already_queued, 'and nothing follows when nothing changed');
  });

  it('follows what it tracks in deltas, and takes nothing else from them', async () => {
    addSampleRecords(test.ats.remote, 5);
    await setOnly(true);
    await track('a2');
    await test.sync();
    addCandidate(test.ats.remote, 40);
    test.ats.remote.put('applications', {
      remote_id: 'a2',
      outcome: 'HIRED',
      candidate_remote_id: 'c2',
      job_remote_id: 'j1',
    });
    await test.sync('DELTA');
    const [application] = await test.list('applications');
    assert.equal(application?.['outcome'], 'HIRED');
    assert.deepEqual(await idsOf('candidates'), ['c2']);
  });

  it('deletes the others at once when it is enabled later, however many they are', async () => {
    addSampleRecords(test.ats.remote, 60);
    await test.sync();
    assert.equal((await idsOf('applications')).length, 60);
    await track('a7');
    await setOnly(true);
    const run = await test.sync();
    assert.equal(run.state, 'SUCCEEDED');
    assert.deepEqual(await idsOf('applications'), ['a7']);
    assert.deepEqual(await idsOf('candidates'), ['c7']);
    await setOnly(false);
    await test.sync();
    assert.equal((await idsOf('applications')).length, 60);
  });

  it('still does not believe it when the tracked ones vanish all at once', async () => {
    addSampleRecords(test.ats.remote, 40);
    await setOnly(true);
    for (let index = 0; index < 40; index += 1) await track(`a${index}`);
    await test.sync();
    for (let index = 0; index < 40; index += 1) test.ats.remote.delete('applications', `a${index}`);
    assert.equal((await test.sync()).state, 'PARTIALLY_FAILED');
    assert.equal((await idsOf('applications')).length, 40);
  });
});

describe('whatever happens to tracked applications', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('track' as const), index: fc.nat(11) }),
    fc.record({ do: fc.constant('delete' as const), index: fc.nat(11) }),
    fc.record({ do: fc.constant('put' as const), index: fc.nat(11) }),
    fc.record({ do: fc.constantFrom('FULL' as const, 'DELTA' as const), index: fc.constant(0) }),
  );

  it('the store ends with those that the vendor has, and with their candidates', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const test = await startTestEngine();
        try {
          addSampleRecords(test.ats.remote, 8);
          await test.engine.changeSettings(integrationId, { sync_only_created_applications: true });
          const tracked = new Set<string>();
          for (const { do: what, index } of steps) {
            const remoteId = `a${index}`;
            if (what === 'put') addCandidate(test.ats.remote, index);
            else if (what === 'delete') test.ats.remote.delete('applications', remoteId);
            else if (what === 'track') {
              tracked.add(remoteId);
              const origin = 'IMPORTED';
              await trackApplication(test.database, {
                integrationId,
                remoteId,
                origin,
                trackedAt: null,
              });
              await markStale(test.database, integrationId);
            } else await test.sync(what);
          }
          await test.sync('FULL');
          const living = [...test.ats.remote.records.applications.values()].filter(
            ({ remote_id }) => tracked.has(remote_id),
          );
          const ids = async (model: 'applications' | 'candidates') =>
            (await test.list(model)).map(({ remote_id }) => remote_id).toSorted();
          assert.deepEqual(
            await ids('applications'),
            living.map(({ remote_id }) => remote_id).toSorted(),
          );
          assert.deepEqual(
            await ids('candidates'),
            living.map(({ candidate_remote_id }) => candidate_remote_id ?? '').toSorted(),
          );
        } finally {
          await test.close();
        }
      }),
      { numRuns: 12 },
    );
  });
});
