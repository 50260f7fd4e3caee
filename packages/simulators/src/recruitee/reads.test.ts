import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
import { ask, bodyOf, readCandidates, send } from './testing/recruitee-client.ts';

describe('what the Recruitee simulator shows', () => {
  let recruitee: RecruiteeSimulator;
  let candidates: VendorJson[];
  before(async () => {
    recruitee = await startRecruiteeSimulator({ candidates: 400 });
    candidates = await readCandidates(recruitee);
  });
  after(() => recruitee.close());

  const idOf = (status: string): string =>
    [...recruitee.company.tables.applications.values()].find((one) => one.status === status)!
      .personId;
  const detailOf = async (id: string | number): Promise<VendorJson> =>
    (await bodyOf(recruitee, `/candidates/${id}`)).candidate;

  it('disqualification in details and boards alone, with keys that come and go', async () => {
    const id = idOf('rejected');
    const row = candidates.find((one) => String(one.id) === id);
    assert.ok(row.placements.every((one: object) => !('disqualified_at' in one)));
    const { placements } = await detailOf(id);
    const out = placements.find((one: VendorJson) => one.disqualify_kind === 'admin');
    assert.match(out.disqualified_at, /^\d{4}-\d\d-\d\dT/);
    const { stages } = await bodyOf(recruitee, `/offers/${out.offer_id}/placements`);
    const board = stages.flatMap((stage: VendorJson) => stage.placements);
    const shown = board.find((one: VendorJson) => one.id === out.id);
    assert.equal(shown.disqualified_at, out.disqualified_at);
    assert.ok(!('offer_id' in shown) && !('updated_at' in shown));
    const open = board.find((one: VendorJson) => one.disqualified_at === null);
    assert.equal(open.disqualify_reason, null);
    const active = (await detailOf(idOf('active'))).placements.find(
      (one: VendorJson) => one.disqualify_kind === null,
    );
    assert.ok(!('disqualified_at' in active) && !('disqualify_reason' in active));
  });

  it('a person who is in a talent pool by the pool, and not by an offer', async () => {
    const pooled = candidates
      .flatMap(({ placements }) => placements)
      .filter((one) => one.talent_pool_id);
    assert.ok(pooled.length > 0);
    assert.ok(pooled.every((one) => one.offer_id === null));
    const { talent_pools: pools } = await bodyOf(recruitee, '/talent_pools');
    assert.ok(pools.some(({ id }: VendorJson) => id === pooled[0].talent_pool_id));
    const { offers } = await bodyOf(recruitee, '/offers?kind=talent_pool');
    assert.deepEqual(
      offers.map(({ id }: VendorJson) => id),
      pools.map(({ id }: VendorJson) => id),
    );
  });

  it('the shared pipeline, and drafts with their own', async () => {
    const { offers } = await bodyOf(recruitee, '/offers');
    const pipelines = new Map<number, VendorJson>(
      offers.map(({ pipeline_template: one }: VendorJson) => [one.id, one]),
    );
    const shared = [...pipelines.values()].filter((one) => one.default);
    assert.equal(shared.length, 1);
    assert.deepEqual(
      shared[0].stages
        .map(({ category, position }: VendorJson) => [category, position])
        .slice(0, 4),
      [
        ['referred', -3],
        ['sourced', -2],
        ['apply', -1],
        ['phone_screen', 1],
      ],
    );
    assert.ok([...pipelines.values()].some((one) => one.custom && one.stages.length === 2));
    const path = `/pipeline_templates/${shared[0].id}`;
    assert.equal((await bodyOf(recruitee, path)).pipeline_template.stages.length, 8);
  });

  it('salaries as text, dates of publishing with a zone in words, and rows without dates', async () => {
    const { offers } = await bodyOf(recruitee, '/offers?kind=job');
    assert.ok(offers.some((one: VendorJson) => !('kind' in one) && !('created_at' in one)));
    assert.ok(offers.some((one: VendorJson) => one.kind === 'job' && one.offer_tags === null));
    const details: VendorJson[] = [];
    for (const { id } of offers) details.push((await bodyOf(recruitee, `/offers/${id}`)).offer);
    assert.ok(details.some(({ salary }) => salary.min === '18.50' && salary.period === 'hour'));
    assert.ok(details.some(({ salary }) => salary.min === null && salary.currency === null));
    assert.ok(details.some(({ locations }) => locations.length === 2));
    const dates = details.flatMap(({ published_at: at }) => at ?? []);
    assert.ok(dates.every((at) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/.test(at)));
    assert.ok(details.every((one) => one.created_at.endsWith('Z')));
    assert.ok(
      details.every((one) => !('open_questions' in one)),
      'Only the careers site has them.',
    );
  });

  it('odd people: large ids, phones with words, lists that are null, and one address twice', () => {
    assert.ok(candidates.every(({ id }) => id > 2 ** 32));
    assert.ok(candidates.some(({ phones }) => phones?.[0]?.includes('abends')));
    assert.ok(candidates.some(({ phones }) => phones === null));
    assert.ok(candidates.some(({ emails }) => emails.length === 0));
    const addresses = candidates.map(({ emails }) => emails[0]).filter(Boolean);
    assert.equal(addresses.length - new Set(addresses).size, 1);
    assert.equal(candidates.filter(({ example }) => example).length, 1);
  });

  it('tags and sources as texts or as objects', async () => {
    const kinds = new Set<string>();
    for (const { id } of candidates.slice(0, 40)) {
      const { tags, sources } = await detailOf(id);
      for (const one of [...tags, ...sources]) kinds.add(typeof one);
    }
    assert.deepEqual([...kinds].toSorted(), ['object', 'string']);
  });

  it('answers, flat and by offer, and questions as HTML', async () => {
    const application = [...recruitee.company.tables.applications.values()].find(
      ({ answers }) => Object.keys(answers).length > 2,
    );
    const one = await detailOf(application!.personId);
    const group = one.grouped_open_question_answers.find(
      ({ offer }: VendorJson) => String(offer.id) === application!.jobId,
    );
    assert.equal(group.open_question_answers.length, Object.keys(application!.answers).length);
    assert.ok(one.open_question_answers.length >= group.open_question_answers.length);
    const { offers } = (await send(`${recruitee.url}/api/offers`)).body;
    const bodies = offers
      .flatMap((offer: VendorJson) => offer.open_questions)
      .map((each: VendorJson) => each.body);
    assert.ok(bodies.includes('Kenntnisse in &quot;Lohn &amp; Gehalt&quot;?'));
  });

  it('files by signed links, which need no token and expire', async (t) => {
    let now = Date.UTC(2027, 0, 1);
    const later = await startRecruiteeSimulator({ candidates: 20, now: () => now });
    t.after(() => later.close());
    const [withCv] = [...later.company.tables.people.values()].filter(
      ({ files }) => files.length > 0,
    );
    const { candidate } = await bodyOf(later, `/candidates/${withCv!.id}`);
    const file = await send(candidate.cv_url);
    assert.equal(file.headers.get('content-type'), 'application/pdf');
    now += 3_600_000;
    assert.equal((await send(candidate.cv_url)).status, 403);
  });

  it('interviews by their time, without cancelled ones', async (t) => {
    const now = Date.UTC(2026, 9, 1);
    const earlier = await startRecruiteeSimulator({ candidates: 400, now: () => now });
    t.after(() => earlier.close());
    const eventsOf = async (query = ''): Promise<VendorJson> =>
      bodyOf(earlier, `/interview/events?limit=1000${query}`);
    const { interview_events: all, meta } = await eventsOf();
    const { interview_events: past } = await eventsOf('&status=past_due');
    const { interview_events: upcoming } = await eventsOf('&status=upcoming');
    const isPast = ({ starts_at: start }: VendorJson): boolean => Date.parse(start) < now;
    assert.ok(past.length > 0 && past.every(isPast));
    assert.ok(upcoming.length > 0 && !upcoming.some(isPast));
    assert.deepEqual(meta.counters, { past_due: past.length, upcoming: upcoming.length });
    const rows = [...earlier.company.tables.interviews.values()];
    assert.equal(all.length, rows.filter(({ status }) => status !== 'cancelled').length);
    const { interview_event: one } = await bodyOf(earlier, `/interview/events/${all[0].id}`);
    assert.deepEqual(one, all[0]);
    const { admins } = await bodyOf(earlier, '/admins');
    const ids = admins.map(({ id }: VendorJson) => id);
    const gone = all
      .flatMap((event: VendorJson) => event.admin_ids)
      .filter((id: number) => !ids.includes(id));
    assert.ok(gone.length > 0, 'People who left still have interviews.');
  });

  it('evaluations of one candidate, without drafts, as many as the list counts', async () => {
    const { applications, feedback } = recruitee.company.tables;
    const [draft] = [...feedback.values()].filter(({ submittedAt }) => submittedAt === null);
    const { personId } = applications.get(draft!.applicationId);
    const row = candidates.find(({ id }) => String(id) === personId);
    const path = `/interview/results?candidate_id=${row.id}`;
    const { interview_results: results } = await bodyOf(recruitee, path);
    assert.equal(results.length, row.ratings_count);
    assert.ok(!results.some(({ id }: VendorJson) => String(id) === draft!.id));
    const rated = candidates.find(({ ratings_count: count }) => count > 1);
    const own = await bodyOf(recruitee, `/interview/results?candidate_id=${rated.id}`);
    assert.equal(own.interview_results.length, rated.ratings_count);
    const { status, body } = await ask(recruitee, '/interview/results');
    assert.deepEqual([status, body.error], [422, ["Candidate id can't be blank"]]);
  });

  it('an update of a person in the date of the candidate, and a move in that of the placement', async () => {
    const { company } = recruitee;
    const id = idOf('active');
    const earlier = await detailOf(id);
    const [application] = company.applicationsOf(id);
    company.change('applications', application!.id, {});
    const moved = await detailOf(id);
    assert.equal(moved.updated_at, earlier.updated_at);
    assert.ok(moved.last_activity_at > earlier.last_activity_at);
    const dates = (one: VendorJson) => one.placements.map((each: VendorJson) => each.updated_at);
    assert.notDeepEqual(dates(moved), dates(earlier));
    company.change('people', id, { company: 'Example Dockyard' });
    assert.ok((await detailOf(id)).updated_at > earlier.updated_at);
  });

  it('nobody who was deleted, and nothing that says who was anonymised', async () => {
    const { company } = recruitee;
    const [first, second, third] = candidates;
    company.remove('people', String(first.id));
    assert.equal((await ask(recruitee, `/candidates/${first.id}`)).status, 404);
    company.erasePerson(String(second.id));
    const { name, emails, cv_url: cv } = await detailOf(second.id);
    assert.deepEqual([name, emails, cv], ['Anonymized', [], null]);
    const placed =
      (await detailOf(third.id)).placements.length + (await detailOf(second.id)).placements.length;
    company.mergePeople(String(third.id), String(second.id));
    assert.equal((await detailOf(third.id)).placements.length, placed);
  });
});
