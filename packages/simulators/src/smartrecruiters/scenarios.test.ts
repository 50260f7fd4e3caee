import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { smartRecruitersScenarios as scenarios } from './scenarios.ts';
import { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import { ask, bodyOf, readAll, refusal } from './testing/smartrecruiters-client.ts';

describe('the scenarios of the SmartRecruiters simulator', () => {
  let remote: SmartRecruitersSimulator;
  beforeEach(async () => {
    remote = await scenarios.startWithSmallPages();
  });
  afterEach(() => remote.close());

  const same = (model: string, shown: readonly string[], held: readonly string[]): void => {
    assert.ok(held.length > 0, model);
    assert.deepEqual(shown.toSorted(), held.toSorted(), model);
  };

  it('list the ids that the API shows', async () => {
    const held = scenarios.listRemoteIds(remote);
    const idsOf = (rows: VendorJson[]): string[] => rows.map(({ id }) => id);
    const candidates = await readAll(remote, '/candidates');
    same('candidates', idsOf(candidates), held.candidates);
    same('jobs', idsOf(await readAll(remote, '/jobs')), held.jobs);
    same('users', idsOf(await readAll(remote, '/user-api/v201804/users')), held.users);
    const found: Record<'applications' | 'interviews' | 'offers' | 'scorecards', string[]> = {
      applications: [],
      interviews: [],
      offers: [],
      scorecards: [],
    };
    for (const one of candidates) {
      const all = [one.primaryAssignment, ...(one.secondaryAssignments ?? [])];
      for (const { job } of all) {
        found.applications.push(`${one.id}:${job.id}`);
        const own = `/candidates/${one.id}/jobs/${job.id}`;
        const { applicationId } = await bodyOf(remote, own);
        const interviews = '/interviews-api/v201904/interviews';
        const { content } = await bodyOf(remote, `${interviews}?applicationId=${applicationId}`);
        for (const { id, timeslots } of content) {
          found.interviews.push(...timeslots.map((slot: VendorJson) => `${id}:${slot.id}`));
        }
        const query = `candidateId=${one.id}&jobId=${job.id}`;
        found.scorecards.push(...idsOf(await bodyOf(remote, `/reviews?${query}`)));
        found.offers.push(...idsOf((await bodyOf(remote, `${own}/offers`)).content));
      }
    }
    for (const [model, ids] of Object.entries(found)) {
      same(model, ids, held[model as keyof typeof found]);
    }
    const reasons = await Promise.all(
      ['rejection', 'withdrawal'].map((kind) => bodyOf(remote, `/configuration/${kind}-reasons`)),
    );
    const [rejections = [], withdrawals = []] = reasons.map(({ content }) => idsOf(content));
    const reasonIds = [...rejections, ...withdrawals.map((id) => `withdrawal:${id}`)];
    same('reasons', reasonIds, held.rejection_reasons);
    const tags: string[] = candidates.flatMap((one) => one.tags);
    same('tags', [...new Set(tags)], held.tags);
  });

  it('make pages small, let them go round, and let them expire', async () => {
    const { nextPageId, content } = await bodyOf(remote, '/candidates');
    assert.equal(content.length, 4);
    const next = (pageId: string) => `/candidates?pageId=${encodeURIComponent(pageId)}`;
    assert.equal(scenarios.loopPages(remote).model, 'candidates');
    const second = await bodyOf(remote, next((await bodyOf(remote, '/candidates')).nextPageId));
    const third = await bodyOf(remote, next(second.nextPageId));
    assert.deepEqual(third.content, second.content);
    scenarios.expirePages(remote);
    assert.deepEqual(await refusal(remote, next(nextPageId)), [400, 'INVALID_PAGE_ID']);
  });

  it('change what the API shows', async () => {
    const detail = (id: string) => bodyOf(remote, `/candidates/${id}`);
    const { remoteId: changed } = scenarios.changeOldRecord(remote);
    assert.equal((await detail(changed)).lastName, 'Lindqvist');
    const { remoteId: added } = scenarios.insertWhilePaging(remote).insert();
    const rows = await readAll(remote, '/candidates');
    assert.ok(rows.some(({ id }) => id === added));
    const { remoteId: spoilt } = scenarios.addMalformedRecord(remote);
    assert.equal(typeof (await detail(spoilt)).lastName, 'object');
    const { remoteId: job } = scenarios.addUnknownEnumValue(remote);
    assert.equal((await bodyOf(remote, `/jobs/${job}`)).postingStatus, 'ON_THE_DOOR');
    const { remoteId: deleted } = scenarios.deleteRecord(remote);
    assert.equal((await ask(remote, `/candidates/${deleted}`)).status, 404);
  });

  it('take one scope away at a time, and name an application and all notes', async () => {
    for (const [missing, path] of [
      ['users_read', '/user-api/v201804/users'],
      ['candidates_read', '/candidates'],
    ] as const) {
      const limits = scenarios.limitPermissions(remote);
      limits.find((one) => one.missing === missing)?.limit();
      assert.equal((await ask(remote, path)).status, 403);
      assert.equal((await ask(remote, '/jobs')).status, 200);
    }
    assert.equal((await ask(remote, '/user-api/v201804/users')).status, 200, 'One at a time.');
    const { imported, remoteId } = scenarios.nameTrackedApplication(remote);
    const ids = [imported.candidate_remote_id, imported.job_remote_id];
    assert.equal(remoteId, ids.join(':'));
    const content = `Called back #[CANDIDATE:${imported.candidate_remote_id}]`;
    await bodyOf(remote, '/messages/shares', { method: 'POST', body: { content } });
    assert.ok(scenarios.listNotes(remote).includes(content));
  });
});

describe('a SmartRecruiters simulator with a state file', () => {
  it('goes on where it was closed', async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'smartrecruiters-'));
    t.after(() => rm(folder, { recursive: true }));
    const options = { candidates: 20, stateFile: path.join(folder, 'state') };
    const person = { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com' };
    const web = { website: 'https://ada.example.com' };
    const subscriptions = '/webhooks-api/v201907/subscriptions';
    const first = await startSmartRecruitersSimulator(options);
    let made: VendorJson;
    try {
      const [job] = (await bodyOf(first, '/jobs?status=SOURCING')).content;
      const body = { ...person, web };
      made = await bodyOf(first, `/jobs/${job.id}/candidates`, { method: 'POST', body });
      const subscription = { callbackUrl: 'http://127.0.0.1:9/hook', events: ['job.created'] };
      await bodyOf(first, subscriptions, { method: 'POST', body: subscription });
    } finally {
      await first.close();
    }
    const second = await startSmartRecruitersSimulator(options);
    t.after(() => second.close());
    const kept = await bodyOf(second, `/candidates/${made.id}`);
    assert.deepEqual([kept.web, kept.updatedOn], [web, made.updatedOn]);
    assert.equal(kept.primaryAssignment.source, 'API');
    assert.equal((await bodyOf(second, subscriptions)).length, 1);
  });
});
