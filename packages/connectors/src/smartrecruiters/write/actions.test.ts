import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AnswerDraft,
  CreateApplicationInput,
  OutgoingFile,
  WriteFunctions,
} from '@hirewire/connector-kit';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import { failure, openSmartRecruiters, routesOf } from '../fixtures/open-smartrecruiters.ts';
import type { Routes, FixtureSession } from '../fixtures/open-smartrecruiters.ts';
import { ad, details, listed, oneJob, page, posting } from '../fixtures/records.ts';
import { smartrecruiters } from '../index.ts';

const application = { remoteId: 'c1:j1', jobRemoteId: 'j1', candidateRemoteId: 'c1' };
const candidate = { remoteId: 'c1' };
const remoteFields = {};

function run<Name extends Exclude<keyof WriteFunctions, 'importTrackedApplication'>>(
  { context }: FixtureSession,
  name: Name,
  input: Parameters<NonNullable<WriteFunctions[Name]>>[1],
): ReturnType<NonNullable<WriteFunctions[Name]>> {
  const write = smartrecruiters.write?.[name] as (
    ...given: [typeof context, typeof input]
  ) => ReturnType<NonNullable<WriteFunctions[Name]>>;
  return write(context, input);
}

const made = () => ({ status: 201, body: { id: 'c7' } });
const done = () => ({ status: 204, body: null });

const file = (name: string): OutgoingFile => ({
  name,
  contentType: 'application/pdf',
  size: 3,
  *chunks() {
    yield Buffer.from('PDF');
  },
});

const input = (given: Partial<CreateApplicationInput> = {}): CreateApplicationInput => ({
  job: { remoteId: 'j1' },
  stageRemoteId: null,
  candidate: candidateDraft({}),
  attachments: [],
  answers: [],
  source: { name: null, remoteId: null, isAutomatic: false },
  sourcedByUserRemoteId: null,
  gdprConsent: null,
  remoteFields,
  ...given,
});

const formPath = `POST /postings/${posting.uuid}/candidates`;
const openToAll = (more: Routes = {}): Routes =>
  oneJob(
    {},
    {
      'GET /candidates': page([]),
      'POST /jobs/j1/candidates': made,
      [formPath]: made,
      'POST /candidates/c7/jobs/j1/attachments': made,
      'PUT /candidates/c7/jobs/j1/status': done,
      'POST /messages/shares': made,
      ...more,
    },
  );

const answer = (
  questionRemoteId: string,
  format: AnswerDraft['format'],
  value: AnswerDraft['value'],
): AnswerDraft => ({ questionRemoteId, title: questionRemoteId, format, value });
const options = [{ id: 'v1', remote_id: 'v1', name: 'Saw' }];
const answers = [
  answer('q1:value', { type: 'TEXT' }, 'Waves'),
  answer('q2:value', { type: 'MULTI_SELECT', options }, ['v1']),
  answer('q3:confirm:1', { type: 'BOOLEAN' }, true),
  answer('q4:gender', { type: 'SINGLE_SELECT', options }, 'v1'),
  answer('q4:other', { type: 'TEXT' }, 'None'),
  answer('q5:confirm:1', { type: 'BOOLEAN' }, false),
];

const bodyOf = ({ calls }: FixtureSession, route: string): unknown =>
  calls.find((call) => call.route === route)?.body;

test('without answers, somebody is added to the job as a recruiter does it', async () => {
  const session = await openSmartRecruiters(openToAll());
  const outcome = await run(
    session,
    'createApplication',
    input({
      candidate: candidateDraft({
        phone_number: '+48 1',
        title: 'Builder',
        company: 'Yard',
        location: {
          country: 'PL',
          city: 'Krakow',
          state: null,
          street_1: 'Dock 1',
          zip_code: '30-001',
        },
        social_links: [
          { url: 'https://www.linkedin.com/in/ada' },
          { url: 'https://ada.example.com' },
          { url: 'https://boats.example.com' },
        ],
        salary_expectations: { period: 'YEAR', amount: 50_000 },
        gender: 'FEMALE',
      }),
      remoteFields: {
        candidate: { internal: true },
        candidate_without_questions: { tags: ['api'] },
        candidate_with_questions: { messageToHiringManager: 'Hello' },
      },
    }),
  );
  assert.deepEqual(bodyOf(session, 'POST /jobs/j1/candidates'), {
    firstName: 'Ada',
    lastName: 'Example',
    email: 'ada@example.com',
    phoneNumber: '+48 1',
    location: { country: 'Poland', countryCode: 'pl', city: 'Krakow' },
    web: { linkedin: 'https://www.linkedin.com/in/ada', website: 'https://ada.example.com' },
    experience: [{ title: 'Builder', company: 'Yard', current: true }],
    internal: true,
    tags: ['api'],
  });
  assert.deepEqual(bodyOf(session, 'POST /messages/shares'), {
    content:
      '#[CANDIDATE:c7] Address: Dock 1, 30-001\nLink: https://boats.example.com\nExpected salary: 50000 a year',
    shareWith: { openNote: true },
  });
  assert.deepEqual(outcome, {
    applicationRemoteId: 'c7:j1',
    candidateRemoteId: 'c7',
    changed: [],
    warnings: ["`gender` was not sent: SmartRecruiters' API has no place for it."],
  });
  assert.ok(!routesOf(session).includes(formPath));
});

