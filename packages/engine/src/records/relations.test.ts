import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { FeedChange, ModelName } from '@hirewire/store';
import { findLastPosition, listChanges, modelNames } from '@hirewire/store';
import { listStaleRows } from '@hirewire/store/testing';
import type { InMemoryRemote } from '../testing/in-memory-ats.ts';
import { addSampleRecords, sampleJob } from '../testing/sample-records.ts';
import type { TestEngine, WireRecord } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';

interface Case {
  what: string;
  change(remote: InMemoryRemote): void;
  /** Remote ids that `updated_after` returns, by model; every other record must stay away. */
  updated: Partial<Record<ModelName, string[]>>;
  /** Those of them whose own `changed_at` moves. */
  changed: Partial<Record<ModelName, string[]>>;
}

const get = <T>(value: T | undefined): T => {
  assert.ok(value);
  return value;
};

// The relation table of the wire, a row per change. c0 has a0 (stage s0, interview i0, offer o0)
// and tag t1; c1 has a1 (stage s1); c2 has a2 (stage s2, interview i2); c3 has a3 (s0) and t1.
const cases: Case[] = [
  {
    what: 'a renamed stage moves the applications that stand in it, not their candidates nor jobs',
    change: (remote) =>
      remote.put('application_stages', { remote_id: 's0', name: 'Received', status: 'ACTIVE' }),
    updated: { application_stages: ['s0'], applications: ['a0', 'a3'] },
    changed: { application_stages: ['s0'] },
  },
  {
    what: 'a changed candidate moves its applications, not their interviews nor offers',
    change: (remote) =>
      remote.put('candidates', { ...get(remote.records.candidates.get('c0')), last_name: 'New' }),
    updated: { candidates: ['c0'], applications: ['a0'] },
    changed: { candidates: ['c0'] },
  },
  {
    what: 'a tag put on a candidate moves the candidate alone, and none of its own fields',
    change: (remote) =>
      remote.put('candidates', {
        ...get(remote.records.candidates.get('c1')),
        tag_remote_ids: ['t1'],
      }),
    updated: { candidates: ['c1'] },
    changed: {},
  },
  {
    what: 'a renamed tag moves the tag alone',
    change: (remote) => remote.put('tags', { remote_id: 't1', name: 'Bilingual' }),
    updated: { tags: ['t1'] },
    changed: { tags: ['t1'] },
  },
  {
    what: 'a changed application moves its candidate, interviews and offers',
    change: (remote) =>
      remote.put('applications', {
        ...get(remote.records.applications.get('a0')),
        current_stage_remote_id: 's1',
      }),
    updated: { applications: ['a0'], candidates: ['c0'], interviews: ['i0'], offers: ['o0'] },
    changed: { applications: ['a0'] },
  },
  {
    what: 'an application that moves to another candidate moves both candidates',
    change: (remote) =>
      remote.put('applications', {
        ...get(remote.records.applications.get('a1')),
        candidate_remote_id: 'c2',
      }),
    updated: { applications: ['a1'], candidates: ['c1', 'c2'] },
    changed: { applications: ['a1'] },
  },
  {
    what: 'a renamed job moves the job alone',
    change: (remote) => remote.put('jobs', { ...sampleJob(), name: 'Developer' }),
    updated: { jobs: ['j1'] },
    changed: { jobs: ['j1'] },
  },
  {
    what: 'a changed question, posting, stage list or hiring team moves the job, not its own fields',
    change: (remote) =>
      remote.put('jobs', {
        ...sampleJob(),
        name: 'Developer',
        stages: [{ remote_id: 's0', index: 0 }],
        job_postings: [],
        screening_questions: [],
        hiring_team: [],
      }),
    updated: { jobs: ['j1'] },
    changed: {},
  },
  {
    what: 'a new interview moves its application',
    change: (remote) =>
      remote.put('interviews', {
        remote_id: 'i-new',
        application_remote_id: 'a3',
        user_remote_ids: [],
      }),
    updated: { interviews: ['i-new'], applications: ['a3'] },
    changed: { interviews: ['i-new'] },
  },
  {
    what: 'another interviewer moves the interview, not its own fields and not the application',
    change: (remote) =>
      remote.put('interviews', {
        ...get(remote.records.interviews.get('i-new')),
        user_remote_ids: ['u1'],
      }),
    updated: { interviews: ['i-new'] },
    changed: {},
  },
  {
    what: 'a changed offer moves its application',
    change: (remote) =>
      remote.put('offers', { ...get(remote.records.offers.get('o0')), status: 'ACCEPTED' }),
    updated: { offers: ['o0'], applications: ['a0'] },
    changed: { offers: ['o0'] },
  },
  {
    what: 'a renamed user moves neither the jobs nor the interviews of that user',
    change: (remote) =>
      remote.put('users', { ...get(remote.records.users.get('u1')), last_name: 'Renamed' }),
    updated: { users: ['u1'] },
    changed: { users: ['u1'] },
  },
  {
    what: 'a changed system role moves the users who have it',
    change: (remote) =>
      remote.put('roles', { ...get(remote.records.roles.get('admin')), remote_label: 'Owner' }),
    updated: { roles: ['admin'], users: ['u1'] },
    changed: { roles: ['admin'] },
  },
  {
    what: 'a role taken from a user moves the user, not its own fields',
    change: (remote) =>
      remote.put('users', {
        ...get(remote.records.users.get('u1')),
        system_role_remote_ids: [],
      }),
    updated: { users: ['u1'] },
    changed: {},
  },
];

