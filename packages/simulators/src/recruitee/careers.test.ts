import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
import { bodyOf, formOf, send } from './testing/recruitee-client.ts';

describe('the careers site of the Recruitee simulator', () => {
  let recruitee: RecruiteeSimulator;
  let offers: VendorJson[];
  before(async () => {
    recruitee = await startRecruiteeSimulator({ candidates: 60 });
    ({ offers } = (await send(`${recruitee.url}/api/offers`)).body);
  });
  after(() => recruitee.close());

  const apply = (slug: string, body: unknown) =>
    send(`${recruitee.url}/api/offers/${slug}/candidates`, { method: 'POST', body });

  it('shows what is published, without a token, with questions of every kind', async () => {
    const { meta } = await bodyOf(recruitee, '/offers?statuses[]=published');
    assert.equal(offers.length, meta.total_count);
    const { offer } = (await send(`${recruitee.url}/api/offers/${offers[0].slug}`)).body;
    assert.deepEqual(offer, offers[0]);
    const kinds = new Set<string>(
      offers.flatMap(({ open_questions: all }) => all).map(({ kind }) => kind),
    );
    assert.deepEqual([...kinds].toSorted(), [
      'boolean',
      'date',
      'file',
      'legal',
      'multi_choice',
      'number',
      'salary',
      'single_choice',
      'string',
      'text',
    ]);
    assert.match(offer.published_at, / UTC$/);
    const { offers: internal } = await bodyOf(recruitee, '/offers?statuses[]=internal&kind=job');
    const hidden = await send(`${recruitee.url}/api/offers/${internal[0].slug}`);
    assert.equal(hidden.status, 404);
    assert.equal((await apply(internal[0].slug, { candidate: { name: 'Ada' } })).status, 404);
  });

  it('takes an application with an answer in the field of each kind', async () => {
    const [all] = offers.toSorted((a, b) => b.open_questions.length - a.open_questions.length);
    const answers: Record<string, [field: string, value: string | Blob]> = {
      string: ['content', 'A friend'],
      text: ['content', 'Because.'],
      single_choice: ['content', 'B2'],
      date: ['content', '2027-03-01'],
      salary: ['content', '18.50'],
      number: ['content', '5'],
      multi_choice: ['multi_content][', 'Figma'],
      file: ['file', new Blob(['sample'])],
      boolean: ['flag', 'false'],
      legal: ['flag', 'true'],
    };
    const form = formOf({
      'candidate[name]': 'Ada Example',
      'candidate[email]': 'ada.apply@example.com',
      'candidate[phone]': '+49 30 1',
      'candidate[cv]': new Blob(['cv']),
    });
    for (const [index, { id, kind }] of all.open_questions.entries()) {
      const prefix = `candidate[open_question_answers_attributes][${index}]`;
      const [field, value] = answers[kind]!;
      form.append(`${prefix}[open_question_id]`, String(id));
      if (typeof value === 'string') form.append(`${prefix}[${field}]`, value);
      else form.append(`${prefix}[${field}]`, value, 'work.pdf');
    }
    const { status, body } = await apply(all.slug, form);
    assert.equal(status, 201, JSON.stringify(body));
    const { candidate } = await bodyOf(recruitee, `/candidates/${body.candidate.id}`);
    assert.deepEqual([candidate.source, candidate.placements.length], ['career_site', 1]);
    const [group] = candidate.grouped_open_question_answers;
    assert.equal(group.offer.id, all.id);
    const shown = (kind: string) =>
      group.open_question_answers.find((one: VendorJson) => one.kind === kind);
    assert.equal(group.open_question_answers.length, all.open_questions.length);
    assert.deepEqual(
      [shown('single_choice').content, shown('multi_choice').multi_content, shown('boolean').flag],
      ['B2', ['Figma'], false],
    );
    assert.equal(shown('salary').content, '18.50');
    assert.equal((await send(shown('file').file_url)).body, 'sample');
  });

  it('refuses an application that lacks what the form requires, and makes nobody', async () => {
    const { count } = recruitee.company.tables.people;
    const needing = offers.find(({ open_questions: all }) =>
      all.some(({ required }: VendorJson) => required),
    );
    const blank = await apply(needing.slug, { candidate: {} });
    assert.equal(blank.status, 422);
    assert.deepEqual(blank.body.error.slice(0, 2), ["Name can't be blank", "Email can't be blank"]);
    const strict = offers.find(({ options_cv: cv }) => cv === 'required');
    const candidate = { name: 'Ada', email: 'ada@example.com' };
    const { body } = await apply(strict.slug, { candidate });
    assert.ok(body.error.includes("Cv can't be blank"));
    const question = needing.open_questions.find(({ required }: VendorJson) => required);
    const remote = { ...candidate, remote_cv_url: 'https://files.example.com/cv.pdf' };
    const unanswered = await apply(needing.slug, { candidate: remote });
    assert.ok(unanswered.body.error.includes(`Open question ${question.id} can't be blank`));
    const choice = offers
      .flatMap(({ slug, open_questions: all }) => all.map((one: VendorJson) => ({ slug, ...one })))
      .find(({ kind }) => kind === 'single_choice');
    const wrong = [{ open_question_id: choice.id, content: 'Klingon' }];
    const misfit = { ...remote, open_question_answers_attributes: wrong };
    assert.equal((await apply(choice.slug, { candidate: misfit })).status, 422);
    assert.equal(recruitee.company.tables.people.count, count);
  });
});