test('answers and consents go through the form of the posting, with the CV', async () => {
  const session = await openSmartRecruiters(openToAll());
  const outcome = await run(
    session,
    'createApplication',
    input({
      answers,
      attachments: [
        { type: 'CV', file: file('cv.pdf') },
        { type: 'OTHER', file: file('sample.pdf') },
      ],
      gdprConsent: { given: true, expires_at: null },
      stageRemoteId: 'INTERVIEW/On site',
      candidate: candidateDraft({
        title: 'Builder',
        social_links: [{ url: 'https://linkedin.com/in/ada' }],
      }),
      remoteFields: { candidate_with_questions: { messageToHiringManager: 'Hello' } },
    }),
  );
  assert.deepEqual(bodyOf(session, formPath), {
    firstName: 'Ada',
    lastName: 'Example',
    email: 'ada@example.com',
    web: { linkedIn: 'https://linkedin.com/in/ada' },
    messageToHiringManager: 'Hello',
    answers: [
      { id: 'q1', records: [{ fields: { value: ['Waves'] } }] },
      { id: 'q2', records: [{ fields: { value: ['v1'] } }] },
      { id: 'q3', records: [{ fields: { confirm: ['1'] } }] },
      { id: 'q4', records: [{ fields: { gender: ['v1'], other: ['None'] } }] },
    ],
    consent: true,
    resume: {
      fileName: 'cv.pdf',
      mimeType: 'application/pdf',
      fileContent: Buffer.from('PDF').toString('base64'),
    },
  });
  assert.deepEqual(bodyOf(session, 'PUT /candidates/c7/jobs/j1/status'), {
    status: 'INTERVIEW',
    subStatus: 'On site',
  });
  const uploads = session.calls.filter(({ route }) => route.endsWith('/attachments'));
  assert.equal(uploads.length, 1);
  assert.match(String(uploads[0]?.body), /name="attachmentType"\r\n\r\nGENERIC_FILE/);
  assert.match(String(uploads[0]?.body), /filename="sample.pdf"/);
  const { content } = bodyOf(session, 'POST /messages/shares') as { content: string };
  assert.equal(content, '#[CANDIDATE:c7] Job title: Builder');
  assert.deepEqual(outcome.warnings, []);
});

test('decisions for each purpose are sent in place of one consent', async () => {
  const session = await openSmartRecruiters(openToAll());
  const decisions = { SMART_RECRUIT: true, SMART_CRM: false };
  await run(
    session,
    'createApplication',
    input({
      gdprConsent: { given: true, expires_at: '2027-01-01' },
      remoteFields: { consent_decisions: decisions },
    }),
  );
  const { consent, consentDecisions } = bodyOf(session, formPath) as Record<string, unknown>;
  assert.deepEqual([consent, consentDecisions], [undefined, decisions]);
});

test('a job that is not published takes answers as a note, and no consent', async () => {
  const session = await openSmartRecruiters(
    openToAll({ 'GET /jobs/j1/jobads': [ad({ postingStatus: 'NOT_PUBLISHED' })] }),
  );
  const { warnings } = await run(
    session,
    'createApplication',
    input({ answers, gdprConsent: { given: true, expires_at: null } }),
  );
  const { content } = bodyOf(session, 'POST /messages/shares') as { content: string };
  assert.equal(
    content,
    '#[CANDIDATE:c7] q1:value: Waves\nq2:value: Saw\nq3:confirm:1: Yes\nq4:gender: Saw\nq4:other: None\nq5:confirm:1: No',
  );
  assert.equal(warnings.length, 2);
  assert.match(warnings[0] ?? '', /answers are in a note/);
  assert.match(warnings[1] ?? '', /consents were not sent/);
});

