import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startWorkableSimulator } from './start-workable-simulator.ts';
import type { WorkableSimulator } from './start-workable-simulator.ts';
import { ask, bodyOf, readAll, write } from './testing/workable-client.ts';

describe('what the Workable simulator shows', () => {
  let workable: WorkableSimulator;
  let candidates: VendorJson[];
  let jobs: VendorJson[];
  before(async () => {
    workable = await startWorkableSimulator({ candidates: 2000 });
    candidates = await readAll(workable, '/candidates?limit=100', 'candidates');
    jobs = await readAll(workable, '/jobs', 'jobs');
  });
  after(() => workable.close());

  const detailsOf = (some: VendorJson[]): Promise<VendorJson[]> =>
    Promise.all(
      some.map(async ({ id }) => (await bodyOf(workable, `/candidates/${id}`)).candidate),
    );

  it('leaves out of lists what only details have, and shows it there', async () => {
    const [listed] = candidates;
    const [details] = await detailsOf([listed]);
    const onlyThere = ['withdrew', 'disqualified_at', 'tags', 'answers', 'resume_url', 'location'];
    for (const name of onlyThere) {
      assert.equal(name in listed, false, name);
      assert.equal(name in details, true, name);
    }
    const { resume_metadata: _, ...shared } = listed;
    for (const [name, value] of Object.entries(shared)) {
      assert.deepEqual(details[name], value, name);
    }
    assert.match(listed.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('has the odd ones among 2,000 people', async () => {
    const people = new Set(candidates.map(({ email, name }) => email ?? name));
    assert.ok(people.size > 1900);
    const some = (accept: (one: VendorJson) => boolean, what: string) =>
      assert.ok(candidates.some(accept), what);
    some(({ job }) => job === null, 'in the talent pool');
    some(({ email }) => email === null, 'without an address');
    some(({ lastname }) => lastname === null, 'with one name');
    some(({ phone }) => phone?.startsWith('please') === true, 'with a phone that is none');
    some(({ stage, sourced }) => stage === 'Sourced' && !sourced, 'who applied, and is in Sourced');
    some(({ id }) => /^\d+$/.test(id), 'with an id that looks like a number');
    some(({ id }) => /^\d+e\d+$/.test(id), 'with an id that looks like a power of ten');
    const reasons = (await bodyOf(workable, '/disqualification_reasons')).map(
      ({ description }: VendorJson) => description,
    );
    some(
      (one) =>
        one.disqualification_reason !== null && !reasons.includes(one.disqualification_reason),
      'disqualified for a reason that was removed',
    );
    const inHired = candidates.filter(
      (one) => one.hired_at !== null && one.moved_to_offer_at === null,
    );
    assert.ok(inHired.length > 0, 'hired without a moment of the offer');
    const details = await detailsOf(candidates.slice(0, 120));
    assert.ok(
      details.some(({ skills }) => skills === null),
      'null where a list was promised',
    );
    assert.ok(
      details.some((one) => !('social_profiles' in one)),
      'without social profiles',
    );
    assert.ok(
      details.some(({ withdrew }) => withdrew),
      'withdrawn',
    );
  });

  it('filters candidates by address, stage, job and date', async () => {
    const filtered = (query: string) =>
      readAll(workable, `/candidates?limit=100&${query}`, 'candidates');
    const found = candidates.find(({ email }) => email !== null);
    const byEmail = await filtered(`email=${found.email.toUpperCase()}`);
    assert.ok(byEmail.every(({ email }) => email === found.email) && byEmail.length > 0);
    const byStage = await filtered('stage=phone-screen');
    assert.deepEqual(new Set(byStage.map(({ stage }) => stage)), new Set(['Phone Screen']));
    for (const name of ['created', 'updated'] as const) {
      const dates = candidates.map((one): string => one[`${name}_at`]).toSorted();
      const from = dates[1500] ?? '';
      const expected = dates.filter((date) => date >= from).length;
      assert.equal((await filtered(`${name}_after=${from}`)).length, expected, name);
      const seconds = Date.parse(from) / 1000;
      assert.equal((await filtered(`${name}_after=${seconds}`)).length, expected, name);
    }
  });

  it('shows jobs of every state unless asked for one, and texts if asked for them', async () => {
    const states = new Set(jobs.map(({ state }) => state));
    assert.deepEqual(states, new Set(['published', 'closed', 'draft', 'archived']));
    const drafts = await readAll(workable, '/jobs?state=draft&include_fields=benefits', 'jobs');
    assert.ok(drafts.every(({ state, benefits }) => state === 'draft' && benefits !== undefined));
    assert.equal('benefits' in jobs[0] || 'employment_type' in jobs[0], false);
    const details = await bodyOf(workable, `/jobs/${jobs[0].shortcode}`);
    assert.equal(typeof details.employment_type, 'string');
    assert.equal('location_str' in details.location, false);
    assert.ok(
      jobs.some(({ locations }) => locations?.length === 2),
      'in two places',
    );
    assert.ok(
      jobs.some(({ locations }) => locations === null),
      'null where a list was promised',
    );
    const { salary_currency: currency } = jobs.find(({ salary }) => salary.salary_from).salary;
    assert.equal(currency, currency.toLowerCase());
  });

  it('gives some jobs a pipeline of their own, and the others the one of the account', async () => {
    const stagesOf = async (path: string) => (await bodyOf(workable, `${path}/stages`)).stages;
    const account = await stagesOf('');
    const own = await Promise.all(jobs.map(({ shortcode }) => stagesOf(`/jobs/${shortcode}`)));
    assert.deepEqual(own[0], account);
    const longer = own.find(({ length }) => length > account.length);
    assert.deepEqual(
      longer.map(({ slug }: VendorJson) => slug),
      [
        'sourced',
        'applied',
        'shortlisted',
        'phone-screen',
        'assessment',
        'interview',
        'trial-day',
        'offer',
        'hired',
      ],
    );
  });

  it('answers questions by their text, as HTML or not, and escapes what a text has', async () => {
    const form = await bodyOf(workable, `/jobs/${jobs[0].shortcode}/application_form`);
    const { questions } = await bodyOf(workable, `/jobs/${jobs[0].shortcode}/questions`);
    assert.deepEqual(form.questions, questions);
    const types = questions.map(({ type }: VendorJson): string => type);
    const all = 'boolean date dropdown file free_text multiple_choice numeric short_text';
    assert.deepEqual([...new Set<string>(types)].toSorted(), all.split(' '));
    const bodies = questions.map(({ body }: VendorJson) => body);
    assert.ok(bodies.includes('Portfolio &amp; samples'));
    const own = candidates.filter(({ job }) => job?.shortcode === jobs[0].shortcode);
    const answers = (await detailsOf(own)).flatMap((one) => one.answers);
    for (const { question } of answers) assert.ok(bodies.includes(question.body), question.body);
    const kinds = new Set(answers.map(({ answer }) => Object.keys(answer).join()));
    const known = ['body', 'checked', 'choices', 'date', 'file_url', 'number'];
    assert.deepEqual([...kinds].toSorted(), known);
    const texts = answers.map(({ answer }) => String(answer.body));
    assert.ok(
      texts.some((text) => text.startsWith('<p>')) && texts.some((text) => /\n/.test(text)),
    );
  });

  it('shows who is no longer there in events, and not among members', async () => {
    const members = await readAll(workable, '/members?status=all', 'members');
    const active = await readAll(workable, '/members', 'members');
    assert.ok(active.length < members.length && active.every((one) => one.active));
    const events = await readAll(workable, '/events?limit=100', 'events');
    const known = new Set(members.map(({ id }) => id));
    assert.ok(events.some((event) => event.members.some(({ id }: VendorJson) => !known.has(id))));
    assert.ok(events.every(({ cancelled }) => !cancelled));
    const all = await readAll(workable, '/events?limit=100&include_cancelled=true', 'events');
    assert.ok(all.length > events.length);
    const calls = await readAll(workable, '/events?limit=100&type=call', 'events');
    assert.deepEqual(new Set(calls.map(({ type }) => type)), new Set(['CallEvent']));
    const [{ starts_at: at }] = events;
    const later = await readAll(workable, `/events?limit=100&start_date=${at}`, 'events');
    const earlier = await readAll(workable, `/events?limit=100&end_date=${at}`, 'events');
    assert.equal(later.length + earlier.length, events.length);
  });

  it('tells the way of a candidate in slugs of stages, comments and ratings', async () => {
    const streams = await Promise.all(
      candidates
        .slice(0, 200)
        .map(({ id }) => readAll(workable, `/candidates/${id}/activities`, 'activities')),
    );
    const actions = new Set(streams.flat().map(({ action }) => action));
    for (const action of [
      'applied',
      'sourced',
      'phone-screen',
      'comment',
      'rating',
      'message',
      'disqualified',
    ]) {
      assert.ok(actions.has(action), action);
    }
    for (const stream of streams) {
      const moments = stream.map((one): string => one.created_at);
      assert.deepEqual(moments, moments.toSorted());
      assert.equal(new Set(stream.map(({ id }) => id)).size, stream.length);
    }
    const rated = streams.flat().find(({ rating }) => rating?.scale === 'stars');
    assert.ok(rated.rating.grade >= 1 && rated.rating.grade <= 4);
    const { id } = candidates[streams.findIndex((stream) => stream.includes(rated))];
    const only = await readAll(
      workable,
      `/candidates/${id}/activities?actions=rating,comment`,
      'activities',
    );
    assert.ok(only.every(({ action }) => action === 'rating' || action === 'comment'));
    const { shortcode } = candidates[0].job;
    const feed = await readAll(workable, `/jobs/${shortcode}/activities?limit=100`, 'activities');
    assert.ok(feed.some(({ action }) => action === 'opened'));
    assert.ok(feed.some(({ candidate }) => candidate?.id === candidates[0].id));
  });

  it('shows the latest offer, or the candidate alone', async () => {
    const offerOf = ({ id }: VendorJson) => bodyOf(workable, `/candidates/${id}/offer`);
    const hired = candidates.find(({ stage_kind: kind }) => kind === 'hired');
    const offer = await offerOf(hired);
    assert.equal(offer.state, 'accepted');
    const [salary, start] = offer.document_variables;
    assert.equal(typeof salary.value.data.amount, 'number');
    assert.match(start.value.body, /^2027-\d\d-01$/);
    const applied = candidates.find(({ stage_kind: kind }) => kind === 'applied');
    assert.deepEqual(Object.keys(await offerOf(applied)), ['candidate']);
  });

  it('opens files without credentials at addresses that work for a while', async () => {
    const { id } = candidates.find((one) => one.resume_metadata !== undefined);
    const { files } = await bodyOf(workable, `/candidates/${id}/files`);
    assert.deepEqual([files.length, files[0].kind, files[0].source], [1, 'resume', 'upload']);
    const response = await fetch(files[0].preview_url);
    assert.match(await response.text(), /^%PDF/);
    const [details] = await detailsOf([{ id }]);
    assert.equal((await fetch(details.resume_url)).status, 200);
  });

  it('shows nothing of who somebody was when personal data was deleted', async (context) => {
    const fresh = await startWorkableSimulator({ candidates: 30 });
    context.after(() => fresh.close());
    const [first] = fresh.account.candidates();
    assert.ok(first);
    const path = `/candidates/${first.id}`;
    await bodyOf(fresh, path, { method: 'PATCH', body: { candidate: { headline: 'Welder' } } });
    const attachment = { name: 'cv.txt', data: 'Q1Y=' };
    await write(fresh, `${path}/comments`, { comment: { body: 'Her CV', attachment } });
    fresh.account.anonymize(first);
    const { candidate } = await bodyOf(fresh, path);
    assert.equal(candidate.anonymized, true);
    const names = [
      'name',
      'firstname',
      'lastname',
      'headline',
      'email',
      'phone',
      'address',
      'resume_url',
    ];
    for (const name of names) assert.equal(candidate[name], null, name);
    assert.deepEqual(candidate.answers, []);
    const { activities } = await bodyOf(fresh, `${path}/activities?actions=comment,message`);
    assert.deepEqual(activities, []);
    assert.deepEqual((await bodyOf(fresh, `${path}/files`)).files, []);
    fresh.company.remove('applications', first.id);
    assert.equal((await ask(fresh, path)).status, 404);
  });
});
