import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateApplicationInput, OutgoingAttachment } from '@hirewire/connector-kit';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import { failure, openWorkable } from '../fixtures/open-workable.ts';
import type { Routes, FixtureSession } from '../fixtures/open-workable.ts';
import type { Call } from '../../testing/vendor-session.ts';
import { details, job } from '../fixtures/records.ts';
import { workable } from '../index.ts';

const write = workable.write!;
const settings = { perform_as: 'm1' };
const remoteFields = {};
const target = { remoteId: '2727030b', jobRemoteId: 'AB12CD34EF', candidateRemoteId: '2727030b' };
const done = () => ({ body: {} });
/** As Workable answers moves and disqualifications. */
const empty = () => ({ headers: { 'content-type': 'text/plain' }, body: null });

function fileOf(name: string, type: OutgoingAttachment['type']): OutgoingAttachment {
  const content = Buffer.from(name);
  const chunks = () => [content];
  return { type, file: { name, contentType: 'application/pdf', size: content.length, chunks } };
}
const dataOf = (name: string): string => Buffer.from(name).toString('base64');

function bodiesOf({ calls }: FixtureSession, route: string): unknown[] {
  return calls.filter((call) => call.route === route).map(({ body }) => body);
}

const createRoute = 'POST /jobs/AB12CD34EF/candidates';
const made = { status: 'created', candidate: details({ id: 'new' }) };
const openJob = (more: Routes = {}): Routes => ({
  'GET /jobs/AB12CD34EF': job(),
  [createRoute]: made,
  'POST /candidates/new/comments': { id: 'a9' },
  ...more,
});

function input(fields: Partial<CreateApplicationInput> = {}): CreateApplicationInput {
  return {
    job: { remoteId: 'AB12CD34EF' },
    stageRemoteId: null,
    candidate: candidateDraft({}),
    attachments: [],
    answers: [],
    source: { name: null, remoteId: null, isAutomatic: false },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields,
    ...fields,
  };
}

async function create(fields: Partial<CreateApplicationInput>, more: Routes = {}) {
  const session = await openWorkable(openJob(more), settings);
  const outcome = await write.createApplication!(session.context, input(fields));
  const call = session.calls.find(({ route }) => route === createRoute);
  return { outcome, session, call, body: call?.body };
}

test('people who apply are not sourced, and begin where they are put', async () => {
  const { outcome, call, body } = await create({ stageRemoteId: 'interview' });
  assert.equal(outcome.applicationRemoteId, 'new');
  assert.equal(outcome.candidateRemoteId, 'new');
  assert.equal(call?.query['stage'], 'interview');
  assert.deepEqual(body, {
    sourced: false,
    candidate: { firstname: 'Ada', lastname: 'Example', email: 'ada@example.com' },
  });
});

test('somebody who was sourced by a user is sourced', async () => {
  const { body, outcome } = await create({ sourcedByUserRemoteId: 'm2' });
  assert.equal((body as { sourced: boolean }).sourced, true);
  assert.match(outcome.warnings.join(), /sourced_by/);
});