test('a job that is not open is closed before anything is sent; so is a posting that is gone', async () => {
  for (const routes of [
    oneJob({ status: 'FILLED' }),
    openToAll({ [formPath]: () => failure(404, 'RESOURCE_NOT_FOUND_ERROR') }),
  ]) {
    const session = await openSmartRecruiters(routes);
    await assert.rejects(run(session, 'createApplication', input({ answers })), {
      kind: 'job-closed',
    });
    assert.ok(!routesOf(session).includes('POST /jobs/j1/candidates'));
  }
});

test('a job or a stage that SmartRecruiters does not have is refused, and nobody is added', async () => {
  const noJob = await openSmartRecruiters({ 'GET /candidates': page([]) });
  await assert.rejects(run(noJob, 'createApplication', input()), { kind: 'not-found' });
  const session = await openSmartRecruiters(openToAll());
  for (const stageRemoteId of ['INTERVIEW/Chess', 'REJECTED', 'INTERVIEW/Trial day']) {
    await assert.rejects(run(session, 'createApplication', input({ stageRemoteId })), {
      kind: 'input',
    });
  }
  assert.ok(!routesOf(session).includes('POST /jobs/j1/candidates'));
});

test('who has applied for the job is found by address, or by what SmartRecruiters says', async () => {
  const people = [listed({ email: 'other@example.com' }), listed({ email: 'ADA@example.com' })];
  for (const more of [
    { 'GET /candidates': page(people) },
    { 'POST /jobs/j1/candidates': () => failure(409, 'CONFLICT') },
    { 'POST /jobs/j1/candidates': () => failure(400, 'X', 'Candidate already applied') },
  ]) {
    const session = await openSmartRecruiters(openToAll(more));
    await assert.rejects(run(session, 'createApplication', input()), { kind: 'already-exists' });
  }
  const elsewhere = listed({ primaryAssignment: { job: { id: 'j8' }, status: 'NEW' } });
  const session = await openSmartRecruiters(
    openToAll({ 'GET /candidates': page([elsewhere, people[0] ?? null]) }),
  );
  assert.equal((await run(session, 'createApplication', input())).candidateRemoteId, 'c7');
  assert.equal(
    session.calls.find(({ route }) => route === 'GET /candidates')?.query['q'],
    'ada@example.com',
  );
});

test('what fails after the application is a warning', async () => {
  const session = await openSmartRecruiters(
    openToAll({
      'PUT /candidates/c7/jobs/j1/status': () => failure(400, 'REQUIRED_SUB_STATUS_OMITTED'),
      'POST /candidates/c7/jobs/j1/attachments': () => failure(403, 'MALWARE_DETECTED'),
    }),
  );
  const { warnings } = await run(
    session,
    'createApplication',
    input({ stageRemoteId: 'INTERVIEW', attachments: [{ type: 'CV', file: file('cv.pdf') }] }),
  );
  assert.match(warnings[0] ?? '', /moved to its stage.*REQUIRED_SUB_STATUS_OMITTED/);
  assert.match(warnings[1] ?? '', /"cv.pdf" could not be attached.*MALWARE_DETECTED/);
});

test('a success that does not tell who was made may have happened', async () => {
  const routes = openToAll({ 'POST /jobs/j1/candidates': { hello: 'there' } });
  const session = await openSmartRecruiters(routes);
  await assert.rejects(run(session, 'createApplication', input()), { mayHaveHappened: true });
});

const sources: Routes = {
  'GET /configuration/sources': { content: [{ id: 'PAID' }, { id: 'CUSTOM' }] },
  'GET /configuration/sources/PAID/values': page([]),
  'GET /configuration/sources/CUSTOM/values': page([
    { id: 's1', label: 'Boat Show', sourceSubType: { id: 'events' } },
    { id: 's2', label: 'Acme', sourceSubType: null },
  ]),
};

test('a source is the one of that name or id; where there is none, the caller is told', async () => {
  const sourceOf = async (source: CreateApplicationInput['source'], remote = {}) => {
    const session = await openSmartRecruiters(openToAll(sources));
    const given = input({ source, remoteFields: remote });
    const { warnings } = await run(session, 'createApplication', given);
    const body = bodyOf(session, 'POST /jobs/j1/candidates') as Record<string, unknown>;
    return [body['sourceDetails'], warnings.length];
  };
  const named = { name: 'boat show ', remoteId: null, isAutomatic: false };
  const boatShow = { sourceTypeId: 'CUSTOM', sourceSubTypeId: 'events', sourceId: 's1' };
  const acme = { sourceTypeId: 'CUSTOM', sourceId: 's2' };
  assert.deepEqual(await sourceOf(named), [boatShow, 0]);
  assert.deepEqual(await sourceOf({ ...named, remoteId: 's2' }), [acme, 0]);
  assert.deepEqual(await sourceOf({ ...named, name: 'Elsewhere' }), [undefined, 1]);
  const automatic = { name: 'Elsewhere', remoteId: null, isAutomatic: true };
  assert.deepEqual(await sourceOf(automatic), [undefined, 0]);
  const own = { candidate: { sourceDetails: { sourceTypeId: 'X', sourceId: 'Y' } } };
  assert.deepEqual(await sourceOf(named, own), [own.candidate.sourceDetails, 0]);
  await assert.rejects(sourceOf({ ...named, remoteId: 's9' }), { kind: 'input' });
});

