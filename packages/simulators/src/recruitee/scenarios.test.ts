import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { recruiteeScenarios } from './scenarios.ts';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
import { ask, bodyOf, readCandidates } from './testing/recruitee-client.ts';

describe('the scenarios of the Recruitee simulator', () => {
  let recruitee: RecruiteeSimulator;
  beforeEach(async () => {
    recruitee = await recruiteeScenarios.startWithSmallPages();
  });
  afterEach(() => recruitee.close());

  const ids = (records: VendorJson[]): string[] => records.map(({ id }) => String(id)).toSorted();
  const read = async (list: string, name: string): Promise<VendorJson[]> => {
    const all: VendorJson[] = [];
    for (let page = 1; ; page += 1) {
      const { [name]: rows } = await bodyOf(recruitee, `${list}page=${page}`);
      if (rows.length === 0) return all;
      all.push(...rows);
    }
  };

  it('list the ids that the API shows', async () => {
    const held = recruiteeScenarios.listRemoteIds(recruitee);
    const candidates = await readCandidates(recruitee);
    const offers = await read('/offers?kind=job&', 'offers');
    const events = await read('/interview/events?', 'interview_events');
    const placements = candidates.flatMap((one) => one.placements);
    const stages = offers.flatMap(({ pipeline_template: pipeline }) => pipeline.stages);
    const results: VendorJson[] = [];
    for (const { id } of candidates) {
      const { interview_results: own } = await bodyOf(
        recruitee,
        `/interview/results?candidate_id=${id}`,
      );
      results.push(...own);
    }
    assert.deepEqual(ids(candidates), held.candidates?.toSorted());
    assert.deepEqual(ids(offers), held.jobs.toSorted());
    assert.deepEqual(ids(events), held.interviews.toSorted());
    assert.deepEqual(ids(results), held.scorecards.toSorted());
    assert.deepEqual(
      ids(placements.filter(({ offer_id: offer }) => offer !== null)),
      held.applications.toSorted(),
    );
    assert.deepEqual([...new Set(ids(stages))], held.application_stages.toSorted());
    for (const [model, name] of [
      ['users', 'admins'],
      ['tags', 'tags'],
      ['rejection_reasons', 'disqualify_reasons'],
    ] as const) {
      const { [name]: rows } = await bodyOf(recruitee, `/${name}`);
      assert.deepEqual(ids(rows), held[model]?.toSorted(), model);
    }
  });

  it('make pages small, and let them go round', async () => {
    const page = async (query = '') => (await bodyOf(recruitee, `/candidates?${query}`)).candidates;
    const first = await page();
    assert.equal(first.length, 4);
    assert.notDeepEqual(await page('offset=4'), first);
    assert.equal(recruiteeScenarios.loopPages(recruitee).model, 'candidates');
    assert.deepEqual(await page('offset=4'), first);
  });

  it('change what they say', async () => {
    const detail = async (id: string) => (await bodyOf(recruitee, `/candidates/${id}`)).candidate;
    const { remoteId: changed } = recruiteeScenarios.changeOldRecord(recruitee);
    assert.match(JSON.stringify((await detail(changed)).fields), /Example Dockyard/);
    const { remoteId: added } = recruiteeScenarios.insertWhilePaging(recruitee).insert();
    assert.equal((await detail(added)).placements.length, 1);
    const { remoteId: spoilt } = recruiteeScenarios.addMalformedRecord(recruitee);
    assert.equal(typeof (await detail(spoilt)).adminapp_url, 'object');
    const { remoteId: job } = recruiteeScenarios.addUnknownEnumValue(recruitee);
    assert.equal((await bodyOf(recruitee, `/offers/${job}`)).offer.employment_type, 'seafaring');
    const { remoteId: deleted } = recruiteeScenarios.deleteRecord(recruitee);
    assert.equal((await ask(recruitee, `/candidates/${deleted}`)).status, 404);
  });

  it('take one right away at a time, and name a placement and all notes', async () => {
    assert.equal((await ask(recruitee, '/interview/events')).status, 200);
    for (const [missing, path] of [
      ['Team members', '/admins'],
      ['Events', '/interview/events'],
    ] as const) {
      const limits = recruiteeScenarios.limitPermissions(recruitee);
      limits.find((one) => one.missing === missing)?.limit();
      assert.equal((await ask(recruitee, path)).status, 403);
      assert.equal((await ask(recruitee, '/candidates')).status, 200);
    }
    assert.equal((await ask(recruitee, '/admins')).status, 200, 'One at a time.');
    const { imported, remoteId } = recruiteeScenarios.nameTrackedApplication(recruitee);
    assert.deepEqual(imported, { id_type: 'placement_id', placement_id: remoteId });
    const [candidate] = await readCandidates(recruitee);
    const body = { note: { body: 'Called back' } };
    await ask(recruitee, `/candidates/${candidate.id}/notes`, { method: 'POST', body });
    assert.ok(recruiteeScenarios.listNotes(recruitee).includes('Called back'));
  });
});

describe('a Recruitee simulator with a state file', () => {
  it('goes on where it was closed', async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'recruitee-'));
    t.after(() => rm(folder, { recursive: true }));
    const stateFile = path.join(folder, 'state');
    const candidate = { name: 'Ada Example', cover_letter: 'Hello.' };
    const make = async (to: RecruiteeSimulator): Promise<VendorJson> => {
      const { offers } = await bodyOf(to, '/offers?statuses[]=published');
      const body = { candidate, offers: [offers[0].id] };
      return (await bodyOf(to, '/candidates', { method: 'POST', body })).candidate;
    };
    const first = await startRecruiteeSimulator({ candidates: 20, stateFile });
    let made: VendorJson;
    try {
      made = await make(first);
    } finally {
      await first.close();
    }
    const second = await startRecruiteeSimulator({ candidates: 20, stateFile });
    t.after(() => second.close());
    const { candidate: kept } = await bodyOf(second, `/candidates/${made.id}`);
    assert.deepEqual([kept.cover_letter, kept.placements], ['Hello.', made.placements]);
    assert.ok((await make(second)).id > made.id, 'Ids stay unique.');
    const { talent_pools: pools } = await bodyOf(second, '/talent_pools');
    assert.equal(pools.length, 2);
  });
});
