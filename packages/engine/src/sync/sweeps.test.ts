import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import type { ModelName, SyncRun } from '@hirewire/store';
import { findIntegration, listRuns, startRun } from '@hirewire/store';
import { ageSweeps, listStaleRows } from '@hirewire/store/testing';
import { addCandidate, addSampleRecords } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import { saveAsRead, toActionRecords } from '../records/store-changes.ts';

const outage = () => new RemoteError({ kind: 'unavailable', message: 'Gone away.', status: 503 });

describe('a sweep', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 30);
    await test.sync();
    test.ats.remote.reads.length = 0;
  });
  afterEach(() => test.close());

  /** As if the last list of all ids, or the last failure of one, were that long ago. */
  const letHoursPass = (hours: number): Promise<void> =>
    ageSweeps(test.database, test.integration.id, hours);
  const living = async (model: ModelName = 'candidates'): Promise<number> =>
    (await test.list(model)).length;
  const deletedBy = (run: SyncRun, model: ModelName = 'candidates') => run.models[model]?.deleted;

  it('finds what was deleted, without reading the records again', async () => {
    test.ats.remote.delete('candidates', 'c4');
    await letHoursPass(25);
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal(run.type, 'DELTA');
    assert.equal(deletedBy(run), 1);
    assert.equal(deletedBy(run, 'applications'), 0);
    const gone = (await test.list('candidates', { includeDeleted: true })).filter(
      ({ remote_deleted_at: at }) => at !== null,
    );
    assert.deepEqual(
      gone.map(({ remote_id: id }) => id),
      ['c4'],
    );
    assert.ok(test.ats.remote.reads.every(({ since }) => since !== null));
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('is made once a day, and not where a full read has just listed everything', async () => {
    await test.sync('DELTA');
    await letHoursPass(25);
    await test.sync('DELTA');
    await test.sync('DELTA');
    assert.equal(test.ats.remote.sweeps.length, 2);
    await letHoursPass(25);
    await test.sync('FULL');
    await test.sync('DELTA');
    assert.equal(test.ats.remote.sweeps.length, 2);
  });

  it('is made as often as the integration wants', async () => {
    await test.engine.changeSettings(test.integration.id, { sweep_hours: 0 });
    await letHoursPass(1000);
    await test.sync('DELTA');
    assert.equal(test.ats.remote.sweeps.length, 0);
    await test.engine.changeSettings(test.integration.id, { sweep_hours: 2 });
    await test.sync('DELTA');
    await letHoursPass(3);
    await test.sync('DELTA');
    assert.equal(test.ats.remote.sweeps.length, 4);
  });

  it('deletes nothing when it does not reach its end, and what has changed is kept', async () => {
    const { remote } = test.ats;
    remote.delete('candidates', 'c4');
    addCandidate(remote, 99);
    await letHoursPass(25);
    remote.beforeIds = ({ model, page }) => {
      if (model === 'candidates' && page === 3) throw outage();
    };
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'PARTIALLY_FAILED');
    assert.match(run.message ?? '', /candidates that were deleted could not be looked for.*Gone/);
    assert.equal(run.models['candidates']?.state, 'DONE');
    assert.equal(await living(), 31);

    // The next delta starts behind what this one has read, and leaves the vendor alone for an hour.
    remote.reads.length = 0;
    remote.sweeps.length = 0;
    remote.beforeIds = () => undefined;
    const next = await test.sync('DELTA');
    assert.equal(next.state, 'SUCCEEDED');
    assert.equal(next.models['candidates']?.records, 0);
    assert.equal(remote.sweeps.length, 0);

    await letHoursPass(2);
    assert.equal(deletedBy(await test.sync('DELTA')), 1);
    assert.equal(await living(), 30);
  });

  it('deletes nothing when a list ends without saying that it does', async () => {
    const { remote } = test.ats;
    remote.delete('candidates', 'c4');
    await letHoursPass(25);
    const { connector } = test.ats;
    test.environment.connectors = new Map([
      [
        'pretend',
        {
          ...connector,
          listIds: {
            candidates: async function* () {
              yield { remoteIds: ['c0'], resumeFrom: { start: 1 } };
            },
          },
        },
      ],
    ]);
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'PARTIALLY_FAILED');
    assert.equal(await living(), 30);
  });

  it('deletes nothing when the vendor has counted more than it lists, and says so', async () => {
    test.ats.remote.delete('candidates', 'c4');
    test.ats.remote.unlistedIds = 1;
    await letHoursPass(25);
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'PARTIALLY_FAILED');
    assert.match(run.message ?? '', /counted 1 more candidates than it listed/);
    assert.equal(await living(), 30);
  });

  it('withholds an implausible deletion until a second one misses the same records', async () => {
    test.ats.remote.records.candidates.clear();
    await letHoursPass(25);
    const doubtful = await test.sync('DELTA');
    assert.equal(doubtful.state, 'PARTIALLY_FAILED');
    assert.match(doubtful.message ?? '', /30 candidates were missing/);
    assert.equal(await living(), 30);
    await letHoursPass(25);
    assert.equal((await test.sync('DELTA')).state, 'SUCCEEDED');
    assert.equal(await living(), 0);
  });

  it('spares a record that came, or was read, after it began', async () => {
    const { remote } = test.ats;
    const applications = [...remote.records.applications.values()];
    const [first] = applications;
    assert.ok(first);
    await letHoursPass(25);
    remote.delete('applications', first.remote_id);
    remote.beforeIds = async ({ model, page }) => {
      if (model !== 'applications' || page !== 2) return;
      // An action reads it, as it was; the list does not have it any more.
      const modelOfRun = {
        integrationId: test.integration.id,
        cause: { type: 'action', id: 'x' },
      } as const;
      await saveAsRead(test.database, modelOfRun, async () => [
        await toActionRecords(
          {
            ...test.environment,
            integration: test.integration,
            connector: test.ats.connector,
          },
          { reportIssue: () => undefined },
          { model: 'applications', records: [first] },
        ),
      ]);
    };
    const run = await test.sync('DELTA');
    assert.equal(deletedBy(run, 'applications'), 0);
    assert.equal(await living('applications'), 30);
    remote.beforeIds = () => undefined;
    await letHoursPass(25);
    await test.sync('DELTA');
    assert.equal(await living('applications'), 29);
  });

  it('reads what it lists and nobody has told of, where the connector reads single records', async () => {
    const { remote } = test.ats;
    addCandidate(remote, 77);
    const { candidates, applications } = remote.records;
    const [candidate, application] = [candidates.get('c77'), applications.get('a77')];
    assert.ok(candidate && application);
    candidates.delete('c77');
    applications.delete('a77');
    await test.sync('DELTA');
    candidates.set('c77', candidate);
    applications.set('a77', application);
    await letHoursPass(25);
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal(await living('applications'), 31);
    // There is no way to read a single candidate: the next full sync brings it.
    assert.equal(await living(), 30);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
    await test.sync();
    assert.equal(await living(), 31);
  });

  it('deletes what is gone also when what is new cannot be read', async () => {
    const { remote } = test.ats;
    const { applications } = remote.records;
    const application = applications.get('a1');
    assert.ok(application);
    applications.set('a78', { ...application, remote_id: 'a78' });
    applications.delete('a0');
    remote.beforeReadBack = (ids) => {
      if (ids.includes('a78')) throw outage();
    };
    await letHoursPass(25);
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal(deletedBy(run, 'applications'), 1);
  });

  it('goes on where it was, wherever a shutdown interrupts it', async () => {
    const { remote } = test.ats;
    remote.delete('candidates', 'c4');
    remote.delete('applications', 'a4');
    await letHoursPass(25);
    let interruptions = 0;
    for (let stopAt = 1; ; stopAt += 1) {
      let pages = 0;
      const stop = new AbortController();
      remote.beforeIds = () => {
        pages += 1;
        if (pages === stopAt) stop.abort(new Error('shutting down'));
      };
      const run = await test.sync('DELTA', stop.signal);
      if (run.state === 'SUCCEEDED') break;
      assert.equal(run.state, 'RUNNING');
      interruptions += 1;
    }
    assert.ok(interruptions > 1);
    assert.deepEqual([await living(), await living('applications')], [29, 29]);
    const resumed = remote.sweeps.filter(({ resumeFrom }) => resumeFrom !== null);
    assert.ok(resumed.length > 0, 'no sweep was resumed in its middle');
  });

  it('deletes nothing more when another worker has taken the run up', async () => {
    const { remote } = test.ats;
    remote.delete('candidates', 'c4');
    remote.delete('applications', 'a4');
    await letHoursPass(25);
    let isTaken = false;
    const taken = Promise.withResolvers<void>();
    remote.beforeIds = async ({ model, page }) => {
      if (model === 'applications') await taken.promise;
      if (model !== 'candidates' || page !== 2 || isTaken) return;
      isTaken = true;
      const [run] = await listRuns(test.database, test.integration.id, { limit: 1 });
      assert.ok(run);
      const modelOfRun = { integrationId: run.integrationId, runId: run.id, models: [] };
      await startRun(test.database, modelOfRun).finally(taken.resolve);
    };
    const overtaken = await test.sync('DELTA');
    assert.ok(isTaken);
    assert.equal(overtaken.state, 'RUNNING');
    assert.deepEqual([await living(), await living('applications')], [30, 30]);
    assert.equal((await test.sync('DELTA')).state, 'SUCCEEDED');
    assert.deepEqual([await living(), await living('applications')], [29, 29]);
  });

  it('begins anew, once, when the place where it was has expired', async () => {
    const { remote } = test.ats;
    remote.delete('candidates', 'c4');
    await letHoursPass(25);
    const stop = new AbortController();
    remote.beforeIds = ({ model, page }) => {
      if (model === 'candidates' && page === 3) stop.abort(new Error('shutting down'));
    };
    assert.equal((await test.sync('DELTA', stop.signal)).state, 'RUNNING');
    remote.sweeps.length = 0;
    remote.beforeIds = ({ model }) => {
      const isResumed = remote.sweeps.findLast((one) => one.model === model)?.resumeFrom !== null;
      if (!isResumed) return;
      throw new RemoteError({ kind: 'sync-token-expired', message: 'Expired.', status: 400 });
    };
    assert.equal((await test.sync('DELTA')).state, 'SUCCEEDED');
    const ofCandidates = remote.sweeps.filter(({ model }) => model === 'candidates');
    assert.deepEqual(
      ofCandidates.map(({ resumeFrom }) => resumeFrom === null),
      [false, true],
    );
    assert.equal(await living(), 29);
  });

  it('leaves what belongs to nobody tracked where only tracked applications are kept', async () => {
    await test.engine.changeSettings(test.integration.id, { sync_only_created_applications: true });
    await test.sync();
    assert.equal(await living('applications'), 0);
    await letHoursPass(25);
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal(await living('applications'), 0);
  });

  it('ends the run when the credentials are refused in its middle', async () => {
    test.ats.remote.delete('candidates', 'c4');
    await letHoursPass(25);
    const details = { kind: 'authentication', message: 'key revoked', status: 401 } as const;
    test.ats.remote.refusal = new RemoteError(details);
    test.ats.remote.beforeIds = () => {
      throw new RemoteError(details);
    };
    assert.equal((await test.sync('DELTA')).state, 'AUTHENTICATION_FAILED');
    const integration = await findIntegration(test.database, test.integration.id);
    assert.notEqual(integration?.authenticationFailingSince, null);
    assert.equal(await living(), 30);
  });
});