test('an application has the details, the CV and the answers; the rest is in comments', async () => {
  const answer = (id: string, type: string, value: unknown) =>
    ({ questionRemoteId: id, title: id, format: { type, options: [] }, value }) as never;
  const { body, session, outcome } = await create({
    candidate: candidateDraft({
      company: 'Example Works',
      title: 'Joiner',
      phone_number: '+49 30 0123456',
      location: {
        country: 'DE',
        city: 'Leipzig',
        state: null,
        street_1: 'Beispielweg 1',
        zip_code: '04109',
      },
      salary_expectations: { period: 'YEAR', amount: 61_000 },
      social_links: [
        { url: 'https://www.linkedin.com/in/ada-example' },
        { url: 'https://ada.example.com' },
      ],
    }),
    source: { name: 'Example Jobs', remoteId: null, isAutomatic: true },
    attachments: [fileOf('cv.pdf', 'CV'), fileOf('letter.pdf', 'COVER_LETTER')],
    answers: [
      answer('field:summary', 'TEXT', 'Builds boats'),
      answer('q1', 'TEXT', 'Boats'),
      answer('q2', 'SINGLE_SELECT', 'c1'),
      answer('q3', 'MULTI_SELECT', ['c3', 'c4']),
      answer('q4', 'NUMBER', 4),
      answer('q5', 'BOOLEAN', false),
      answer('q6', 'DATE', '2026-05-01'),
      answer('q7', 'FILE', fileOf('sample.pdf', 'OTHER').file),
    ],
    remoteFields: { candidate: { skills: ['Sails'] } },
  });
  assert.deepEqual(body, {
    sourced: false,
    candidate: {
      firstname: 'Ada',
      lastname: 'Example',
      email: 'ada@example.com',
      headline: 'Joiner',
      phone: '+49 30 0123456',
      address: 'Beispielweg 1, 04109 Leipzig, Germany',
      domain: 'Example Jobs',
      experience_entries: [{ title: 'Joiner', company: 'Example Works', current: true }],
      social_profiles: [{ type: 'linkedin', url: 'https://www.linkedin.com/in/ada-example' }],
      summary: 'Builds boats',
      answers: [
        { question_key: 'q1', body: 'Boats' },
        { question_key: 'q2', choices: ['c1'] },
        { question_key: 'q3', choices: ['c3', 'c4'] },
        { question_key: 'q4', number: 4 },
        { question_key: 'q5', checked: false },
        { question_key: 'q6', date: '2026-05-01' },
        { question_key: 'q7', file: { name: 'sample.pdf', data: dataOf('sample.pdf') } },
      ],
      skills: ['Sails'],
      resume: { name: 'cv.pdf', data: dataOf('cv.pdf') },
    },
  });
  assert.deepEqual(bodiesOf(session, 'POST /candidates/new/comments'), [
    {
      member_id: 'm1',
      comment: {
        body: 'letter.pdf\nLink: https://ada.example.com\nExpected salary: 61000 a year',
        attachment: { name: 'letter.pdf', data: dataOf('letter.pdf') },
      },
    },
  ]);
  assert.deepEqual(outcome.warnings, []);
});

test('details that no field is for are a comment of their own where there is no file', async () => {
  const social_links = [{ url: 'https://ada.example.com' }];
  const { session } = await create({ candidate: candidateDraft({ social_links }) });
  assert.deepEqual(bodiesOf(session, 'POST /candidates/new/comments'), [
    { member_id: 'm1', comment: { body: 'Link: https://ada.example.com' } },
  ]);
});

test('a comment that fails after the application was made is a warning', async () => {
  const more = { 'POST /candidates/new/comments': () => failure(500, 'Oops') };
  const attachments = [fileOf('letter.pdf', 'COVER_LETTER')];
  const { outcome } = await create({ attachments }, more);
  assert.match(outcome.warnings.join(), /letter\.pdf.*could not be attached/);
});

test('a 5xx after the candidate was made says that it may have happened, and sends nothing again', async () => {
  const session = await openWorkable(openJob({ [createRoute]: () => failure(502, 'Bad gateway') }));
  await assert.rejects(write.createApplication!(session.context, input()), {
    mayHaveHappened: true,
  });
  assert.equal(bodiesOf(session, createRoute).length, 1);
});

test('a job that is not published, and somebody who has applied, have errors of their own', async () => {
  for (const state of ['closed', 'archived', 'draft']) {
    const session = await openWorkable(openJob({ 'GET /jobs/AB12CD34EF': job({ state }) }));
    const refused = write.createApplication!(session.context, input());
    await assert.rejects(refused, { kind: 'job-closed' });
    assert.equal(bodiesOf(session, createRoute).length, 0);
  }
  const refuse = () => failure(422, 'Candidate already exists in this job');
  const session = await openWorkable(openJob({ [createRoute]: refuse }));
  const refused = write.createApplication!(session.context, input());
  await assert.rejects(refused, { kind: 'already-exists', message: /already exists in this job/ });
});

