import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startTeamtailorSimulator } from './start-teamtailor-simulator.ts';
import type { TeamtailorSimulator } from './start-teamtailor-simulator.ts';
import { ask, documentOf, readAll } from './testing/teamtailor-client.ts';

const allJobs = '/jobs?filter[status]=all&filter[feed]=public,internal';
const march = Date.UTC(2027, 2, 1);

describe('what the Teamtailor simulator shows', () => {
  let teamtailor: TeamtailorSimulator;
  let now = march;
  before(async () => {
    teamtailor = await startTeamtailorSimulator({ candidates: 200, now: () => now });
  });
  after(() => teamtailor.close());

  const ids = (records: VendorJson[]): string[] => records.map(({ id }) => id);
  const find = (records: VendorJson[], id: string): VendorJson =>
    records.find((one) => one.id === id);

  it('are relations as links, and their records only where they are included', async () => {
    const plain = await documentOf(teamtailor, '/job-applications');
    assert.equal(plain.included, undefined);
    const self = `${teamtailor.url}/v1/job-applications/${plain.data[0].id}`;
    assert.deepEqual(plain.data[0].relationships.stage, {
      links: { self: `${self}/relationships/stage`, related: `${self}/stage` },
    });
    const { data, included } = await documentOf(
      teamtailor,
      '/job-applications?include=candidate,stage.job,reject-reason&filter[stage-type]=Hired',
    );
    for (const { relationships } of data) {
      assert.equal(relationships['reject-reason'].data, null);
      assert.equal(relationships.job.data, undefined);
      const stage = find(included, relationships.stage.data.id);
      assert.equal(stage.attributes['legacy-stage-type-name'], 'Hired');
      assert.ok(find(included, stage.relationships.job.data.id));
      assert.equal(find(included, relationships.candidate.data.id).type, 'candidates');
    }
    const keys = included.map((one: VendorJson) => `${one.type} ${one.id}`);
    assert.equal(new Set(keys).size, keys.length);
    const round = await documentOf(
      teamtailor,
      `/stages/${data[0].relationships.stage.data.id}?include=job.stages`,
    );
    const kinds = round.included.map(({ type, id }: VendorJson) => [type, id === round.data.id]);
    assert.ok(kinds.every(([, isItself]: [string, boolean]) => !isItself));
    assert.equal(kinds.length, 1 + 5);
  });

  it('are fields that are asked for, and then no relations', async () => {
    const { data } = await documentOf(
      teamtailor,
      '/candidates?include=locations&fields[candidates]=first-name,locations&fields[locations]=city',
    );
    for (const { attributes, relationships } of data) {
      assert.deepEqual(Object.keys(attributes), ['first-name']);
      assert.deepEqual(Object.keys(relationships), ['locations']);
    }
    const bare = await documentOf(teamtailor, '/candidates?fields[candidates]=email');
    assert.equal(bare.data[0].relationships, undefined);
  });

  it('are published public jobs unless more is asked for', async () => {
    const everything = await readAll(teamtailor, allJobs);
    assert.equal(everything.length, teamtailor.company.tables.jobs.count);
    const plain = await readAll(teamtailor, '/jobs');
    assert.ok(plain.length > 0 && plain.length < everything.length);
    for (const { attributes } of plain) {
      assert.deepEqual([attributes['human-status'], attributes.internal], ['published', false]);
    }
    const states = new Set(everything.map(({ attributes }) => attributes['human-status']));
    const known = ['archived', 'draft', 'expired', 'published', 'scheduled', 'unlisted', 'unsaved'];
    assert.ok([...states].every((state) => known.includes(state)) && states.size >= 5);
    for (const status of ['unlisted', 'archived', 'draft', 'scheduled']) {
      const some = await readAll(
        teamtailor,
        `/jobs?filter[status]=${status}&filter[feed]=internal,public`,
      );
      assert.ok(some.length > 0, status);
    }
    const places = await readAll(teamtailor, `${allJobs}&include=location,locations`);
    assert.ok(places.some(({ relationships }) => relationships.locations.data.length > 1));
    assert.ok(places.some(({ relationships }) => relationships.location.data === null));
  });

  it('are questions that jobs share, with answers that belong to people', async () => {
    const { data, included } = await documentOf(
      teamtailor,
      `${allJobs}&include=picked-questions.question&page[size]=30`,
    );
    const asked = data.flatMap((job: VendorJson) => job.relationships['picked-questions'].data);
    const picked = included.filter(({ type }: VendorJson) => type === 'picked-questions');
    const questions = included.filter(({ type }: VendorJson) => type === 'questions');
    assert.ok(asked.length > questions.length && picked.length === asked.length);
    const types = new Set<string>(
      questions.map((one: VendorJson) => one.attributes['question-type']),
    );
    assert.deepEqual([...types].toSorted(), [
      'Boolean',
      'Choice',
      'Date',
      'File',
      'Location',
      'Number',
      'Range',
      'Text',
      'Video',
    ]);
    assert.ok(questions.some((one: VendorJson) => one.attributes.title.includes('&amp;')));
    const answers = await readAll(teamtailor, '/answers?include=question,candidate');
    const pairs = answers.map(
      ({ relationships: { candidate, question } }) => `${candidate.data.id} ${question.data.id}`,
    );
    assert.equal(new Set(pairs).size, pairs.length);
    for (const { attributes, relationships } of answers) {
      const question = find(questions, relationships.question.data.id).attributes;
      const { choices } = attributes;
      const known = (question.alternatives ?? []).map(({ id }: VendorJson) => id);
      assert.ok(choices.every((choice: number) => known.includes(choice)));
      assert.equal(choices.length > 0, question['question-type'] === 'Choice');
    }
  });

  it('are stages of each job, whose type is a word before 2024-09-04 and a record since', async () => {
    const [{ id }] = (await documentOf(teamtailor, allJobs)).data;
    const stages = await readAll(
      teamtailor,
      `/stages?filter[job]=${id}&include=stage-type&sort=row-order`,
    );
    assert.deepEqual(
      stages.map(({ attributes }) => attributes['legacy-stage-type-name']),
      ['Inbox', 'In process', 'In process', 'In process', 'In process', 'Hired'],
    );
    assert.deepEqual(ids(stages), ids(await readAll(teamtailor, `/jobs/${id}/stages`)));
    const [stage] = stages;
    const { data } = await documentOf(teamtailor, `/stages/${stage.id}/job-applications`);
    const active = data.filter(({ attributes }: VendorJson) => attributes['rejected-at'] === null);
    assert.equal(stage.attributes['active-job-applications-count'], active.length);
    const headers = { 'x-api-version': '20210218' };
    const old = await documentOf(teamtailor, `/stages/${stage.id}`, { headers });
    assert.equal(old.data.attributes['stage-type'], 'Inbox');
    assert.equal(old.data.attributes['legacy-stage-type-name'], undefined);
  });

  it('are people without an e-mail address, a name, tags or an application', async () => {
    const people = await readAll(teamtailor, '/candidates?include=job-applications');
    const having = (test: (one: VendorJson) => boolean): number => people.filter(test).length;
    assert.ok(having(({ attributes }) => attributes.email === null) > 0);
    assert.ok(having(({ attributes }) => attributes['last-name'] === null) > 0);
    assert.ok(having(({ attributes }) => attributes.tags === null) > 0);
    assert.ok(having(({ attributes }) => attributes.phone === 'please write, do not call') > 0);
    assert.ok(
      having(({ relationships }) => relationships['job-applications'].data.length === 0) > 0,
    );
    assert.ok(having(({ relationships }) => relationships['job-applications'].data.length > 1) > 0);
    assert.ok(people.every(({ id }) => Number(id) > 2 ** 31));
  });

  it('are changes and new records between two moments, both included', async () => {
    const { id } = teamtailor.company.addPerson({ name: 'Ada Example', givenName: 'Ada' });
    now += 60_000;
    const since = (name: string, from: number, to = from + 1000): string =>
      `/candidates?filter[${name}][from]=${iso(from)}&filter[${name}][to]=${iso(to)}`;
    assert.deepEqual(ids(await readAll(teamtailor, since('created-at', march))), [id]);
    assert.deepEqual(await readAll(teamtailor, since('updated-at', march + 1)), []);
    teamtailor.company.change('people', id, { phones: ['1'] });
    assert.deepEqual(ids(await readAll(teamtailor, since('updated-at', now, now))), [id]);
    const { data } = await documentOf(teamtailor, '/candidates?sort=-updated-at&page[size]=1');
    assert.deepEqual(ids(data), [id]);
  });

  it('are moments on the clock of Stockholm, in winter and in summer', async () => {
    const { id } = teamtailor.company.addPerson({
      name: 'Ada',
      createdAt: Date.UTC(2026, 6, 1),
      updatedAt: Date.UTC(2026, 9, 25, 1),
    });
    const { attributes } = (await documentOf(teamtailor, `/candidates/${id}`)).data;
    assert.equal(attributes['created-at'], '2026-07-01T02:00:00.000+02:00');
    assert.equal(attributes['updated-at'], '2026-10-25T02:00:00.000+01:00');
  });

  it('are files behind links that work for a minute and without the key', async () => {
    const [upload] = (await documentOf(teamtailor, '/uploads?include=candidate')).data;
    const { url } = upload.attributes;
    const read = async (): Promise<number> => (await fetch(url)).status;
    assert.equal(await read(), 200);
    now += 61_000;
    assert.equal(await read(), 403);
    const people = await readAll(teamtailor, '/candidates');
    const { attributes } = people.find((one) => one.attributes.resume !== null);
    const file = await fetch(attributes.resume);
    assert.deepEqual([file.status, file.headers.get('content-type')], [200, 'application/pdf']);
  });

  it('are custom fields, job offers and partner results with what they belong to', async () => {
    const { data, included } = await documentOf(
      teamtailor,
      '/candidates?include=custom-field-values.custom-field,partner-results&page[size]=30',
    );
    const value = included.find(({ type }: VendorJson) => type === 'custom-field-values');
    const field = find(included, value.relationships['custom-field'].data.id);
    assert.equal(field.attributes['field-type'], value.attributes['field-type']);
    assert.ok(data.some((one: VendorJson) => one.relationships['partner-results'].data.length > 0));
    const offers = await readAll(teamtailor, '/job-offers?include=job-application');
    const words = new Set<string>(offers.map(({ attributes }) => attributes.status));
    assert.deepEqual([...words].toSorted(), ['accepted', 'declined', 'draft', 'sent']);
    const application = offers[0].relationships['job-application'].data.id;
    const own = await readAll(teamtailor, `/job-offers?filter[job-application-id]=${application}`);
    assert.deepEqual(ids(own), [offers[0].id]);
  });

  it('are interviews with what their interviewers answered, which no candidate answered', async () => {
    const { data, included } = await documentOf(
      teamtailor,
      '/interviews?include=candidate.answers,job,user,answers.question&page[size]=30',
    );
    const types = new Set<string>();
    for (const { attributes, relationships } of data) {
      assert.match(attributes.status, /^(?:published|draft)$/);
      for (const name of ['candidate', 'job', 'user']) assert.ok(relationships[name].data, name);
      const own = find(included, relationships.candidate.data.id).relationships.answers.data;
      for (const { id } of relationships.answers.data) {
        assert.ok(!ids(own).includes(id));
        const question = find(included, find(included, id).relationships.question.data.id);
        types.add(question.attributes['question-type']);
      }
    }
    assert.deepEqual([...types].toSorted(), ['Boolean', 'Range', 'Text']);
    const [{ id }] = data;
    const at = teamtailor.company.tables.feedback.get(id).updatedAt;
    const later = await readAll(teamtailor, `/interviews?filter[updated-at][from]=${iso(at + 1)}`);
    assert.ok(!ids(later).includes(id));
  });

  it('are what a deleted user wrote, and nothing that a deleted candidate had', async () => {
    const { company } = teamtailor;
    const [answer] = (await documentOf(teamtailor, '/answers?include=candidate')).data;
    const gone = answer.relationships.candidate.data.id;
    company.remove('people', gone);
    for (const place of [`/candidates/${gone}`, `/answers/${answer.id}`]) {
      assert.equal((await ask(teamtailor, place)).status, 404, place);
    }
    const [note] = (await documentOf(teamtailor, '/notes')).data;
    const author = String(note.attributes['user-id']);
    const [job] = [...company.tables.jobs.values()].filter((one) => one.recruiterId === author);
    company.remove('users', author);
    const kept = await documentOf(teamtailor, `/notes/${note.id}`);
    assert.equal(String(kept.data.attributes['user-id']), author);
    if (job === undefined) return;
    const { data } = await documentOf(teamtailor, `/jobs/${job.id}?include=user`);
    assert.equal(data.relationships.user.data, null);
  });

  it('are the merged candidate with all of both, and no longer the other', async () => {
    const [first, second] = (await documentOf(teamtailor, '/candidates?include=answers')).data;
    const before =
      first.relationships.answers.data.length + second.relationships.answers.data.length;
    const own = teamtailor.company.applicationsOf(second.id).map(({ id }) => id);
    teamtailor.account.mergeCandidates(first.id, second.id);
    assert.equal((await ask(teamtailor, `/candidates/${second.id}`)).status, 404);
    const { data } = await documentOf(
      teamtailor,
      `/candidates/${first.id}?include=answers,job-applications`,
    );
    assert.equal(data.relationships.answers.data.length, before);
    const applications = ids(data.relationships['job-applications'].data);
    assert.ok(own.every((id) => applications.includes(id)));
  });

  it('are anonymised candidates with the moment, and nothing else', async () => {
    const [{ id }] = (await documentOf(teamtailor, '/candidates?page[size]=1')).data;
    teamtailor.company.erasePerson(id);
    const { attributes } = (await documentOf(teamtailor, `/candidates/${id}`)).data;
    assert.match(attributes['restricted-at'], /^2027-/);
    for (const name of ['email', 'first-name', 'last-name', 'phone', 'resume', 'linkedin-url']) {
      assert.equal(attributes[name], null, name);
    }
  });
});

const iso = (at: number): string => encodeURIComponent(new Date(at).toISOString());
