import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
import { ask, bodyOf, readCandidates, send } from './testing/recruitee-client.ts';

describe('the protocol of the Recruitee simulator', () => {
  let recruitee: RecruiteeSimulator;
  before(async () => {
    recruitee = await startRecruiteeSimulator({ candidates: 2000 });
  });
  after(() => recruitee.close());

  it('takes a token, and refuses a wrong one in the words that are known', async () => {
    const { admin } = await bodyOf(recruitee, '/admin');
    assert.equal(String(admin.company_id), recruitee.credentials.company_id);
    assert.equal(admin.role_name, 'Administrator');
    const authorization = `Bearer ${recruitee.badCredentials['api_token']}`;
    const wrong = await ask(recruitee, '/admin', { headers: { authorization } });
    assert.deepEqual(
      [wrong.status, wrong.body],
      [400, { error: 'Token not found.', error_code: 'invalid_token' }],
    );
    const none = await send(`${recruitee.url}${recruitee.apiPath}/admin`);
    assert.deepEqual([none.status, none.body.error_code], [401, 'invalid_token']);
  });

  it('knows the company by its id and its subdomain, and no other', async () => {
    const headers = { authorization: `Bearer ${recruitee.credentials.api_token}` };
    const at = (company: string) => send(`${recruitee.url}/c/${company}/admin`, { headers });
    assert.equal((await at(recruitee.access.subdomain)).status, 200);
    const { status, body } = await at('1');
    assert.deepEqual([status, body.error], [422, ['Company id is invalid']]);
  });

  it('answers 403 where the role of the owner lacks an ability', async (t) => {
    const lacking = await startRecruiteeSimulator({ candidates: 5, abilities: ['View jobs'] });
    t.after(() => lacking.close());
    assert.equal((await ask(lacking, '/offers')).status, 200);
    assert.equal((await ask(lacking, '/admin')).status, 200);
    const { status, body } = await ask(lacking, '/candidates');
    assert.deepEqual([status, body], [403, { error: ['Forbidden'] }]);
  });

  it('answers unknown records and paths with 404 and errors as objects', async () => {
    for (const path of ['/candidates/1', '/offers/1', '/interview/events/1', '/roles']) {
      const { status, body } = await ask(recruitee, path);
      assert.deepEqual([status, body.errors[0].code], [404, 'not_found'], path);
    }
  });

  it('shows 60 candidates, the newest first, and 1,000 at most, whatever is asked', async () => {
    const usual = await bodyOf(recruitee, '/candidates');
    assert.equal(usual.candidates.length, 60);
    assert.ok('generated_at' in usual && !('meta' in usual), 'There is no total.');
    const dates = usual.candidates.map((one: { created_at: string }) => one.created_at);
    assert.deepEqual(dates, dates.toSorted().toReversed());
    const large = await bodyOf(recruitee, '/candidates?limit=5000');
    assert.equal(large.candidates.length, 1000);
    const all = await readCandidates(recruitee);
    assert.equal(new Set(all.map(({ id }) => id)).size, 2000);
    assert.equal((await ask(recruitee, '/candidates?limit=many')).status, 422);
  });

  it('ignores filters of lists that it does not know', async () => {
    const first = await bodyOf(recruitee, '/candidates');
    const asked = await bodyOf(recruitee, '/candidates?updated_after=2026-10-31&deleted=true');
    assert.deepEqual(asked.candidates, first.candidates);
  });

  it('filters candidates by id, offer, disqualification, date and words', async () => {
    const idsOf = async (query: string): Promise<number[]> =>
      (await bodyOf(recruitee, `/candidates?limit=1000&${query}`)).candidates.map(
        ({ id }: { id: number }) => id,
      );
    const [a, b, c] = await readCandidates(recruitee);
    assert.deepEqual(await idsOf(`ids=${a.id},${c.id}`), [a.id, c.id]);
    const [rejected] = [...recruitee.company.tables.applications.values()].filter(
      ({ status }) => status === 'rejected',
    );
    const offer = `offer_id=${rejected!.jobId}`;
    const own = Number(rejected!.personId);
    assert.ok((await idsOf(`${offer}&disqualified=true`)).includes(own));
    assert.ok(!(await idsOf(`${offer}&qualified=true`)).includes(own));
    assert.ok((await idsOf(offer)).length < 2000);
    assert.deepEqual(await idsOf(`created_after=${b.created_at}`), [a.id]);
    assert.ok((await idsOf('query=backend')).length < 2000);
    assert.deepEqual(await idsOf('with_messages=true'), []);
  });

  it('pages offers with a total, and filters them by what they are', async () => {
    const { offers, meta } = await bodyOf(recruitee, '/offers?page=2&limit=20');
    assert.deepEqual([meta.page, meta.limit, offers.length], [2, 20, 20]);
    assert.equal(meta.total_count, recruitee.company.tables.jobs.count);
    const countOf = async (query: string): Promise<number> =>
      (await bodyOf(recruitee, `/offers?${query}`)).meta.total_count;
    const [published, closed] = [
      await countOf('statuses[]=published'),
      await countOf('statuses[]=closed'),
    ];
    assert.equal(await countOf('statuses[]=published&statuses[]=closed'), published + closed);
    assert.equal(await countOf('scope=active'), published + closed);
    assert.equal(await countOf('kind=talent_pool'), 2);
    assert.equal(await countOf(`offer_ids[]=${offers[0].id}&offer_ids[]=${offers[1].id}`), 2);
    const departmentId = offers.find(
      (one: { department_id: number | null }) => one.department_id,
    ).department_id;
    assert.ok((await countOf(`department_ids[]=${departmentId}`)) < meta.total_count);
    assert.ok((await countOf('location_ids[]=501')) < meta.total_count);
    assert.equal(await countOf('status=published'), meta.total_count);
  });

  it('enforces a limit that a test names, and says when to come again', async (t) => {
    const limits = { rate: { requests: 2, windowMs: 10_000 } };
    const now = () => Date.UTC(2027, 0, 1);
    const strict = await startRecruiteeSimulator({ candidates: 5, limits, now });
    t.after(() => strict.close());
    const answers = [];
    for (let index = 0; index < 3; index += 1) answers.push(await ask(strict, '/admin'));
    assert.deepEqual(
      answers.map(({ status, headers }) => [status, headers.get('retry-after')]),
      [
        [200, null],
        [200, null],
        [429, '10'],
      ],
    );
  });
});