test('who acts: the caller goes before the setting, and that before the first administrator', async () => {
  const member = { id: 'm0', role: 'simple', active: true };
  const members = [
    member,
    { ...member, id: 'm3', role: 'admin', active: false },
    { ...member, id: 'm4', role: 'admin' },
  ];
  const route = 'POST /candidates/2727030b/comments';
  const actorOf = async (caller: string | null, own: object): Promise<unknown> => {
    const routes = { 'GET /members': { members }, [route]: { id: 'a9' } };
    const session = await openWorkable(routes, { ...own });
    const given = caller === null ? {} : { on_behalf_of_user_remote_id: caller };
    const note = { application: target, content: 'Hello', remoteFields: given };
    await write.addApplicationNote!(session.context, note);
    const [body] = bodiesOf(session, route) as [{ member_id: string; comment: { body: string } }];
    assert.equal(body.comment.body, 'Hello');
    return body.member_id;
  };
  assert.equal(await actorOf('m9', settings), 'm9');
  assert.equal(await actorOf(null, settings), 'm1');
  assert.equal(await actorOf(null, {}), 'm4');
});

test('without any administrator nothing is sent, and the error says what to set', async () => {
  const session = await openWorkable({ 'GET /members': { members: [] } });
  const note = { application: target, content: 'Hello', remoteFields };
  await assert.rejects(write.addApplicationNote!(session.context, note), {
    kind: 'input',
    message: /perform_as/,
  });
  assert.deepEqual(
    session.calls.map(({ route }) => route),
    ['GET /members'],
  );
});

test('a move names the member and the slug, and takes an empty answer for what it is', async () => {
  const session = await openWorkable({ 'POST /candidates/2727030b/move': empty }, settings);
  const outcome = await write.moveApplicationToStage!(session.context, {
    application: target,
    stageRemoteId: 'offer',
    remoteFields,
  });
  assert.deepEqual(bodiesOf(session, 'POST /candidates/2727030b/move'), [
    { member_id: 'm1', target_stage: 'offer' },
  ]);
  assert.deepEqual(outcome.changed, [{ model: 'applications', remoteId: '2727030b' }]);
});

const reasons = [
  { id: 'r1', description: 'Location', candidate_withdrew: false },
  { id: 'r2', description: 'Another offer', candidate_withdrew: true },
];
const disqualify = 'POST /candidates/2727030b/disqualify';
const comments = 'POST /candidates/2727030b/comments';

async function reject(rejectionReasonRemoteId: string, note: string | null) {
  const routes = { 'GET /disqualification_reasons': reasons, [disqualify]: empty };
  const session = await openWorkable({ ...routes, [comments]: { id: 'a9' } }, settings);
  const rejected = write.rejectApplication!(session.context, {
    application: target,
    rejectionReasonRemoteId,
    note,
    remoteFields,
  });
  return { session, rejected };
}

test('a rejection is sent with the id of its reason and its note', async () => {
  const { session, rejected } = await reject('r1', 'Too far');
  await rejected;
  assert.deepEqual(bodiesOf(session, disqualify), [
    { member_id: 'm1', disqualify_reason_id: 'r1', disqualify_note: 'Too far' },
  ]);
});

test('a reason of the candidate’s own withdraws, and a long note becomes a comment', async () => {
  const note = 'x'.repeat(257);
  const { session, rejected } = await reject('r2', note);
  await rejected;
  assert.deepEqual(bodiesOf(session, disqualify), [
    { member_id: 'm1', disqualify_reason_id: 'r2', withdrew: true },
  ]);
  assert.deepEqual(bodiesOf(session, comments), [{ member_id: 'm1', comment: { body: note } }]);
});

test('a reason that Workable does not have is refused before anything is sent', async () => {
  const { session, rejected } = await reject('Location', null);
  await assert.rejects(rejected, { kind: 'input' });
  assert.deepEqual(bodiesOf(session, disqualify), []);
});

test('tags are replaced as a whole, so that all others are sent back', async () => {
  const route = 'PUT /candidates/2727030b/tags';
  const routes = { 'GET /candidates/2727030b': { candidate: details() }, [route]: done };
  const candidate = { remoteId: '2727030b' };
  const session = await openWorkable(routes, settings);
  const change = (tagName: string) => ({ candidate, tagName, remoteFields });
  await write.addCandidateTag!(session.context, change('steel'));
  await write.addCandidateTag!(session.context, change('Wood'));
  await write.removeCandidateTag!(session.context, change('WOOD'));
  await write.removeCandidateTag!(session.context, change('glass'));
  assert.deepEqual(bodiesOf(session, route), [
    { tags: ['wood', ' night shift ', 'steel'], member_id: 'm1' },
    { tags: [' night shift '], member_id: 'm1' },
  ]);
});

