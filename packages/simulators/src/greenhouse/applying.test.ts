import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Job, Question } from '../kit/company-rows.ts';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import type { GreenhouseSimulatorOptions } from './greenhouse.ts';
import { postIdOf } from './shapes.ts';
import { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
import { bodyOf, only } from './testing/greenhouse-client.ts';
import { applyAt } from './testing/job-board-client.ts';

const ada = { first_name: 'Ada', last_name: 'Lindqvist', email: 'ada@example.com' };
const saved = [200, { success: 'Candidate saved successfully' }];
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('applying at the job board of the Greenhouse simulator', () => {
  let greenhouse: GreenhouseSimulator;
  let job: Job;
  let postId: number;
  const started: GreenhouseSimulator[] = [];

  async function start(options: GreenhouseSimulatorOptions = {}): Promise<GreenhouseSimulator> {
    const simulator = await startGreenhouseSimulator({ candidates: 60, ...options });
    started.push(simulator);
    return simulator;
  }
  beforeEach(async () => {
    greenhouse = await start();
    const { jobs } = greenhouse.company.tables;
    const found = [...jobs.values()].find(({ questions }) => questions.length === 9);
    assert.ok(found?.isPublished);
    job = found;
    postId = postIdOf(job) ?? 0;
  });
  afterEach(() => Promise.all(started.splice(0).map((one) => one.close())));

  const question = (type: Question['type']): Question => {
    const found = job.questions.find((one) => one.type === type);
    assert.ok(found, type);
    return found;
  };
  const field = (type: Question['type']): string => `question_${question(type).id}`;
  const option = (type: Question['type'], index: number): number =>
    Number(question(type).options[index]?.id);
  const apply = (body: object) => applyAt(greenhouse, postId, body);
  const candidates = (email = ada.email, of = greenhouse): Promise<VendorJson[]> =>
    bodyOf(of, `/candidates?email=${email}`);
  async function arrived(): Promise<{ candidate: VendorJson; application: VendorJson }> {
    greenhouse.acceptSubmissions();
    const candidate = await only(greenhouse, `/candidates?email=${ada.email}`);
    const application = await only(greenhouse, `/applications?candidate_ids=${candidate.id}`);
    return { candidate, application };
  }
  const answersOf = ({ answers }: VendorJson): Record<string, string> =>
    Object.fromEntries(
      answers.map((one: { question: string; answer: string }) => [one.question, one.answer]),
    );

  it('takes every documented field as JSON, and shows in Harvest what it has a place for', async () => {
    const moment = (year: number) => ({ month: '1', year: String(year) });
    const body = {
      ...ada,
      phone: '+49 30 5550 99',
      location: 'Chausseestraße 1, Berlin',
      latitude: '52.53',
      longitude: 13.38,
      resume_content: base64('My résumé'),
      resume_content_filename: 'cv.pdf',
      cover_letter_text: 'Dear all',
      [field('text')]: 'A friend',
      [field('long text')]: 'I like it.\nVery much.',
      [field('yes or no')]: 1,
      [field('choice')]: option('choice', 2),
      [field('choices')]: [option('choices', 0), option('choices', 2)],
      [field('number')]: '7',
      [field('date')]: '2027-03-01',
      [field('url')]: 'https://portfolio.example.com/ada',
      [`${field('file')}_url`]: 'https://files.example.com/sample.pdf',
      [`${field('file')}_url_filename`]: 'sample.pdf',
      educations: [
        {
          school_name_id: '1',
          degree_id: 2,
          discipline_id: '3',
          start_date: moment(2010),
          end_date: moment(2012),
        },
      ],
      employments: [
        { company_name: 'Acme', title: 'Welder', start_date: moment(2013), current: 'true' },
      ],
      gender: 2,
      race: 4,
      veteran_status: 3,
      disability_status: 3,
      mapped_url_token: 'token12345',
      demographic_answers: [
        { question_id: 842, answer_options: [{ answer_option_id: 845, text: 'Young' }] },
        { question_id: 846, answer_options: null },
      ],
      data_compliance: {
        gdpr_consent_given: true,
        gdpr_processing_consent_given: true,
        gdpr_retention_consent_given: false,
        gdpr_demographic_data_consent_given: 'true',
      },
      applicant_ip: '192.0.2.1',
    };
    assert.deepEqual(await apply(body), saved);
    const { candidate, application } = await arrived();
    assert.deepEqual(
      [candidate.first_name, candidate.last_name, candidate.phone_numbers[0].value],
      ['Ada', 'Lindqvist', '+49 30 5550 99'],
    );
    assert.deepEqual(
      [application.job_id, application.job_post_id, application.status, application.prospect],
      [Number(job.id), postId, 'in_process', false],
    );
    assert.equal(application.location_address, 'Chausseestraße 1, Berlin');
    assert.deepEqual(answersOf(application), {
      'How did you hear about us?': 'A friend',
      'Why do you want to join us?': 'I like it.\nVery much.',
      'Do you need a visa?': 'Yes',
      'Level of German': 'B2',
      'Which tools do you know?': 'Figma, Excel',
      'Years of experience': '7',
      'Earliest start date': '2027-03-01',
      'Work sample': 'sample.pdf',
      Portfolio: 'https://portfolio.example.com/ada',
    });
    const source = await only(greenhouse, `/sources?ids=${application.source_id}`);
    assert.equal(source.name, 'Careers Page');
    const files = await bodyOf(greenhouse, `/attachments?application_ids=${application.id}`);
    const named = files.map(({ type, filename }: VendorJson) => `${type} ${filename}`).toSorted();
    const expected = ['cover_letter cover_letter.txt', 'other sample.pdf', 'resume cv.pdf'];
    assert.deepEqual(named, expected);
    const resume = files.find(({ type }: VendorJson) => type === 'resume');
    assert.equal(await (await fetch(resume.url)).text(), 'My résumé');
  });

  it('takes a form, with files, lists and objects in the names of Rails', async () => {
    const form = new FormData();
    const fields: [string, string][] = [
      ['id', String(postId)],
      ...Object.entries(ada),
      ['phone', ''],
      [field('yes or no'), '0'],
      [field('choice'), String(option('choice', 0))],
      [`${field('choices')}[]`, String(option('choices', 1))],
      [`${field('choices')}[]`, String(option('choices', 2))],
      ['employments[][company_name]', 'Acme'],
      ['employments[][title]', 'Welder'],
      ['employments[][start_date][month]', '1'],
      ['employments[][start_date][year]', '2016'],
      ['employments[][end_date][month]', '2'],
      ['employments[][end_date][year]', '2018'],
      ['employments[][current]', 'false'],
      ['demographic_answers[][question_id]', '842'],
      ['demographic_answers[][answer_options][][answer_option_id]', '843'],
      ['data_compliance[gdpr_consent_given]', '1'],
    ];
    for (const [name, value] of fields) form.append(name, value);
    form.append('resume', new Blob(['My résumé']), 'cv.docx');
    form.append('cover_letter', new Blob([]), '');
    form.append(field('file'), new Blob(['A sample']), 'sample.rtf');
    assert.deepEqual(await apply(form), saved);
    const { candidate, application } = await arrived();
    assert.deepEqual(candidate.phone_numbers, []);
    assert.deepEqual(answersOf(application), {
      'Do you need a visa?': 'No',
      'Level of German': 'None',
      'Which tools do you know?': 'SQL, Excel',
      'Work sample': 'sample.rtf',
    });
    const files = await bodyOf(greenhouse, `/attachments?application_ids=${application.id}`);
    assert.deepEqual(
      files.map(({ type, filename }: VendorJson) => `${type} ${filename}`).toSorted(),
      ['other sample.rtf', 'resume cv.docx'],
    );
  });

  it('does not ask for required answers, and ignores a location without coordinates', async () => {
    assert.ok(job.questions.some(({ isRequired }) => isRequired));
    assert.deepEqual(await apply({ ...ada, location: 'Berlin' }), saved);
    const { application } = await arrived();
    assert.deepEqual([application.answers, application.location_address], [[], null]);
  });

  it('refuses what the documented validations refuse, with status 200, and keeps nothing', async () => {
    const { email: _email, ...nameless } = ada;
    const moment = { month: 1, year: 2016 };
    const wrong: [object, RegExp][] = [
      [nameless, /email is required/],
      [{ ...ada, email: 'ada at example.com' }, /email must be an e-mail address/],
      [{ ...ada, first_name: 'A'.repeat(256) }, /first_name must be 255 characters at most/],
      [{ ...ada, last_name: 'https://x.example.com' }, /last_name must be without a URL/],
      [{ ...ada, phone: 'www.example.com' }, /phone must be without a URL/],
      [{ ...ada, question_1: 'Yes' }, /question_1 is not a parameter/],
      [{ ...ada, [`${field('choices')}[]`]: [option('choices', 0)] }, /is not a parameter/],
      [{ ...ada, [field('yes or no')]: true }, /must be 0 or 1/],
      [{ ...ada, [field('choice')]: 5 }, /must be an option of the question/],
      [{ ...ada, [field('choices')]: option('choices', 0) }, /must be a list/],
      [{ ...ada, [field('number')]: 7 }, /must be a string/],
      [{ ...ada, [field('file')]: 'sample.pdf' }, /must be a file of a form/],
      [{ ...ada, resume_content: base64('x') }, /_filename are required together/],
      [{ ...ada, resume_content: '', resume_content_filename: 'cv.pdf' }, /required together/],
      [{ ...ada, resume_content: base64('x'), resume_content_filename: 'cv.odt' }, /pdf, doc/],
      [{ ...ada, educations: [{ school_name_id: 1 }] }, /degree_id is required/],
      [
        {
          ...ada,
          employments: [{ company_name: 'A', title: 'B', start_date: moment, current: false }],
        },
        /must have an end_date/,
      ],
      [
        {
          ...ada,
          employments: [
            { company_name: 'A', title: 'B', start_date: moment, end_date: moment, current: false },
          ],
        },
        /must begin before it ends/,
      ],
    ];
    for (const [body, reason] of wrong) {
      const [status, answer] = await apply(body);
      assert.deepEqual([status, answer.error], [200, 'Failed to save person'], String(reason));
      assert.match(answer.reason, reason);
    }
    const form = new FormData();
    for (const [name, value] of Object.entries(ada)) form.append(name, value);
    form.append('resume', new Blob([]), 'cv.pdf');
    assert.match((await apply(form))[1].reason, /resume must not be empty/);
    assert.equal((await apply([ada]))[0], 400);
    greenhouse.acceptSubmissions();
    assert.deepEqual(await candidates(), []);
  });

  it('demands the key of the job board, and no other', async () => {
    const { client_secret } = greenhouse.credentials;
    for (const key of ['', 'wrong', client_secret]) {
      const [status] = await applyAt(greenhouse, postId, ada, { key });
      assert.equal(status, 401);
    }
    greenhouse.acceptSubmissions();
    assert.deepEqual(await candidates(), []);
  });

  it('refuses a post that is not live with status 200, and one of another board with 400', async () => {
    const { jobs } = greenhouse.company.tables;
    const closed = [...jobs.values()].find(({ status }) => status === 'closed');
    assert.deepEqual(await applyAt(greenhouse, postIdOf(closed ?? null) ?? 0, ada), [
      200,
      { error: 'Failed to save person', reason: 'Job application not live' },
    ]);
    const [internal] = await bodyOf(greenhouse, '/job_posts?internal=true&live=true');
    assert.equal((await applyAt(greenhouse, internal.id, ada))[0], 400);
    const token = 'internal';
    assert.equal((await applyAt(greenhouse, postId, ada, { token }))[0], 400);
    assert.deepEqual(await applyAt(greenhouse, internal.id, ada, { token }), saved);
    const { application } = await arrived();
    assert.equal(application.job_post_id, internal.id);
  });

  it('shows an application from the second list on, or later, or at once', async () => {
    await apply(ada);
    assert.equal((await candidates()).length, 0);
    assert.equal((await candidates()).length, 1);
    for (const readsBeforeArrival of [0, 3]) {
      const other = await start({ jobBoard: { readsBeforeArrival } });
      await applyAt(other, postId, ada);
      for (let read = 0; read < readsBeforeArrival; read += 1) {
        assert.equal((await candidates(ada.email, other)).length, 0);
      }
      assert.equal((await candidates(ada.email, other)).length, 1);
    }
  });

  it('tells of an application by a webhook when it is there', async (test) => {
    const receiver = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    test.after(() => {
      receiver.closeAllConnections();
      receiver.close();
    });
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    await greenhouse.addWebhook({ url, secret: 'secret' });
    const resume = { resume_text: 'My résumé' };
    await apply({ ...ada, ...resume });
    const sent = async (): Promise<VendorJson[]> => {
      await greenhouse.webhooks.settled();
      return greenhouse.webhooks.deliveries().map(({ body }) => JSON.parse(body));
    };
    assert.deepEqual(
      (await sent()).map(({ action }) => action),
      ['ping'],
    );
    greenhouse.acceptSubmissions();
    await Promise.resolve();
    const [, event, ...others] = await sent();
    assert.deepEqual([event.action, others], ['new_candidate_application', []]);
    const { candidate, source, jobs } = event.payload.application;
    assert.equal(candidate.email_addresses[0].value, ada.email);
    assert.deepEqual([source.public_name, jobs[0].id], ['Careers Page', Number(job.id)]);
    assert.equal(candidate.attachments[0].filename, 'resume.txt');
  });

  it('makes somebody new of each application, unless people are merged by their address', async () => {
    await apply(ada);
    await apply({ ...ada, email: 'ADA@example.com' });
    greenhouse.acceptSubmissions();
    assert.equal((await candidates()).length, 2);
    const merging = await start({ jobBoard: { autoMerges: true, readsBeforeArrival: 0 } });
    await applyAt(merging, postId, ada);
    await applyAt(merging, postId, { ...ada, email: 'ADA@example.com' });
    const { id } = await only(merging, `/candidates?email=${ada.email}`);
    assert.equal((await bodyOf(merging, `/applications?candidate_ids=${id}`)).length, 2);
  });

  it('keeps what is on its way in its state file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'greenhouse-'));
    const stateFile = path.join(folder, 'state');
    const first = await startGreenhouseSimulator({ candidates: 60, stateFile });
    await applyAt(first, postId, ada);
    await first.close();
    const second = await start({ stateFile });
    second.acceptSubmissions();
    assert.equal((await candidates(ada.email, second)).length, 1);
    await rm(folder, { recursive: true });
  });
});
