import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { greenhouseScenarios } from './scenarios.ts';
import { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
import { ask, bodyOf, nextOf, only, readAll, refusal } from './testing/greenhouse-client.ts';

describe('the scenarios of the Greenhouse simulator', () => {
  let greenhouse: GreenhouseSimulator;
  beforeEach(async () => {
    greenhouse = await greenhouseScenarios.startWithSmallPages();
  });
  afterEach(() => greenhouse.close());

  it('list the ids that the API shows', async () => {
    const held = greenhouseScenarios.listRemoteIds(greenhouse);
    const shown = {
      jobs: '/jobs',
      application_stages: '/job_interview_stages',
      applications: '/applications',
      candidates: '/candidates',
      interviews: '/interviews',
      offers: '/offers?current_only=true',
      users: '/users',
      notes: '/notes?type=NOTE',
      tags: '/candidate_tags',
      rejection_reasons: '/rejection_reasons?include_defaults=true',
      scorecards: '/scorecards?status=complete',
    } as const;
    for (const [model, path] of Object.entries(shown) as [keyof typeof shown, string][]) {
      const rows = (await readAll(greenhouse, path)).filter(
        ({ is_template, status }) => is_template !== true && status !== 'converted',
      );
      const ids = rows.map(({ id }) => String(id));
      assert.ok(ids.length > 0, model);
      assert.deepEqual(ids.toSorted(), held[model].toSorted(), model);
    }
  });

  it('change what they say', async () => {
    const person = (id: string) => only(greenhouse, `/candidates?ids=${id}`);
    const { remoteId: changed } = greenhouseScenarios.changeOldRecord(greenhouse);
    assert.equal((await person(changed)).company, 'Example Dockyard');
    const { remoteId: added } = greenhouseScenarios.insertWhilePaging(greenhouse).insert();
    assert.ok((await only(greenhouse, `/applications?candidate_ids=${added}`)).job_id);
    const { remoteId: spoilt } = greenhouseScenarios.addMalformedRecord(greenhouse);
    assert.deepEqual((await person(spoilt)).title, { text: 'Welder' });
    const { remoteId: job } = greenhouseScenarios.addUnknownEnumValue(greenhouse);
    assert.equal((await only(greenhouse, `/jobs?ids=${job}`)).status, 'on_ice');
    const { remoteId: deleted } = greenhouseScenarios.deleteRecord(greenhouse);
    assert.deepEqual(await bodyOf(greenhouse, `/candidates?ids=${deleted}`), []);
    const { imported, remoteId } = greenhouseScenarios.nameTrackedApplication(greenhouse);
    const tracked = await only(greenhouse, `/applications?ids=${imported.application_id}`);
    assert.deepEqual([String(tracked.id), tracked.status], [remoteId, 'in_process']);
  });

  it('make pages go round and expire, and take the scope of offers away', async () => {
    const first = await ask(greenhouse, '/applications');
    greenhouseScenarios.expirePages(greenhouse);
    assert.equal((await refusal(greenhouse, nextOf(first) ?? ''))[0], 422);
    greenhouseScenarios.loopPages(greenhouse);
    const again = nextOf(await ask(greenhouse, '/applications')) ?? '';
    assert.equal(nextOf(await ask(greenhouse, again)), again);
    const limits = greenhouseScenarios.limitPermissions(greenhouse);
    for (const limited of limits.filter(({ missing }) => missing.includes(':'))) {
      const [, list] = limited.missing.split(':');
      const other = list === 'offers' ? '/candidates' : '/offers';
      limited.limit();
      assert.equal((await refusal(greenhouse, `/${list}`))[0], 403);
      assert.equal((await ask(greenhouse, other)).status, 200);
    }
  });

  it('find a dozen applications under way among seventy people', async () => {
    const larger = await startGreenhouseSimulator({ candidates: 70 });
    const jobs = await readAll(larger, '/jobs?status=open');
    const open = new Set(jobs.map(({ id }) => id));
    const rows = await readAll(larger, '/applications?status=active&prospect=false');
    const usable = rows.filter(({ job_id }) => open.has(job_id));
    await larger.close();
    assert.ok(usable.length > 12, `${usable.length} of ${rows.length}`);
  });

  it('show the odd ones among 2,000 people', async () => {
    const large = await startGreenhouseSimulator({ candidates: 2000 });
    const all = async (name: string) => readAll(large, `/${name}?per_page=500`);
    const candidates = await all('candidates');
    const applications = await all('applications');
    const prospects = applications.filter(({ prospect }) => prospect);
    const jobsOf = (count: number) =>
      prospects.filter(({ prospective_job_ids }) => prospective_job_ids.length === count);
    const users = await all('users');
    const former = new Set(users.flatMap(({ id, deactivated }) => (deactivated ? [id] : [])));
    const ranges = await all('pay_input_ranges');
    const posts = ranges.map(({ job_post_id }) => job_post_id);
    const interviews = await all('interviews');
    const found: Record<string, number> = {
      prospectsWithoutJob: jobsOf(0).length,
      prospectsWithSeveral: jobsOf(2).length,
      converted: applications.filter(({ status }) => status === 'converted').length,
      privatePeople: candidates.filter((one) => one.private).length,
      nullForList: candidates.filter(({ tags }) => tags === null).length,
      phonesWithText: candidates.filter(({ phone_numbers }) =>
        /ask for/.test(phone_numbers?.[0]?.value ?? ''),
      ).length,
      withoutEmail: candidates.filter(({ email_addresses }) => email_addresses.length === 0).length,
      withoutLastName: candidates.filter(({ last_name }) => last_name === null).length,
      formerInterviewers: (await all('interviewers')).filter(({ user_id }) => former.has(user_id))
        .length,
      allDay: interviews.filter(({ all_day_start_on }) => all_day_start_on !== null).length,
      unscheduled: interviews.filter(({ status }) => status === 'to_be_scheduled').length,
      twoCurrencies: posts.length - new Set(posts).size,
      twoOffices: (await all('jobs')).filter(({ office_ids }) => office_ids.length > 1).length,
      templates: (await all('jobs')).filter(({ is_template }) => is_template).length,
      entities: applications.filter(({ answers }) => /&amp;/.test(JSON.stringify(answers))).length,
      earlierOffers: (await all('offers')).filter(({ status }) => status === 'Deprecated').length,
      backFilled: (await all('application_stages')).filter(({ entered_at }) => entered_at === null)
        .length,
    };
    await large.close();
    assert.equal(candidates.length, 2000);
    assert.ok(candidates.every(({ id }) => id > 2 ** 32));
    for (const [name, count] of Object.entries(found)) assert.ok(count > 0, name);
  });
});