test('if the answer does not show the tags, none is replaced', async () => {
  const routes = { 'GET /candidates/2727030b': { candidate: details({ tags: null }) } };
  const session = await openWorkable(routes, settings);
  const change = { candidate: { remoteId: '2727030b' }, tagName: 'steel', remoteFields };
  await assert.rejects(write.addCandidateTag!(session.context, change), { kind: 'unavailable' });
  assert.equal(session.calls.length, 1);
});

test('a result link is a comment with its label and its figures', async () => {
  const session = await openWorkable({ [comments]: { id: 'a9' } }, settings);
  const details_ = { customFieldNamePrefix: 'Test:', attributes: [{ key: 'Score', value: '85' }] };
  const link = { label: 'Report', url: 'https://reports.example.com/1', details: details_ };
  await write.addApplicationResultLink!(session.context, {
    application: target,
    link,
    remoteFields,
  });
  assert.deepEqual(bodiesOf(session, comments), [
    {
      member_id: 'm1',
      comment: { body: 'Report: https://reports.example.com/1\nTest: Score: 85' },
    },
  ]);
});

test('a CV replaces the one that is there, and another file comes with a comment', async () => {
  const patch = 'PATCH /candidates/2727030b';
  const routes = { [comments]: { id: 'a9' }, [patch]: { candidate: details() } };
  const session = await openWorkable(routes, settings);
  for (const attachment of [fileOf('cv.pdf', 'CV'), fileOf('photo.pdf', 'OTHER')]) {
    const added = { application: target, attachment, remoteFields };
    await write.addApplicationAttachment!(session.context, added);
  }
  assert.deepEqual(bodiesOf(session, patch), [
    { candidate: { resume: { name: 'cv.pdf', data: dataOf('cv.pdf') } } },
  ]);
  const photo = { name: 'photo.pdf', data: dataOf('photo.pdf') };
  assert.deepEqual(bodiesOf(session, comments), [
    { member_id: 'm1', comment: { body: 'photo.pdf', attachment: photo } },
  ]);
});

test('files are opened by an address that is asked for anew, without the token', async () => {
  let signature = 0;
  const files = ({ base }: Call) => {
    signature += 1;
    const preview = (name: string) => `${base}/files/${name}?signature=${signature}`;
    const cv = { name: 'cv.pdf', kind: 'resume', preview_url: preview('1') };
    return { body: { files: [cv, { name: 'cv.pdf', kind: 'other', preview_url: preview('2') }] } };
  };
  const session = await openWorkable({
    'GET /candidates/2727030b/files': files,
    'GET /files/2': () => ({ body: Buffer.from('second') }),
  });
  const listed = await write.getCandidateAttachments!(session.context, {
    candidate: { remoteId: '2727030b' },
  });
  assert.deepEqual(
    listed.map(({ remote_id: id, type, content_type: contentType }) => [id, type, contentType]),
    [
      ['cv.pdf', 'CV', 'application/pdf'],
      ['cv.pdf#2', 'OTHER', 'application/pdf'],
    ],
  );
  const opened = await workable.openAttachment!(session.context, listed[1]?.reference ?? null);
  const pieces = await Array.fromAsync(opened.body);
  assert.equal(Buffer.concat(pieces).toString(), 'second');
  const download = session.calls.at(-1);
  assert.deepEqual(download?.query, { signature: '2' });
  assert.equal(download?.authorization, undefined);
});

test('a CV that is not among the files has an address of its own', async () => {
  const one = details({
    resume_url: 'https://files.example.com/1',
    resume_metadata: { filename: 'ana.docx' },
  });
  const session = await openWorkable({
    'GET /candidates/2727030b/files': { files: [] },
    'GET /candidates/2727030b': { candidate: one },
  });
  const listed = await write.getApplicationAttachments!(session.context, { application: target });
  assert.deepEqual(
    listed.map(({ file_name: name, type }) => [name, type]),
    [['ana.docx', 'CV']],
  );
});