describe('updated_after and the change feed follow the relation table', () => {
  let test: TestEngine;
  before(async () => {
    test = await startTestEngine();
    addSampleRecords(test.ats.remote, 4);
    await test.sync();
  });
  after(() => test.close());

  for (const row of cases) {
    it(row.what, async () => {
      const { updated, changed } = row;
      const before = await changedAt(test);
      const start = new Date();
      const position = await findLastPosition(test.database.pool, test.integration.id);
      row.change(test.ats.remote);
      const run = await test.sync('DELTA');
      const told = await changesAfter(test, position);
      assert.deepEqual(new Set(told.map(({ cause }) => cause?.id)), new Set([run.id]));
      for (const model of modelNames) {
        const ids = told.filter((change) => change.model === model).map(({ id }) => id);
        const listed = await test.list(model, { updatedAfter: start, includeDeleted: true });
        assert.deepEqual(ids.toSorted(), listed.map(({ id }) => id).toSorted(), `${model} told`);
        const found = await test.list(model, { updatedAfter: start });
        assert.deepEqual(remoteIds(found), updated[model] ?? [], `${model} updated`);
        const moved = found.filter((one) => before.get(one.id) !== one.changed_at);
        assert.deepEqual(remoteIds(moved), changed[model] ?? [], `${model} changed`);
      }
      assert.deepEqual(await listStaleRows(test.database, test.integration.id), []);
    });
  }

  it('moves a candidate when a tag that it already had becomes known, and when it goes', async () => {
    const record = get(test.ats.remote.records.candidates.get('c2'));
    test.ats.remote.put('candidates', { ...record, tag_remote_ids: ['t-late'] });
    await test.sync('DELTA');
    for (const change of ['appears', 'is renamed', 'goes', 'comes back']) {
      const start = new Date();
      if (change === 'goes') test.ats.remote.delete('tags', 't-late');
      else test.ats.remote.put('tags', { remote_id: 't-late', name: change });
      await test.sync('FULL');
      const moved = remoteIds(await test.list('candidates', { updatedAfter: start }));
      assert.deepEqual(moved, change === 'is renamed' ? [] : ['c2'], change);
    }
  });

  it('moves a job and an interview when a stage and a user that they name become known', async () => {
    test.ats.remote.put('jobs', {
      ...sampleJob(),
      stages: [{ remote_id: 's-late', index: 0 }],
      hiring_team: [],
    });
    test.ats.remote.put('interviews', {
      remote_id: 'i-late',
      application_remote_id: null,
      user_remote_ids: ['u-late'],
    });
    await test.sync('DELTA');
    const start = new Date();
    test.ats.remote.put('application_stages', { remote_id: 's-late', name: 'Late' });
    test.ats.remote.put('users', { remote_id: 'u-late', system_role_remote_ids: [] });
    await test.sync('DELTA');
    const [job] = await test.list('jobs', { updatedAfter: start });
    assert.ok(job);
    assert.equal((job['stages'] as unknown[]).length, 1);
    const interviews = await test.list('interviews', { updatedAfter: start });
    assert.deepEqual(remoteIds(interviews), ['i-late']);
  });

  it('moves what named a job and a candidate that become known', async () => {
    const { remote } = test.ats;
    const names = { candidate_remote_id: 'c-late', job_remote_id: 'j-late' };
    remote.put('applications', { remote_id: 'a-late', outcome: 'PENDING', ...names });
    const interview = { remote_id: 'i-late', user_remote_ids: [] };
    remote.put('interviews', { ...interview, application_remote_id: 'a-late' });
    await test.sync('DELTA');
    for (const model of ['candidates', 'jobs'] as const) {
      const start = new Date();
      if (model === 'jobs') remote.put('jobs', { ...sampleJob(), remote_id: 'j-late' });
      else remote.put('candidates', { remote_id: 'c-late', tag_remote_ids: [] });
      await test.sync('DELTA');
      for (const [on, remoteId] of [
        ['applications', 'a-late'],
        ['interviews', 'i-late'],
      ] as const) {
        const moved = remoteIds(await test.list(on, { updatedAfter: start }));
        assert.deepEqual(moved, [remoteId], `${on} of the ${model}`);
      }
    }
  });

  it('shows a deleted interview no longer in its application, which moves', async () => {
    const start = new Date();
    test.ats.remote.delete('interviews', 'i-new');
    await test.sync('FULL');
    const [application] = await test.list('applications', { updatedAfter: start });
    assert.equal(application?.remote_id, 'a3');
    assert.deepEqual(application['interviews'], []);
    const deleted = await test.list('interviews', { updatedAfter: start, includeDeleted: true });
    assert.deepEqual(remoteIds(deleted), ['i-new']);
    assert.deepEqual(await test.list('interviews', { updatedAfter: start }), []);
  });
});

/** What the change feed tells after a position. */
async function changesAfter(test: TestEngine, after: number): Promise<FeedChange[]> {
  const page = await listChanges(test.database, {
    integrationId: test.integration.id,
    after,
    limit: 1000,
  });
  assert.ok('changes' in page);
  return page.changes;
}

async function changedAt(test: TestEngine): Promise<Map<string, string>> {
  const records = Object.values(await test.everything()).flat();
  return new Map(records.map((record) => [record.id, record.changed_at]));
}

function remoteIds(records: readonly WireRecord[]): string[] {
  return records.map((record) => record.remote_id).toSorted();
}