test('sources that may not be read cost the source alone', async () => {
  const refused = { 'GET /configuration/sources': () => failure(403, 'NO') };
  const session = await openSmartRecruiters(openToAll(refused));
  const source = { name: 'Acme', remoteId: null, isAutomatic: true };
  const { warnings } = await run(session, 'createApplication', input({ source }));
  assert.match(warnings[0] ?? '', /source "Acme" was not set/);
});

test('a move sets status and step, a rejection the reason, and a withdrawal its own', async () => {
  const route = 'PUT /candidates/c1/jobs/j1/status';
  const session = await openSmartRecruiters({ [route]: done, 'POST /messages/shares': made });
  const changed = [{ model: 'applications', remoteId: 'c1:j1' }];
  const move = { application, stageRemoteId: 'INTERVIEW/A / B', remoteFields };
  assert.deepEqual(await run(session, 'moveApplicationToStage', move), { changed, warnings: [] });
  const reject = (rejectionReasonRemoteId: string, note: string | null = null) =>
    run(session, 'rejectApplication', { application, rejectionReasonRemoteId, note, remoteFields });
  assert.deepEqual(await reject('r1', 'Not now'), { changed, warnings: [] });
  await reject('withdrawal:r1');
  const bodies = session.calls.filter((call) => call.route === route).map(({ body }) => body);
  assert.deepEqual(bodies, [
    { status: 'INTERVIEW', subStatus: 'A / B' },
    { status: 'REJECTED', reason: 'r1' },
    { status: 'WITHDRAWN', reason: 'r1' },
  ]);
  assert.equal(routesOf(session).filter((one) => one === 'POST /messages/shares').length, 1);
});

test('a rejection whose note cannot be written is done, with a warning', async () => {
  const session = await openSmartRecruiters({
    'PUT /candidates/c1/jobs/j1/status': done,
    'POST /messages/shares': () => failure(403, 'NO'),
  });
  const reject = { application, rejectionReasonRemoteId: 'r1', note: 'Not now', remoteFields };
  const { warnings } = await run(session, 'rejectApplication', reject);
  assert.match(warnings[0] ?? '', /was rejected, but its note/);
});

const ofApplication = { 'GET /candidates/c1/jobs/j1': details(), 'POST /messages/shares': made };
const messagesTo = ({ calls }: FixtureSession): unknown[] =>
  calls.filter(({ route }) => route === 'POST /messages/shares').map(({ body }) => body);

test('a note is open to all who see the candidate, and its text tags nobody else', async () => {
  const session = await openSmartRecruiters(ofApplication);
  const content = 'See #[CANDIDATE:c2] and @[USER:u1]';
  await run(session, 'addApplicationNote', { application, content, remoteFields });
  const sent = {
    content: '#[CANDIDATE:c1] See # [CANDIDATE:c2] and @ [USER:u1]',
    shareWith: { openNote: true },
  };
  assert.deepEqual(messagesTo(session), [sent]);
  const long = { application, content: 'x'.repeat(10_001), remoteFields };
  await assert.rejects(run(session, 'addApplicationNote', long), { kind: 'input' });
  assert.deepEqual(messagesTo(session), [sent]);
});

test('a result link is a note with its key figures', async () => {
  const session = await openSmartRecruiters(ofApplication);
  const attributes = [{ key: 'Score', value: '9' }];
  const link = {
    label: 'Test',
    url: 'https://test.example.com',
    details: { customFieldNamePrefix: 'Acme', attributes },
  };
  await run(session, 'addApplicationResultLink', { application, link, remoteFields });
  await run(session, 'addCandidateResultLink', {
    candidate,
    link: { ...link, details: null },
    remoteFields,
  });
  assert.deepEqual(
    messagesTo(session).map((body) => (body as { content: string }).content),
    [
      '#[CANDIDATE:c1] Test: https://test.example.com\nAcme Score: 9',
      '#[CANDIDATE:c1] Test: https://test.example.com',
    ],
  );
});

