import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { teamtailorScenarios } from './scenarios.ts';
import type { TeamtailorSimulator } from './start-teamtailor-simulator.ts';
import { ask, documentOf, readAll, refusal } from './testing/teamtailor-client.ts';

describe('the scenarios of the Teamtailor simulator', () => {
  let teamtailor: TeamtailorSimulator;
  beforeEach(async () => {
    teamtailor = await teamtailorScenarios.startWithSmallPages();
  });
  afterEach(() => teamtailor.close());

  it('list the ids that the API shows', async () => {
    const held = teamtailorScenarios.listRemoteIds(teamtailor);
    const shown = {
      jobs: '/jobs?filter[status]=all&filter[feed]=public,internal',
      application_stages: '/stages',
      applications: '/job-applications',
      candidates: '/candidates',
      offers: '/job-offers',
      users: '/users',
      notes: '/notes',
      rejection_reasons: '/reject-reasons',
    } as const;
    for (const [model, path] of Object.entries(shown) as [keyof typeof shown, string][]) {
      const ids = (await readAll(teamtailor, path)).map(({ id }): string => id);
      assert.deepEqual(ids.toSorted(), held[model]?.toSorted(), model);
    }
    const published = (await readAll(teamtailor, '/interviews')).filter(
      ({ attributes }) => attributes.status === 'published',
    );
    assert.deepEqual(published.map(({ id }): string => id).toSorted(), held.scorecards.toSorted());
    const tags = (await readAll(teamtailor, '/candidates')).flatMap(
      ({ attributes }): string[] => attributes.tags ?? [],
    );
    const words = new Set(tags.map((tag) => tag.toLowerCase()));
    assert.deepEqual([...words].toSorted(), held.tags.toSorted());
    const notes = (await readAll(teamtailor, '/notes')).map(
      ({ attributes }): string => attributes.note,
    );
    assert.deepEqual(notes.toSorted(), [...teamtailorScenarios.listNotes(teamtailor)].toSorted());
  });

  it('change what they say', async () => {
    const attributesOf = async (type: string, id: string) =>
      (await documentOf(teamtailor, `/${type}/${id}`)).data.attributes;
    const { remoteId: changed } = teamtailorScenarios.changeOldRecord(teamtailor);
    assert.match((await attributesOf('candidates', changed)).pitch, /Example Dockyard/);
    const { remoteId: added } = teamtailorScenarios.insertWhilePaging(teamtailor).insert();
    assert.equal((await ask(teamtailor, `/candidates/${added}`)).status, 200);
    const { remoteId: spoilt } = teamtailorScenarios.addMalformedRecord(teamtailor);
    assert.deepEqual((await attributesOf('candidates', spoilt))['first-name'], ['Ada']);
    const { remoteId: job } = teamtailorScenarios.addUnknownEnumValue(teamtailor);
    assert.equal((await attributesOf('jobs', job))['remote-status'], 'on-ship');
    const { remoteId: deleted } = teamtailorScenarios.deleteRecord(teamtailor);
    assert.deepEqual(await refusal(teamtailor, `/job-applications/${deleted}`), [404, '404']);
  });

  it('make pages go round and expire, and take away what a key may see', async () => {
    const { links } = await documentOf(teamtailor, '/candidates');
    teamtailorScenarios.expirePages(teamtailor);
    assert.deepEqual(await refusal(teamtailor, links.next), [400, '118']);
    const { data } = await documentOf(teamtailor, '/job-applications');
    assert.equal(data.length, 4);
    teamtailorScenarios.loopPages(teamtailor);
    const looped = await documentOf(teamtailor, '/job-applications');
    assert.deepEqual((await documentOf(teamtailor, looped.links.next)).data, data);
    const limits = teamtailorScenarios.limitPermissions(teamtailor);
    assert.equal(limits.length, 3);
    for (const one of limits) {
      one.limit();
      assert.deepEqual(await refusal(teamtailor, '/candidates'), [403, '403']);
      const seesJobs = one.missing === 'Scope: Admin';
      assert.equal((await ask(teamtailor, '/jobs')).status, seesJobs ? 200 : 403);
    }
  });
});
