import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { startLeverSimulator } from './start-lever-simulator.ts';
import type { LeverSimulator } from './start-lever-simulator.ts';
import { leverScopes } from './access.ts';
import { ask, dataOf, readAll, refusal } from './testing/lever-client.ts';
import type { LeverAnswer } from './testing/lever-client.ts';

type Shape = LeverAnswer['body'];
const everything = '/opportunities?confidentiality=all';

describe('what the Lever simulator shows', () => {
  let lever: LeverSimulator;
  let opportunities: Shape[];
  before(async () => {
    lever = await startLeverSimulator({ candidates: 120, now: () => Date.UTC(2027, 0, 1) });
    opportunities = await readAll(lever, everything);
  });
  after(() => lever.close());
  afterEach(() => {
    lever.access.scopes = [...leverScopes];
  });

  const ids = (records: Shape[]): string[] => records.map(({ id }) => id);

  async function childrenOf(name: string): Promise<Shape[]> {
    const lists = opportunities.map(({ id }) => dataOf(lever, `/opportunities/${id}/${name}`));
    return (await Promise.all(lists)).flat();
  }

  it('are opportunities with the fields of the vendor’s samples, and every person has one', () => {
    const fields =
      'id name headline contact stage confidentiality location phones emails links archived tags ' +
      'sources stageChanges origin sourcedBy owner followers applications createdAt updatedAt ' +
      'lastInteractionAt lastAdvancedAt snoozedUntil urls isAnonymized dataProtection ' +
      'opportunityLocation';
    const [first] = opportunities;
    assert.deepEqual(Object.keys(first).toSorted(), fields.split(' ').toSorted());
    assert.equal(new Set(opportunities.map(({ contact }) => contact)).size, 120);
    const leads = opportunities.filter(({ applications }) => applications.length === 0);
    assert.ok(leads.length > 0);
    for (const { createdAt } of opportunities) assert.ok(createdAt > 1_600_000_000_000);
  });

  it('leaves confidential ones out unless they are asked for, and hides them from other keys', async () => {
    const secret = opportunities.filter((one) => one.confidentiality === 'confidential');
    assert.ok(secret.length > 0);
    const plain = await readAll(lever, '/opportunities');
    assert.equal(plain.length, opportunities.length - secret.length);
    const only = await readAll(lever, '/opportunities?confidentiality=confidential');
    assert.deepEqual(ids(only), ids(secret));
    const postings = await readAll(lever, '/postings');
    const allPostings = await readAll(lever, '/postings?confidentiality=all');
    assert.ok(postings.length < allPostings.length);
    const [{ id }] = secret;
    assert.equal((await ask(lever, `/opportunities/${id}`)).status, 200);
    lever.access.scopes.splice(lever.access.scopes.indexOf('confidential:access:admin'), 1);
    assert.deepEqual(ids(await readAll(lever, everything)), ids(plain));
    assert.equal((await readAll(lever, '/postings?confidentiality=all')).length, postings.length);
    for (const path of ['', '/notes', '/resumes']) {
      assert.equal((await ask(lever, `/opportunities/${id}${path}`)).status, 404);
    }
  });

  it('filters opportunities by words and by moments, both ends included', async () => {
    const archived = opportunities.find((one) => one.archived !== null && one.applications[0]);
    const active = opportunities.find(
      (one) => one.archived === null && one.applications.length > 0 && one.emails.length > 0,
    );
    const application = (one: Shape) =>
      dataOf(lever, `/opportunities/${one.id}/applications/${one.applications[0]}`);
    const [{ posting }, { posting: left }] = [
      await application(active),
      await application(archived),
    ];
    const middle = opportunities[60];
    const filters: Record<string, (one: Shape) => boolean> = {
      [`stage_id=${active.stage}`]: (one) => one.stage === active.stage,
      [`contact_id=${active.contact}`]: (one) => one.contact === active.contact,
      [`email=${active.emails[0].toUpperCase()}`]: (one) => one.contact === active.contact,
      [`tag=${encodeURIComponent(active.tags[0])}`]: (one) => one.tags.includes(active.tags[0]),
      'origin=sourced': (one) => one.origin === 'sourced',
      'origin=sourced&origin=agency': (one) => ['sourced', 'agency'].includes(one.origin),
      'archived=true': (one) => one.archived !== null,
      [`archive_reason_id=${archived.archived.reason}`]: (one) =>
        one.archived?.reason === archived.archived.reason,
      [`updated_at_start=${active.updatedAt}`]: (one) => one.updatedAt >= active.updatedAt,
      [`created_at_end=${middle.createdAt}`]: (one) => one.createdAt <= middle.createdAt,
      [`advanced_at_start=${active.lastAdvancedAt}`]: (one) =>
        one.lastAdvancedAt >= active.lastAdvancedAt,
      [`archived_at_end=${archived.archived.archivedAt}`]: (one) =>
        one.archived?.archivedAt <= archived.archived.archivedAt,
    };
    for (const [query, isWanted] of Object.entries(filters)) {
      const wanted = opportunities.filter((one) => isWanted(one));
      assert.ok(wanted.length > 0 && wanted.length < opportunities.length, query);
      assert.deepEqual(ids(await readAll(lever, `${everything}&${query}`)), ids(wanted), query);
    }
    const at = await readAll(lever, `${everything}&posting_id=${posting}`);
    assert.ok(ids(at).includes(active.id) && at.every((one) => one.archived === null));
    const ended = await readAll(lever, `${everything}&archived_posting_id=${left}`);
    assert.ok(ids(ended).includes(archived.id) && ended.every((one) => one.archived !== null));
    assert.deepEqual(await readAll(lever, `${everything}&snoozed=true`), []);
  });

  it('leaves nothing but what include names, and puts records in place of ids for expand', async () => {
    const [{ id, stage, contact, applications }] = opportunities.filter(
      (one) => one.owner !== null,
    );
    const included = await dataOf(lever, `/opportunities/${id}?include=id&include=stage,tags`);
    assert.deepEqual(Object.keys(included).toSorted(), ['id', 'stage', 'tags']);
    const query = 'expand=stage&expand=contact,owner&expand=applications';
    const expanded = await dataOf(lever, `/opportunities/${id}?${query}`);
    assert.deepEqual(expanded.stage, await dataOf(lever, `/stages/${stage}`));
    assert.deepEqual(expanded.contact, await dataOf(lever, `/contacts/${contact}`));
    assert.deepEqual(ids(expanded.applications), applications);
    assert.equal(expanded.id, id);
    assert.match(expanded.owner.email, /@example\.com$/);
    for (const wrong of ['include=nothing', 'expand=tags']) {
      assert.equal((await refusal(lever, `/opportunities/${id}?${wrong}`))[0], 400);
    }
  });

  it('has postings in every state that there can be, with a form that asks what is answered', async () => {
    const postings = await readAll(lever, '/postings?confidentiality=all');
    const states = new Set(postings.map(({ state }) => state));
    assert.deepEqual(states, new Set(['published', 'internal', 'closed', 'draft', 'rejected']));
    assert.ok(
      postings.some((one) => one.state === 'published' && !one.distributionChannels.length),
    );
    const applied = (await childrenOf('applications')).filter((one) => one.type === 'posting');
    const withAnswers = applied.filter(({ customQuestions }) => customQuestions.length > 1);
    assert.ok(withAnswers.length > 0);
    const types = new Set<string>();
    for (const { posting, customQuestions } of withAnswers) {
      const form = await dataOf(lever, `/postings/${posting}/apply`);
      assert.deepEqual(ids(customQuestions), ids(form.customQuestions));
      for (const [index, { fields }] of form.customQuestions.entries()) {
        for (const [place, field] of fields.entries()) {
          types.add(field.type);
          const { value, ...rest } = customQuestions[index].fields[place];
          assert.deepEqual(rest, field);
          const words: string[] = (field.options ?? []).map(({ text }: Shape) => text);
          const picked = field.options && value !== null ? [value].flat() : [];
          assert.ok(picked.every((word: string) => words.includes(word)));
          assert.ok(value !== null || !field.required);
        }
      }
    }
    for (const type of ['text', 'textarea', 'yes-no', 'dropdown', 'date'])
      assert.ok(types.has(type));
    const team = (await ask(lever, `/postings/${postings[0].id}/users`)).body;
    assert.deepEqual(Object.keys(team), ['posting', 'users', 'roles']);
  });

  it('has one list of stages, with words and UUIDs as ids, and reasons of both types', async () => {
    const stages = ids(await dataOf(lever, '/stages'));
    assert.deepEqual(stages.slice(0, 4), [
      'lead-new',
      'lead-reached-out',
      'lead-responded',
      'applicant-new',
    ]);
    assert.match(stages[4] ?? '', /^[0-9a-f-]{36}$/);
    const reasons: Shape[] = await dataOf(lever, '/archive_reasons');
    assert.deepEqual(new Set(reasons.map(({ type }) => type)), new Set(['hired', 'non-hired']));
    assert.deepEqual(new Set(reasons.map(({ status }) => status)), new Set(['active', 'inactive']));
    const archived = opportunities.filter((one) => one.archived !== null);
    for (const one of archived) assert.ok(ids(reasons).includes(one.archived.reason));
  });

  it('leaves deactivated users out of the list unless they are asked for', async () => {
    const everybody = await readAll(lever, '/users?includeDeactivated=true');
    const active = everybody.filter(({ deactivatedAt }) => deactivatedAt === null);
    assert.ok(active.length < everybody.length);
    assert.deepEqual(ids(await readAll(lever, '/users')), ids(active));
    const gone = everybody.find(({ deactivatedAt }) => deactivatedAt !== null);
    assert.equal((await dataOf(lever, `/users/${gone.id}`)).id, gone.id);
  });

  it('counts tags and sources, which have no ids', async () => {
    for (const name of ['tags', 'sources']) {
      for (const { text, count, ...more } of await dataOf(lever, `/${name}`)) {
        const having = opportunities.filter((one) => one[name].includes(text));
        assert.deepEqual([count, more], [having.length, {}], text);
      }
    }
  });

  it('has interviews in panels, offers, notes and feedback below their opportunity alone', async () => {
    const [interviews, panels] = [await childrenOf('interviews'), await childrenOf('panels')];
    assert.ok(interviews.length > 0);
    assert.deepEqual(new Set(interviews.map(({ panel }) => panel)), new Set(ids(panels)));
    const [interview] = interviews;
    assert.equal(
      interview.duration * 60_000,
      panels.find((one) => one.id === interview.panel).end - interview.date,
    );
    const offers = await childrenOf('offers');
    const statuses = new Set(offers.map(({ status }) => status));
    for (const status of ['sent', 'signed', 'denied']) assert.ok(statuses.has(status), status);
    const notes = await childrenOf('notes');
    assert.equal(notes.length, lever.company.tables.notes.count);
    assert.ok(notes.some(({ secret }) => secret));
    const feedback = await childrenOf('feedback');
    assert.equal(feedback.length, lever.company.tables.feedback.count);
    assert.ok(feedback.some(({ completedAt }) => completedAt === null));
    const foreign = opportunities.find(({ id }) => id !== interview.opportunityId).id;
    const path = `/opportunities/${foreign}/interviews/${interview.id}`;
    assert.deepEqual(await refusal(lever, path), [404, 'NotFoundError']);
  });

  it('gives out files to the credentials alone', async () => {
    const [resume] = await childrenOf('resumes');
    const { downloadUrl } = resume.file;
    assert.equal((await fetch(downloadUrl)).status, 401);
    const { status, headers, body } = await ask(lever, downloadUrl.slice(`${lever.url}/v1`.length));
    assert.deepEqual([status, headers.get('content-type')], [200, 'application/pdf']);
    assert.match(body, /^%PDF/);
  });

  it('has a requisition for each posting', async () => {
    const requisitions = await readAll(lever, '/requisitions');
    const postings = await readAll(lever, '/postings?confidentiality=all');
    assert.equal(requisitions.length, postings.length);
    const [first] = requisitions;
    assert.deepEqual(await dataOf(lever, `/requisitions/${first.id}`), first);
    const posting = await dataOf(lever, `/postings/${first.postings[0]}`);
    assert.deepEqual(posting.requisitionCodes, [first.requisitionCode]);
    const since = `created_at_start=${first.createdAt}`;
    assert.deepEqual(await dataOf(lever, `/requisitions?${since}`), [first]);
  });

  it('shows a change of a contact in each of its opportunities', async () => {
    const [{ contact }] = opportunities;
    const own = opportunities.filter((one) => one.contact === contact);
    lever.company.change('people', contact, { name: 'Ada Example' });
    const changed = await readAll(lever, `${everything}&updated_at_start=${Date.UTC(2027, 0, 1)}`);
    assert.deepEqual(
      changed.map(({ name }) => name),
      own.map(() => 'Ada Example'),
    );
    lever.company.erasePerson(contact);
    const erased = await dataOf(lever, `/contacts/${contact}`);
    assert.deepEqual([erased.isAnonymized, erased.name, erased.emails], [true, '', []]);
  });

  it('lists what was deleted, with the applications that there were', async () => {
    const one = opportunities.find(({ applications }) => applications.length > 0);
    const lead = opportunities.find(({ applications }) => applications.length === 0);
    for (const { id } of [one, lead]) lever.company.remove('applications', id);
    const at = Date.UTC(2027, 0, 1);
    const deleted = await dataOf(lever, `/opportunities/deleted?deleted_at_start=${at}`);
    assert.deepEqual(ids(deleted).toSorted(), ids([one, lead]).toSorted());
    assert.equal(deleted[0].deletedAt, at);
    assert.deepEqual(await dataOf(lever, `/opportunities/deleted?deleted_at_end=${at - 1}`), []);
    assert.deepEqual(ids(await dataOf(lever, '/applications/deleted')), one.applications);
  });
});