test('tags are compared without their case; the last one is removed with all', async () => {
  let own = ['Boats', 'Sails'];
  const session = await openSmartRecruiters({
    'GET /candidates/c1/tags': () => ({ body: { tags: own } }),
    'POST /candidates/c1/tags': made,
    'PUT /candidates/c1/tags': made,
    'DELETE /candidates/c1/tags': done,
  });
  const change = async (name: 'addCandidateTag' | 'removeCandidateTag', tagName: string) => {
    const { changed } = await run(session, name, { candidate, tagName, remoteFields });
    const last = session.calls.at(-1);
    return [last?.route.split(' ')[0], last?.body, changed.map(({ model }) => model)];
  };
  assert.deepEqual(await change('addCandidateTag', 'boats'), ['GET', '', ['candidates']]);
  const added = ['POST', { tags: ['Oars'] }, ['tags', 'candidates']];
  assert.deepEqual(await change('addCandidateTag', ' Oars'), added);
  const left = ['PUT', { tags: ['Sails'] }, ['candidates']];
  assert.deepEqual(await change('removeCandidateTag', 'BOATS'), left);
  assert.deepEqual(await change('removeCandidateTag', 'Masts'), ['GET', '', []]);
  own = ['Boats'];
  assert.deepEqual(await change('removeCandidateTag', 'boats'), ['DELETE', '', ['candidates']]);
});

test('tags that are not told are not replaced', async () => {
  const session = await openSmartRecruiters({ 'GET /candidates/c1/tags': { hello: 'there' } });
  const removal = run(session, 'removeCandidateTag', { candidate, tagName: 'x', remoteFields });
  await assert.rejects(removal, { kind: 'unavailable' });
  assert.equal(session.calls.length, 1);
});

const filePath = (job: string) => `/candidates/c1/jobs/${job}/attachments`;

test('files are of applications: those of a candidate are all of them, each once', async () => {
  const cv = { id: 'f1', name: 'cv.pdf', type: 'RESUME', contentType: 'application/pdf' };
  const session = await openSmartRecruiters({
    'GET /candidates/c1': details(),
    [`GET ${filePath('j1')}`]: { content: [cv, { id: 'f2', name: 'x.txt', type: 'GENERIC_FILE' }] },
    [`GET ${filePath('j2')}`]: { content: [cv, { id: 'f3', type: 'COVER_LETTER' }] },
    'GET /candidates/attachments/f1': () => ({ body: Buffer.from('PDF') }),
    [`POST ${filePath('j1')}`]: made,
  });
  const files = await run(session, 'getCandidateAttachments', { candidate });
  assert.deepEqual(
    files.map(({ remote_id: id, type, file_name: name, application_remote_id: of }) => [
      id,
      type,
      name,
      of,
    ]),
    [
      ['f1', 'CV', 'cv.pdf', 'c1:j1'],
      ['f2', 'OTHER', 'x.txt', 'c1:j1'],
      ['f3', 'COVER_LETTER', 'f3', 'c1:j2'],
    ],
  );
  assert.equal(files[1]?.content_type, 'text/plain');
  const ofOne = await run(session, 'getApplicationAttachments', { application });
  assert.equal(ofOne.length, 2);
  const opened = await smartrecruiters.openAttachment?.(session.context, { id: 'f1' });
  assert.ok(opened);
  const attachment = { type: 'CV', file: file('new.pdf') } as const;
  await run(session, 'addCandidateAttachment', { candidate, attachment, remoteFields });
  await run(session, 'addApplicationAttachment', { application, attachment, remoteFields });
  const uploads = session.calls.filter(({ route }) => route === `POST ${filePath('j1')}`);
  assert.equal(uploads.length, 2);
  assert.match(String(uploads[0]?.body), /name="attachmentType"\r\n\r\nRESUME/);
});

test('an application that is tracked elsewhere is named by candidate and job', () => {
  const toId = smartrecruiters.write?.importTrackedApplication;
  const ids = { candidate_remote_id: 'c1', job_remote_id: 'j1' };
  assert.equal(toId?.({ id_type: 'candidate_and_job_remote_ids', ...ids }), 'c1:j1');
  assert.equal(toId?.({ id_type: 'placement_id', ...ids }), null);
});

test('an id that is none of an application finds nothing', async () => {
  const session = await openSmartRecruiters({});
  const move = {
    application: { ...application, remoteId: 'a1' },
    stageRemoteId: 'NEW',
    remoteFields,
  };
  await assert.rejects(run(session, 'moveApplicationToStage', move), { kind: 'not-found' });
  assert.equal(session.calls.length, 0);
});
