import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startSmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import type { SmartRecruitersSimulator } from './start-smartrecruiters-simulator.ts';
import { ask, bodyOf, refusal } from './testing/smartrecruiters-client.ts';

describe('the Application API of the SmartRecruiters simulator', () => {
  let remote: SmartRecruitersSimulator;
  /** The path of the posting that asks most. */
  let posting: string;
  let jobId: string;
  let questions: VendorJson[];
  beforeEach(async () => {
    remote = await startSmartRecruitersSimulator({ candidates: 300 });
    const feed = '/v1/companies/ExampleCompany/postings';
    const { content } = await bodyOf(remote, `${feed}?limit=100`);
    questions = [];
    for (const one of content) {
      const form = await bodyOf(remote, `/postings/${one.uuid}/configuration`);
      if (form.questions.length <= questions.length) continue;
      ({ questions } = form);
      posting = `/postings/${one.uuid}`;
      ({ jobId } = await bodyOf(remote, `${feed}/${one.id}`));
    }
  });
  afterEach(() => remote.close());

  const post = (body: unknown) => ({ method: 'POST', body });
  const person = { firstName: 'Ada', lastName: 'Example', email: 'ada@example.com' };

  /** An answer to each field: the first value of a select, else a text. */
  const answers = (): VendorJson[] =>
    questions
      .filter(({ fields }) => fields[0].type !== 'INFORMATION')
      .map(({ id, fields }) => ({
        id,
        records: [
          {
            fields: Object.fromEntries(
              fields.map((field: VendorJson) => [field.id, [field.values[0]?.id ?? 'My answer']]),
            ),
          },
        ],
      }));

  it('takes an application with answers, files and consents', async () => {
    const file = Buffer.from('%PDF my résumé').toString('base64');
    const { status, body } = await ask(
      remote,
      `${posting}/candidates`,
      post({
        ...person,
        web: { linkedIn: 'https://www.linkedin.com/in/ada' },
        resume: { fileName: 'cv.pdf', mimeType: 'application/pdf', fileContent: file },
        answers: answers(),
        messageToHiringManager: 'Hello!',
        consentDecisions: { SMART_RECRUIT: true, SMART_CRM: false },
      }),
    );
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(body), ['id', 'createdOn', 'candidatePortalUrl']);
    const candidate = await bodyOf(remote, `/candidates/${body.id}`);
    assert.equal(candidate.web.linkedin, 'https://www.linkedin.com/in/ada');
    const path = `/candidates/${body.id}/jobs/${jobId}`;
    const { content: files } = await bodyOf(remote, `${path}/attachments`);
    const [{ name, type, actions }] = files;
    assert.deepEqual([name, type], ['cv.pdf', 'RESUME']);
    const { body: content } = await ask(remote, new URL(actions.download.url).pathname);
    assert.equal(content, '%PDF my résumé');
    const { content: given } = await bodyOf(remote, `${path}/screening-answers`);
    const sent = answers();
    assert.deepEqual(
      given.map(({ id, records: [{ fields }] }: VendorJson) => [id, fields[0].values[0].id]),
      sent.map(({ id, records: [{ fields }] }) => [id, (Object.values(fields)[0] as string[])[0]]),
    );
    const { decisions } = await bodyOf(remote, `/candidates/${body.id}/consents`);
    assert.deepEqual(
      decisions.map((one: VendorJson) => [one.scope, one.status]),
      [
        ['SmartRecruit', 'acquired'],
        ['SmartCRM', 'declined'],
      ],
    );
    const state = await bodyOf(remote, `${posting}/candidates/${body.id}/status`);
    assert.deepEqual(state, { status: 'NEW' });
    await bodyOf(remote, `${path}/status`, { method: 'PUT', body: { status: 'HIRED' } });
    const hired = await bodyOf(remote, `${posting}/candidates/${body.id}/status`);
    assert.deepEqual(hired, { status: 'HIRE' }, 'It spells statuses in its own way.');
  });

  it('takes nobody twice for a job', async () => {
    const application = post({ ...person, answers: answers() });
    await bodyOf(remote, `${posting}/candidates`, application);
    const again = await refusal(remote, `${posting}/candidates`, application);
    assert.deepEqual(again, [409, 'APPLY_API_ERROR']);
  });

  it('refuses answers that do not fit the form, and makes nobody', async () => {
    const [first, ...rest] = answers();
    const required = questions.find(({ fields }) => fields.some((one: VendorJson) => one.required));
    const select = questions.find(({ fields }) => fields[0].type === 'SINGLE_SELECT');
    assert.ok(required !== undefined && select !== undefined);
    const replaced = (id: string, records: unknown) =>
      answers().map((one) => (one.id === id ? { id, records } : one));
    const fieldId = select.fields[0].id;
    for (const given of [
      answers().filter(({ id }) => id !== required.id),
      [{ ...first, id: 'nothing' }, ...rest],
      replaced(select.id, [{ fields: { [fieldId]: ['nothing'] } }]),
      replaced(select.id, [{ fields: { [fieldId]: select.fields[0].values[0].id } }]),
      replaced(required.id, []),
    ]) {
      const body = post({ ...person, answers: given });
      const refused = await refusal(remote, `${posting}/candidates`, body);
      assert.deepEqual(refused, [400, 'DATA_VALIDATION_ERROR'], JSON.stringify(given));
    }
    assert.equal((await bodyOf(remote, '/candidates?q=ada@example.com')).totalFound, 0);
  });

  it('knows published postings alone', async () => {
    const gone = `/postings/${crypto.randomUUID()}`;
    const missing = [404, 'RESOURCE_NOT_FOUND_ERROR'];
    assert.deepEqual(await refusal(remote, `${gone}/configuration`), missing);
    assert.deepEqual(await refusal(remote, `${gone}/candidates`, post(person)), missing);
    remote.company.change('jobs', jobId, { isPublished: false });
    assert.deepEqual(await refusal(remote, `${posting}/configuration`), missing);
  });

  it('asks in several fields, several times, for demographics, and for nothing', async () => {
    const all: VendorJson[] = [];
    const query = 'destination=INTERNAL_OR_PUBLIC&limit=100';
    const { content } = await bodyOf(remote, `/v1/companies/ExampleCompany/postings?${query}`);
    for (const { uuid } of content) {
      all.push(...(await bodyOf(remote, `/postings/${uuid}/configuration`)).questions);
    }
    const fields = all.flatMap((question) => question.fields);
    const types = new Set(fields.map(({ type }) => type));
    const known = ['INPUT_TEXT', 'TEXTAREA', 'SINGLE_SELECT', 'MULTI_SELECT', 'RADIO', 'CHECKBOX'];
    assert.deepEqual(types, new Set([...known, 'INFORMATION']));
    assert.ok(fields.some(({ complianceType }) => complianceType === 'DIVERSITY'));
    assert.ok(all.some((question) => question.repeatable && question.fields.length > 1));
    assert.ok(
      all.some(({ label }) => label.includes('&amp;')),
      'Labels have entities.',
    );
  });
});
