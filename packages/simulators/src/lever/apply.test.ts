import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startLeverSimulator } from './start-lever-simulator.ts';
import type { LeverSimulator } from './start-lever-simulator.ts';
import { ask, dataOf, readAll } from './testing/lever-client.ts';
import type { LeverAnswer } from './testing/lever-client.ts';

type Shape = LeverAnswer['body'];

describe('applying at the Lever simulator', () => {
  let lever: LeverSimulator;
  let now = Date.UTC(2027, 0, 1);
  let postings: Shape[];
  let posting: Shape;
  let form: Shape;
  before(async () => {
    lever = await startLeverSimulator({ candidates: 60, now: () => now });
    postings = await readAll(lever, '/postings');
    // The first job of the company has all kinds of questions.
    posting = postings.find(({ reqCode }) => reqCode === 'REQ-1000');
    form = await dataOf(lever, `/postings/${posting.id}/apply`);
  });
  after(() => lever.close());

  const person = (email: string, more: Record<string, string> = {}) =>
    Object.entries({ fullName: 'Ada Example', email, ...more }).map(([name, value]) => ({
      name,
      value,
    }));

  async function upload(content = '%PDF- invented'): Promise<string> {
    const body = new FormData();
    body.append('file', new Blob([content]), 'sample.pdf');
    return (await dataOf(lever, '/uploads', { method: 'POST', body })).uri;
  }

  /** An answer to each question of the form. */
  async function answers(changed: Record<string, unknown> = {}): Promise<Shape[]> {
    const uri = await upload();
    const values: Record<string, unknown> = {
      text: 'Text',
      textarea: 'Long text',
      'yes-no': 'Yes',
      dropdown: 'B1',
      'multiple-select': ['Figma', 'Excel'],
      date: Date.UTC(2027, 4, 6),
      'file-upload': uri,
      ...changed,
    };
    return form.customQuestions.map(({ id, fields }: Shape) => ({
      id,
      fields: fields.map(({ type }: Shape) => ({ value: values[type] })),
    }));
  }

  const apply = (body: unknown, id = posting.id) =>
    ask(lever, `/postings/${id}/apply`, { method: 'POST', body });

  async function opportunityOf(applicationId: string): Promise<Shape> {
    const all = await readAll(lever, '/opportunities?confidentiality=all');
    return all.find(({ applications }) => applications[0] === applicationId);
  }

  it('makes an opportunity with everything that was sent', async () => {
    const resume = await upload('My life');
    const { status, body } = await apply({
      personalInformation: person('ada@example.com', {
        phone: '+49 1',
        currentCompany: 'Example Dockyard',
        currentLocation: 'Leipzig',
        resume,
      }),
      customQuestions: await answers(),
      urls: [{ name: 'Portfolio', value: 'https://example.com/ada' }],
      source: 'Fair',
    });
    assert.equal(status, 201, JSON.stringify(body));
    const { applicationId, ...more } = body.data;
    assert.deepEqual(more, {});
    const made = await opportunityOf(applicationId);
    assert.deepEqual(
      [made.name, made.emails, made.stage, made.origin, made.sources, made.links, made.location],
      [
        'Ada Example',
        ['ada@example.com'],
        'applicant-new',
        'applied',
        ['Fair'],
        ['https://example.com/ada'],
        'Leipzig',
      ],
    );
    const application = await dataOf(
      lever,
      `/opportunities/${made.id}/applications/${applicationId}`,
    );
    assert.deepEqual([application.type, application.posting], ['posting', posting.id]);
    const given = (await answers()).flatMap(({ fields }: Shape) => fields);
    const kept = application.customQuestions.flatMap(({ fields }: Shape) => fields);
    for (const [index, { type, value }] of kept.entries()) {
      if (type !== 'file-upload') assert.deepEqual(value, given[index].value, type);
    }
    const { value: file } = kept.find(({ type }: Shape) => type === 'file-upload');
    assert.equal((await ask(lever, file.slice(`${lever.url}/v1`.length))).body, '%PDF- invented');
    const [{ id }] = await dataOf(lever, `/opportunities/${made.id}/resumes`);
    const content = await ask(lever, `/opportunities/${made.id}/resumes/${id}/download`);
    assert.equal(content.body, 'My life');
  });

  it('makes another opportunity of somebody who is known, whose own data win', async () => {
    const path = '/opportunities?email=ada@example.com';
    const [before] = await dataOf(lever, path);
    const other = person('ADA@example.com', { fullName: 'Somebody Else' });
    const sent = { personalInformation: other, customQuestions: await answers() };
    assert.equal((await apply(sent)).status, 201);
    const found: Shape[] = await dataOf(lever, path);
    assert.deepEqual(
      found.map(({ name, contact }) => [name, contact]),
      [
        ['Ada Example', before.contact],
        ['Ada Example', before.contact],
      ],
    );
  });

  it('takes applications for published and internal postings alone', async () => {
    for (const { id, state } of postings) {
      const isOpen = state === 'published' || state === 'internal';
      const body = { personalInformation: person('bo@example.com') };
      const { status } = await apply(body, id);
      assert.equal(status === 404, !isOpen, state);
    }
  });

  it('insists on name and address, on known names, and on each only once', async () => {
    const customQuestions = await answers();
    const wrong = [
      undefined,
      [],
      [{ name: 'email', value: 'x@example.com' }],
      [...person('x@example.com'), { name: 'email', value: 'y@example.com' }],
      person('no address'),
      person('x@example.com', { fullName: '' }),
      person('x@example.com', { nickname: 'X' }),
      person('x@example.com', { resume: 'https://example.com/cv.pdf' }),
    ];
    const count = lever.company.tables.people.count;
    for (const personalInformation of wrong) {
      const { status, body } = await apply({ personalInformation, customQuestions });
      const shown = JSON.stringify(personalInformation);
      assert.deepEqual([status, body.code], [400, 'BadRequestError'], shown);
    }
    assert.equal(lever.company.tables.people.count, count);
  });

  it('insists on answers in the order of the form, of the right kind, to what is required', async () => {
    const right = await answers();
    const [first, second] = right;
    const wrong: [string, Shape[]][] = [
      ['another order', [second, first]],
      ['an unknown form', [...right, { id: 'x', fields: [] }]],
      ['a form twice', [first, first, second]],
      ['too many fields', [first, { ...second, fields: [...second.fields, {}] }]],
      ['another option', await answers({ dropdown: 'C9' })],
      ['one option for several', await answers({ 'multiple-select': 'Figma' })],
      ['a word for yes', await answers({ 'yes-no': 'maybe' })],
      ['no date', await answers({ date: 'tomorrow' })],
      ['a number for a text', await answers({ text: 5 })],
      ['an address for a file', await answers({ 'file-upload': 'https://example.com/x.pdf' })],
    ];
    const fields: Shape[] = form.customQuestions.flatMap((one: Shape) => one.fields);
    const required = fields.find((field) => field.required);
    wrong.push(['no answer', await answers({ [required.type]: '' })], ['no forms', []]);
    for (const [what, customQuestions] of wrong) {
      const personalInformation = person('cy@example.com');
      const { status, body } = await apply({ personalInformation, customQuestions });
      assert.deepEqual([status, body.code], [400, 'BadRequestError'], what);
    }
    const optional = fields.find((field) => !field.required);
    const customQuestions = await answers({ [optional.type]: null });
    const isAll = fields.every(({ type, required: must }) => type !== optional.type || !must);
    const { status } = await apply({
      personalInformation: person('cy@example.com'),
      customQuestions,
    });
    assert.equal(status, isAll ? 201 : 400);
  });

  it('takes EEO answers of the options that a posting in the USA has', async () => {
    const formOf = (id: string): Promise<Shape> => dataOf(lever, `/postings/${id}/apply`);
    const open = postings.filter(({ urls }) => urls !== null);
    const there = open.find(({ country }) => country === 'US');
    const elsewhere = open.find(({ country }) => country === 'DE');
    const { eeoQuestions } = await formOf(there.id);
    assert.deepEqual(Object.keys(eeoQuestions), ['gender', 'race', 'veteran']);
    assert.equal((await formOf(elsewhere.id)).eeoQuestions, null);
    const applyWith = async (eeoResponses: unknown, id = there.id): Promise<string> => {
      const personalInformation = person('eve@example.com');
      return (await apply({ personalInformation, eeoResponses }, id)).body.message;
    };
    for (const wrong of [{ gender: 'Unknown' }, { age: '40' }]) {
      assert.match(await applyWith(wrong), /eeoResponses/);
    }
    assert.match(await applyWith({ gender: 'Female' }, elsewhere.id), /eeoResponses/);
    assert.doesNotMatch(await applyWith({ gender: 'Female', race: null }), /eeoResponses/);
  });

  it('forgets uploads after a while', async () => {
    const resume = await upload();
    const customQuestions = await answers();
    now += 60 * 60_000;
    const personalInformation = person('di@example.com', { resume });
    const { status } = await apply({ personalInformation, customQuestions });
    assert.equal(status, 400);
  });
});
