import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { workableScenarios } from './scenarios.ts';
import type { WorkableSimulator } from './start-workable-simulator.ts';
import { ask, bodyOf, readAll, write } from './testing/workable-client.ts';

const asked = [
  '/jobs',
  '/stages',
  '/members',
  '/events',
  '/disqualification_reasons',
  '/candidates',
];

describe('the scenarios of the Workable simulator', () => {
  let workable: WorkableSimulator;
  beforeEach(async () => {
    workable = await workableScenarios.startWithSmallPages();
  });
  afterEach(() => workable.close());

  const detailsOf = async (id: string) => (await bodyOf(workable, `/candidates/${id}`)).candidate;

  it('list the ids that the API shows', async () => {
    const held = workableScenarios.listRemoteIds(workable);
    const candidates = await readAll(workable, '/candidates', 'candidates');
    const details = await Promise.all(candidates.map(({ id }) => detailsOf(id)));
    const cancelled = '/events?include_cancelled=true';
    const shown = {
      jobs: (await readAll(workable, '/jobs', 'jobs')).map(({ shortcode }) => shortcode),
      applications: candidates.map(({ id }) => id),
      candidates: candidates.map(({ id }) => id),
      interviews: (await readAll(workable, cancelled, 'events')).map(({ id }) => id),
      users: (await readAll(workable, '/members?status=all', 'members')).map(({ id }) => id),
      rejection_reasons: (await bodyOf(workable, '/disqualification_reasons')).map(
        ({ id }: { id: string }) => id,
      ),
      tags: [...new Set(details.flatMap(({ tags }) => tags))],
    };
    for (const [model, ids] of Object.entries(shown)) {
      const expected = held[model as keyof typeof held];
      assert.deepEqual(ids.toSorted(), expected.toSorted(), model);
      assert.ok(ids.length > 0, model);
    }
  });

  it('change what they say', async () => {
    const { remoteId: changed } = workableScenarios.changeOldRecord(workable);
    assert.match((await detailsOf(changed)).headline, /Example Dockyard/);
    const { remoteId: added } = workableScenarios.insertWhilePaging(workable).insert();
    assert.equal((await detailsOf(added)).name, 'Mara Lindqvist');
    const { remoteId: spoilt } = workableScenarios.addMalformedRecord(workable);
    assert.deepEqual((await detailsOf(spoilt)).profile_url, { href: 'backend' });
    const { remoteId: job } = workableScenarios.addUnknownEnumValue(workable);
    assert.equal((await bodyOf(workable, `/jobs/${job}`)).workplace_type, 'on_ship');
    const { remoteId: deleted } = workableScenarios.deleteRecord(workable);
    assert.equal((await ask(workable, `/candidates/${deleted}`)).status, 404);
  });

  it('make pages go round and expire, and take one right after the other away', async () => {
    const { paging } = await bodyOf(workable, '/candidates');
    workableScenarios.expirePages(workable);
    assert.equal((await ask(workable, paging.next)).status, 404);
    const anew = await readAll(workable, '/candidates', 'candidates');
    assert.equal(anew.length, workable.company.tables.applications.count);
    workableScenarios.loopPages(workable);
    const first = await bodyOf(workable, '/candidates');
    assert.deepEqual(await bodyOf(workable, first.paging.next), first);
    const refused: string[][] = [];
    for (const permission of workableScenarios.limitPermissions(workable)) {
      permission.limit();
      const answers = await Promise.all(asked.map((path) => ask(workable, path)));
      refused.push(asked.filter((_path, index) => answers[index]?.status === 403));
    }
    const [jobs, candidates, ...others] = refused;
    assert.deepEqual([jobs, candidates], [asked.slice(0, -1), asked.slice(-1)]);
    assert.deepEqual(
      others.slice(0, -1),
      asked.slice(1, -1).map((path) => [path]),
    );
  });

  it('list comments and the notes of disqualifications', async () => {
    const [{ id }] = (await bodyOf(workable, '/candidates')).candidates;
    await write(workable, `/candidates/${id}/comments`, { comment: { body: 'Trace 1' } });
    await write(workable, `/candidates/${id}/disqualify`, { disqualify_note: 'Trace 2' });
    const notes = workableScenarios.listNotes(workable);
    assert.deepEqual(
      notes.filter((text) => text.startsWith('Trace')),
      ['Trace 1', 'Trace 2'],
    );
  });
});
