import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import { findIntegration, listRuns, startRun } from '@hirewire/store';
import { listHeartbeats, listStaleRows } from '@hirewire/store/testing';
import { addCandidate, addSampleRecords, sampleJob } from '../testing/sample-records.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

const counts = (run: Awaited<ReturnType<TestEngine['sync']>>, model: string) => {
  const { records, written, unchanged, deleted } = run.models[model] ?? {};
  return { records, written, unchanged, deleted };
};

describe('a sync run', () => {
  let test: TestEngine;
  beforeEach(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 30);
  });
  afterEach(() => test.close());

  it('opens the integration to readers only when everything has been read', async () => {
    assert.equal(test.integration.firstSyncedAt, null);
    const run = await test.sync();
    assert.equal(run.state, 'SUCCEEDED');
    const integration = await findIntegration(test.database, test.integration.id);
    assert.ok(integration?.firstSyncedAt instanceof Date);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('shows a candidate with its applications, and the application with all around it', async () => {
    await test.sync();
    const applications = await test.list('applications');
    assert.equal(applications.length, 30);
    const application = applications.find((one) => one.remote_id === 'a0');
    assert.ok(application);
    assert.equal((application['candidate'] as { last_name: string }).last_name, 'Example 0');
    assert.deepEqual(application['current_stage'], {
      ...(application['current_stage'] as object),
      name: 'Applied',
      index: 0,
    });
    assert.equal((application['interviews'] as unknown[]).length, 1);
    assert.equal((application['offers'] as unknown[]).length, 1);
    const candidate = (await test.list('candidates')).find((one) => one.remote_id === 'c0');
    assert.ok(candidate);
    assert.deepEqual(
      (candidate['tags'] as { name: string }[]).map((tag) => tag.name),
      ['Speaks Español 🎉'],
    );
    const [job] = await test.list('jobs');
    assert.ok(job);
    const team = job['hiring_team'] as { hiring_team_roles: string[]; remote_id: string }[];
    assert.deepEqual(
      team.map((member) => [member.remote_id, member.hiring_team_roles]),
      [
        ['u1', ['RECRUITER']],
        ['nobody-here', []],
      ],
    );
  });

  it('expects about as many records as the last full one found, to tell what time is left', async () => {
    assert.equal((await test.sync()).models['candidates']?.expected, null);
    assert.equal((await test.sync()).models['candidates']?.expected, 30);
    assert.equal((await test.sync('DELTA')).models['candidates']?.expected, null);
  });

  it('writes nothing when nothing has changed, whatever the order of keys', async () => {
    test.ats.remote.put('jobs', { ...sampleJob(), custom_fields: { a: 1, b: { c: 2, d: 3 } } });
    await test.sync();
    const before = await test.everything();
    test.ats.remote.put('jobs', { ...sampleJob(), custom_fields: { b: { d: 3, c: 2 }, a: 1 } });
    const run = await test.sync();
    for (const model of Object.keys(run.models)) {
      assert.equal(counts(run, model).written, 0, model);
    }
    assert.deepEqual(await test.everything(), before);
  });

  it('writes nothing when lists come in another order that means nothing', async () => {
    const { remote } = test.ats;
    const put = (turn: <Entry>(list: Entry[]) => Entry[]): void => {
      const job = sampleJob();
      remote.put('jobs', { ...job, hiring_team: turn(job.hiring_team) });
      remote.put('candidates', {
        remote_id: 'c1',
        email_addresses: [
          { email_address: 'main@example.com', type: null },
          ...turn(['a@example.com', 'b@example.com']).map((email_address) => ({
            email_address,
            type: null,
          })),
        ],
        social_media: turn(['https://a.example.com', 'https://b.example.com']).map((link) => ({
          link,
        })),
        custom_fields: { choices: turn(['a', 'b']) },
        tag_remote_ids: turn(['t1', 't2']),
      });
    };
    put((list) => list);
    await test.sync();
    const before = await test.everything();
    put((list) => list.toReversed());
    const run = await test.sync();
    for (const model of Object.keys(run.models)) {
      assert.equal(counts(run, model).written, 0, model);
    }
    assert.deepEqual(await test.everything(), before);
  });

  it('keeps stored answers when a read did not ask for them', async () => {
    await test.sync();
    const record = test.ats.remote.records.applications.get('a1');
    assert.ok(record);
    test.ats.remote.put('applications', {
      ...record,
      outcome: 'HIRED',
      screening_question_answers: undefined,
    });
    await test.sync('DELTA');
    const stored = (await test.list('applications')).find((one) => one.remote_id === 'a1');
    assert.ok(stored);
    assert.equal(stored['outcome'], 'HIRED');
    assert.equal((stored['screening_question_answers'] as unknown[]).length, 1);
  });

  it('marks what a complete full read no longer shows as deleted, and revives it with its id', async () => {
    await test.sync();
    const before = (await test.list('candidates')).find((one) => one.remote_id === 'c4');
    test.ats.remote.delete('candidates', 'c4');
    const run = await test.sync();
    assert.equal(counts(run, 'candidates').deleted, 1);
    const gone = await test.list('candidates', { includeDeleted: true });
    assert.equal(gone.filter((one) => one.remote_deleted_at !== null).length, 1);
    assert.equal((await test.list('candidates')).length, 29);

    addCandidate(test.ats.remote, 4);
    await test.sync();
    const after = (await test.list('candidates')).find((one) => one.remote_id === 'c4');
    assert.equal(after?.id, before?.id);
    assert.equal(after?.remote_deleted_at, null);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
  });

  it('deletes nothing in a delta', async () => {
    await test.sync();
    test.ats.remote.delete('candidates', 'c4');
    const run = await test.sync('DELTA');
    assert.equal(run.type, 'DELTA');
    assert.equal((await test.list('candidates')).length, 30);
  });

  it('withholds an implausible deletion until a second full run confirms it', async () => {
    await test.sync();
    for (let index = 0; index < 20; index += 1) test.ats.remote.delete('candidates', `c${index}`);
    const doubtful = await test.sync();
    assert.equal(doubtful.state, 'PARTIALLY_FAILED');
    assert.match(doubtful.message ?? '', /20 candidates were missing/);
    assert.equal((await test.list('candidates')).length, 30);

    const confirming = await test.sync();
    assert.equal(confirming.state, 'SUCCEEDED');
    assert.equal((await test.list('candidates')).length, 10);
  });

  it('does not confirm a doubtful deletion by one that misses other records', async () => {
    await test.sync();
    for (let index = 0; index < 20; index += 1) test.ats.remote.delete('candidates', `c${index}`);
    await test.sync();
    addCandidate(test.ats.remote, 0);
    const run = await test.sync();
    assert.equal(run.state, 'PARTIALLY_FAILED');
    assert.equal((await test.list('candidates')).length, 30);
  });

  it('reads a model in full when its sync token has expired', async () => {
    await test.sync();
    test.ats.expireSyncTokens();
    addCandidate(test.ats.remote, 99);
    const run = await test.sync('DELTA');
    assert.equal(run.state, 'SUCCEEDED');
    assert.equal((await test.list('candidates')).length, 31);
  });

  for (const [kind, status] of [
    ['input', 400],
    ['input', 200],
    ['not-found', 410],
    ['conflict', 409],
    ['unknown', 418],
  ] as const) {
    it(`reads a model in full, once, when its delta is refused as ${kind} with ${status}`, async () => {
      await test.sync();
      test.ats.remote.delete('candidates', 'c0');
      const reads = test.ats.remote.reads.splice(0);
      assert.ok(reads.length > 0);
      test.ats.remote.beforePage = ({ model }) => {
        if (model !== 'candidates') return;
        const read = test.ats.remote.reads.findLast((one) => one.model === model);
        if (read?.since === null) return;
        throw new RemoteError({ kind, message: 'Bad request', status });
      };
      const run = await test.sync('DELTA');
      assert.equal(run.state, 'SUCCEEDED');
      const sinces = test.ats.remote.reads
        .filter(({ model }) => model === 'candidates')
        .map(({ since }) => since === null);
      assert.deepEqual(sinces, [false, true]);
      assert.equal((await test.list('candidates')).length, 29);
    });
  }

  it('fails a model when its delta and the full read after it are refused', async () => {
    await test.sync();
    test.ats.remote.reads.length = 0;
    test.ats.remote.beforePage = ({ model }) => {
      if (model !== 'offers') return;
      throw new RemoteError({ kind: 'input', message: 'Bad request', status: 400 });
    };
    const run = await test.sync('DELTA');
    assert.equal(run.models['offers']?.state, 'FAILED');
    assert.equal(test.ats.remote.reads.filter(({ model }) => model === 'offers').length, 2);
  });

  it('does not read a model in full when a permission for its delta is missing', async () => {
    await test.sync();
    test.ats.remote.reads.length = 0;
    test.ats.remote.beforePage = ({ model }) => {
      if (model !== 'offers') return;
      throw new RemoteError({ kind: 'permission', message: 'No offers', status: 403 });
    };
    await test.sync('DELTA');
    assert.equal(test.ats.remote.reads.filter(({ model }) => model === 'offers').length, 1);
  });

  it('keeps a model that failed, says so, and finishes the others', async () => {
    await test.sync();
    test.ats.remote.delete('offers', 'o0');
    addCandidate(test.ats.remote, 99);
    test.ats.remote.beforePage = ({ model }) => {
      if (model !== 'offers') return;
      throw new RemoteError({ kind: 'permission', message: 'offersRead is missing', status: 403 });
    };
    const run = await test.sync();
    assert.equal(run.state, 'PARTIALLY_FAILED');
    assert.match(run.message ?? '', /offers could not be read: offersRead is missing/);
    assert.equal(run.models['offers']?.state, 'FAILED');
    assert.equal((await test.list('candidates')).length, 31);
    assert.equal((await test.list('offers')).length, 6);
  });

  it('stops at refused credentials and, when they are refused again, says so', async () => {
    test.ats.remote.beforePage = () => {
      throw new RemoteError({ kind: 'authentication', message: 'key revoked', status: 401 });
    };
    assert.equal((await test.sync()).state, 'RUNNING');
    const run = await test.sync();
    assert.equal(run.state, 'AUTHENTICATION_FAILED');
    assert.equal(run.message, 'key revoked');
    const integration = await findIntegration(test.database, test.integration.id);
    assert.equal(integration?.firstSyncedAt, null);
  });

  it('stores nothing more when another worker has taken it up, and does not end it', async () => {
    let isTaken = false;
    const taken = Promise.withResolvers<void>();
    test.ats.remote.beforePage = async ({ model, page }) => {
      // They are read beside the candidates, and may otherwise be done before.
      if (model === 'applications') await taken.promise;
      if (model !== 'candidates' || page !== 2 || isTaken) return;
      isTaken = true;
      const [run] = await listRuns(test.database, test.integration.id, { limit: 1 });
      assert.ok(run);
      await startRun(test.database, {
        integrationId: run.integrationId,
        runId: run.id,
        models: [],
      }).finally(taken.resolve);
    };
    const overtaken = await test.sync();
    assert.ok(isTaken);
    assert.equal(overtaken.state, 'RUNNING');
    assert.notEqual(overtaken.models['candidates']?.state, 'DONE');
    assert.notEqual(overtaken.models['applications']?.state, 'DONE');
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.equal((await test.list('candidates')).length, 30);
  });

  it('gives signs of life while its vendor takes long', async () => {
    const heartbeats = new Set<string>();
    test.environment.runLimits = { heartbeatMs: 5 };
    test.ats.remote.beforePage = async ({ model }) => {
      while (model === 'jobs' && heartbeats.size < 3) {
        for (const heartbeat of await listHeartbeats(test.database.pool)) heartbeats.add(heartbeat);
      }
    };
    assert.equal((await test.sync()).state, 'SUCCEEDED');
    assert.deepEqual(await listHeartbeats(test.database.pool), []);
  });

  it('ends with the same state wherever a shutdown interrupts it', async () => {
    const control = await startTestEngine();
    addSampleRecords(control.ats.remote, 30);
    await control.sync();
    const expected = withoutTimes(await control.everything());
    await control.close();

    for (let stopAt = 1; ; stopAt += 2) {
      let pages = 0;
      const stop = new AbortController();
      test.ats.remote.beforePage = () => {
        pages += 1;
        if (pages === stopAt) stop.abort(new Error('shutting down'));
      };
      const run = await test.sync('FULL', stop.signal);
      if (run.state === 'SUCCEEDED') break;
      assert.equal(run.state, 'RUNNING');
    }
    assert.deepEqual(withoutTimes(await test.everything()), expected);
    assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
    const resumed = test.ats.remote.reads.filter((read) => read.resumeFrom !== null);
    assert.ok(resumed.length > 0, 'no read was resumed in its middle');
  });
});

function withoutTimes(everything: Record<string, unknown>): unknown {
  return JSON.parse(JSON.stringify(everything), (key, value: unknown) =>
    key === 'changed_at' ? null : value,
  );
}
