import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startAshbySimulator } from '../start-ashby-simulator.ts';
import type { AshbySimulator } from '../start-ashby-simulator.ts';
import { call, results } from '../testing/ashby-client.ts';
import type { Envelope } from '../testing/ashby-client.ts';
import { submissionsFor } from '../testing/form-submission.ts';
import type { FieldSubmission } from '../testing/form-submission.ts';
import { changedIds, failureCode } from '../testing/simulated-state.ts';
import { uploaded } from '../testing/uploads.ts';
import type { AshbyFormField, AshbyJobPosting } from '../types.ts';

describe('submitting an application form to the Ashby simulator', () => {
  let simulator: AshbySimulator;
  /** The posting whose form asks a question of every type. */
  let posting: AshbyJobPosting;
  let handle: string;
  let count = 0;

  before(async () => {
    simulator = await startAshbySimulator({ candidates: 150 });
    const { records } = simulator.state;
    const open = [...records.jobPostings.values()].filter(
      ({ id, jobId }) =>
        records.jobs.get(jobId).status === 'Open' && !records.unpublishedPostingIds.has(id),
    );
    posting = open.toSorted((a, b) => fieldsOf(b).length - fieldsOf(a).length)[0]!;
    handle = await uploaded(simulator, 'ApplicationForm', { filename: 'form.pdf' });
  });
  after(() => simulator.close());

  function fieldsOf({ applicationFormDefinition }: AshbyJobPosting): AshbyFormField[] {
    return applicationFormDefinition.sections.flatMap(({ fields }) => fields);
  }

  function newEmail(): string {
    count += 1;
    return `applicant.${count}@example.com`;
  }

  function body(fieldSubmissions: FieldSubmission[], extra: object = {}): object {
    return { jobPostingId: posting.id, applicationForm: { fieldSubmissions }, ...extra };
  }

  async function submit(email = newEmail(), extra: object = {}): Promise<Envelope['results']> {
    const submission = body(submissionsFor(posting, { email, handle }), extra);
    return results(simulator, 'applicationForm.submit', submission);
  }

  /** The message of a submission in which the answers of a type have another value. */
  async function complaintAbout(type: string, value: unknown): Promise<string> {
    const paths = new Set(
      fieldsOf(posting).flatMap(({ field }) => (field.type === type ? [field.path] : [])),
    );
    assert.ok(paths.size > 0, `The form has no ${type}`);
    const given = submissionsFor(posting, { email: newEmail(), handle });
    const changed = given.map((one) => (paths.has(one.path) ? { ...one, value } : one));
    const { envelope } = await call(simulator, 'applicationForm.submit', body(changed));
    assert.equal(envelope.success, false, `${type} ${JSON.stringify(value)} passed`);
    assert.equal(envelope.errorInfo?.code, 'invalid_input');
    return envelope.errorInfo?.message ?? '';
  }

  it('makes a person and an application that can be found by the submission', async () => {
    const email = newEmail();
    const tag = [...simulator.state.records.tags.values()][0]!;
    const made: Envelope['results'][] = [];
    const listed = await changedIds(simulator, 'application.list', async () => {
      made.push(await submit(email, { tagIds: [tag.id], utmData: { utm_source: 'letter' } }));
    });
    const [{ submittedFormInstance, formMessages }] = made;
    assert.deepEqual(formMessages, { blocked: false });
    const application = await results(simulator, 'application.info', {
      submittedFormInstanceId: submittedFormInstance.id,
      expand: ['applicationFormSubmissions'],
    });
    assert.deepEqual(listed, [application.id]);
    assert.deepEqual(application.applicationFormSubmissions, [submittedFormInstance]);
    assert.deepEqual(
      [application.job.id, application.appliedViaJobPostingId, application.source],
      [posting.jobId, posting.id, null],
    );
    assert.ok(['PreInterviewScreen', 'Active'].includes(application.currentInterviewStage.type));
    assert.equal(application.status, 'Active');
    const person = await results(simulator, 'candidate.info', { id: application.candidate.id });
    assert.deepEqual(
      [person.name, person.primaryEmailAddress.value, person.tags, person.applicationIds],
      ['Ada Beispiel', email, [tag], [application.id]],
    );
    assert.equal(person.location.locationSummary, 'Germany, Leipzig');
    assert.equal(person.resumeFileHandle.name, 'form.pdf');
    const values = submittedFormInstance.submittedValues;
    assert.deepEqual(values['_systemfield_resume'], person.resumeFileHandle);
    const fileHandle = values['_systemfield_resume'].handle;
    const { url } = await results(simulator, 'file.info', { fileHandle });
    assert.equal(await (await fetch(url)).text(), '%PDF- invented');
  });

  it('adds to the person who has the address already', async () => {
    const email = 'KNOWN@example.com';
    const known = await results(simulator, 'candidate.create', {
      name: 'Known Before',
      email: email.toLowerCase(),
    });
    await submit(email);
    const now = await results(simulator, 'candidate.info', { id: known.id });
    assert.equal(now.applicationIds.length, 1);
    assert.equal(now.name, 'Known Before');
    assert.equal(now.location.locationSummary, 'Germany, Leipzig');
    assert.equal((await results(simulator, 'candidate.search', { email })).length, 1);
  });

  it('blocks a second application for the job, without a trace in the lists', async () => {
    const email = newEmail();
    await submit(email);
    const { records } = simulator.state;
    const counts = [records.applications.count, records.candidates.count];
    const { submittedFormInstance, formMessages } = await submit(email);
    assert.equal(formMessages.blocked, true);
    assert.match(formMessages.blockMessageForCandidateHtml, /^<p>/);
    assert.deepEqual([records.applications.count, records.candidates.count], counts);
    const asked = { submittedFormInstanceId: submittedFormInstance.id };
    assert.equal(await failureCode(simulator, 'application.info', asked), 'application_blocked');
  });

  const wrongAnswers: [type: string, value: unknown][] = [
    ['Boolean', 'true'],
    ['Boolean', 1],
    ['Date', '2027-02-30'],
    ['Date', '28.02.2027'],
    ['Date', '2027-02-28T00:00:00Z'],
    ['Email', 'nobody'],
    ['Number', '7'],
    ['Number', 7.5],
    ['LongText', 7],
    ['RichText', 'plain'],
    ['RichText', { type: 'Html', value: 'x' }],
    ['Score', { score: 5 }],
    ['Score', 3],
    ['ValueSelect', 'C3'],
    ['ValueSelect', ['C1']],
    ['MultiValueSelect', 'SQL'],
    ['MultiValueSelect', ['SQL', 'COBOL']],
    ['Location', 'Leipzig'],
    ['Location', { town: 'Leipzig' }],
    ['EducationHistory', [{ degree: 'BSc' }]],
    ['Url', 'portfolio'],
    ['SocialLink', 'linkedin'],
    ['Phone', 49],
  ];
  for (const [type, value] of wrongAnswers) {
    it(`refuses ${JSON.stringify(value)} as ${type}, and names the question`, async () => {
      const title = fieldsOf(posting).find(({ field }) => field.type === type)!.field.title;
      assert.ok((await complaintAbout(type, value)).includes(title));
    });
  }

  it('refuses handles of other contexts, of nothing, and of files that were never uploaded', async () => {
    const other = await uploaded(simulator, 'CandidateResume');
    const { handle: early } = await results(simulator, 'file.createFileUploadHandle', {
      fileUploadContext: 'ApplicationForm',
      filename: 'early.pdf',
      contentType: 'application/pdf',
      contentLength: 3,
    });
    for (const wrong of [other, early, 'upload-nothing', 7]) await complaintAbout('File', wrong);
  });

  it('refuses missing and empty answers to required questions, and all at once', async () => {
    const given = submissionsFor(posting, { email: newEmail(), handle });
    const required = fieldsOf(posting).filter(({ isRequired }) => isRequired);
    assert.ok(required.length >= 3);
    for (const { field } of required) {
      const without = given.filter(({ path }) => path !== field.path);
      for (const left of [without, [...without, { path: field.path, value: '' }]]) {
        const { envelope } = await call(simulator, 'applicationForm.submit', body(left));
        assert.equal(envelope.errorInfo?.message, `${field.title} is required`);
      }
    }
    const { envelope } = await call(simulator, 'applicationForm.submit', body([]));
    for (const { field } of required) assert.ok(envelope.errorInfo?.message.includes(field.title));
  });

  it('takes a form without the answers that may be left out', async () => {
    const required = fieldsOf(posting).flatMap(({ isRequired, field }) =>
      isRequired ? [field.path] : [],
    );
    const given = submissionsFor(posting, { email: newEmail(), handle });
    const least = given.filter(({ path }) => required.includes(path));
    const { submittedFormInstance } = await results(
      simulator,
      'applicationForm.submit',
      body(least),
    );
    const answered = Object.keys(submittedFormInstance.submittedValues);
    assert.deepEqual(answered.toSorted(), required.toSorted());
  });

  it('refuses answers to questions of other forms, and two answers to one', async () => {
    const given = submissionsFor(posting, { email: newEmail(), handle });
    const foreign = [...given, { path: crypto.randomUUID(), value: 'x' }];
    const twice = [...given, given[0]!];
    for (const wrong of [foreign, twice]) {
      const code = await failureCode(simulator, 'applicationForm.submit', body(wrong));
      assert.equal(code, 'invalid_input');
    }
  });

  it('fails for the address that the vendor reserves for that, and keeps nothing', async () => {
    const { records } = simulator.state;
    const counts = [records.applications.count, records.candidates.count];
    const email = 'testing-fail-validation@example.com';
    const given = body(submissionsFor(posting, { email, handle }));
    assert.equal(await failureCode(simulator, 'applicationForm.submit', given), 'invalid_input');
    assert.deepEqual([records.applications.count, records.candidates.count], counts);
  });

  it('takes forms of unpublished postings unless told otherwise, and none of closed jobs', async () => {
    const allow = 'allowSubmissionForUnpublishedJobPosting';
    simulator.state.updatePosting(posting.id, { isPublished: false });
    const given = submissionsFor(posting, { email: newEmail(), handle });
    const refused = body(given, { [allow]: false });
    const code = await failureCode(simulator, 'applicationForm.submit', refused);
    assert.equal(code, 'job_posting_not_published');
    assert.equal((await submit()).formMessages.blocked, false);
    simulator.state.updatePosting(posting.id, { isPublished: true });
    simulator.state.updateJob(posting.jobId, { status: 'Closed' });
    const closed = await failureCode(simulator, 'applicationForm.submit', body(given));
    simulator.state.updateJob(posting.jobId, { status: 'Open' });
    assert.equal(closed, 'job_not_open');
  });

  it('refuses unknown postings, tags and parameters', async () => {
    const given = submissionsFor(posting, { email: newEmail(), handle });
    const id = crypto.randomUUID();
    const cases: [object, string][] = [
      [{ jobPostingId: id }, 'job_posting_not_found'],
      [{ tagIds: [id] }, 'candidate_tag_not_found'],
      [{ utmData: { utm_colour: 'red' } }, 'invalid_input'],
      [{ applicationForm: { answers: [] } }, 'invalid_input'],
    ];
    for (const [change, code] of cases) {
      const wrong = body(given, change);
      assert.equal(await failureCode(simulator, 'applicationForm.submit', wrong), code);
    }
  });
});
