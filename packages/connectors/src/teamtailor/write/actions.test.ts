import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateApplicationInput, OutgoingFile } from '@hirewire/connector-kit';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import {
  failure,
  list,
  one,
  openTeamtailor,
  resource,
  to,
  toOne,
} from '../fixtures/open-teamtailor.ts';
import type { Routes, FixtureSession } from '../fixtures/open-teamtailor.ts';
import { answers, application, candidate, job, ofJob } from '../fixtures/records.ts';
import { createApplication } from './create-application.ts';
import { moveApplicationToStage, rejectApplication } from './move-application.ts';
import { addApplicationNote, addApplicationResultLink } from './notes.ts';
import { getApplicationAttachments } from './attachments.ts';
import { openAttachment } from './open-attachment.ts';
import { addCandidateTag, removeCandidateTag } from './tags.ts';

const target = { remoteId: '1', jobRemoteId: 'j-1', candidateRemoteId: 'c-1' };
const admins = list([
  resource('users', 'u-9', { attributes: { name: 'Al', role: 'user' } }),
  resource('users', 'u-1', { attributes: { name: 'Rika', role: 'admin' } }),
]);

const cv: OutgoingFile = {
  name: 'cv.pdf',
  contentType: 'application/pdf',
  size: 4,
  chunks: () => [Buffer.from('%PDF')],
};

const input: CreateApplicationInput = {
  job: { remoteId: 'j-1' },
  stageRemoteId: 's-talk',
  candidate: candidateDraft({ email_address: 'conny@example.com' }),
  attachments: [{ type: 'CV', file: cv }],
  answers: [
    {
      questionRemoteId: 'q-2',
      title: 'Which tools?',
      format: { type: 'MULTI_SELECT', options: [] },
      value: ['3', '4'],
    },
    { questionRemoteId: 'q-1', title: 'Yes?', format: { type: 'BOOLEAN' }, value: false },
  ],
  source: { name: null, remoteId: null, isAutomatic: true },
  sourcedByUserRemoteId: null,
  gdprConsent: null,
  remoteFields: {},
};

const made: Routes = {
  'GET /jobs/j-1': one(job, ofJob),
  'GET /candidates': list([]),
  'POST /files': { status: 201, body: { uri: 'https://files.example.com/t/cv.pdf' } },
  'POST /candidates': one(resource('candidates', 'c-1'), [], 201),
  'PATCH /candidates/c-1': one(resource('candidates', 'c-1')),
  'POST /job-applications': one(resource('job-applications', '1'), [], 201),
  'POST /answers': one(resource('answers', 'a-1'), [], 201),
  'POST /uploads': one(resource('uploads', 'f-1'), [], 201),
  'POST /notes': one(resource('notes', 'n-1'), [], 201),
  'GET /users': admins,
};

const bodiesOf = ({ calls }: FixtureSession, route: string): unknown[] =>
  calls.filter((call) => call.route === route).map(({ body }) => body);

test('somebody new is made, then their application, and then their CV and the answers', async () => {
  const session = await openTeamtailor(made);
  const outcome = await createApplication(session.context, {
    ...input,
    remoteFields: { candidate: { pitch: 'Hi' }, application: { attributes: { sourced: true } } },
  });
  assert.deepEqual(outcome.warnings, []);
  assert.equal(outcome.applicationRemoteId, '1');
  assert.equal(outcome.candidateRemoteId, 'c-1');
  const [person] = bodiesOf(session, 'POST /candidates') as {
    data: { attributes: Record<string, unknown> };
  }[];
  const { attributes } = person?.data ?? {};
  assert.equal(attributes?.['email'], 'conny@example.com');
  assert.equal(attributes['merge'], true);
  assert.equal(attributes['pitch'], 'Hi');
  const resume = { resume: 'https://files.example.com/t/cv.pdf' };
  assert.deepEqual(bodiesOf(session, 'PATCH /candidates/c-1'), [
    { data: { id: 'c-1', type: 'candidates', attributes: resume } },
  ]);
  assert.deepEqual(bodiesOf(session, 'POST /job-applications'), [
    {
      data: {
        type: 'job-applications',
        attributes: { sourced: true },
        relationships: {
          candidate: toOne('candidates', 'c-1'),
          job: toOne('jobs', 'j-1'),
          stage: toOne('stages', 's-talk'),
        },
      },
    },
  ]);
  const sent = bodiesOf(session, 'POST /answers') as { data: { attributes: unknown } }[];
  assert.deepEqual(
    sent.map(({ data }) => data.attributes),
    [{ choices: [3, 4] }, { boolean: false }],
  );
  const [post] = session.calls.filter(({ route }) => route === 'POST /job-applications');
  assert.equal(post?.headers['content-type'], 'application/vnd.api+json');
});

test('somebody who is there keeps what is known of them, and their answer is replaced', async () => {
  const known = { ...candidate, attributes: { ...candidate.attributes, phone: '' } };
  const session = await openTeamtailor({
    ...made,
    'GET /candidates': list([known], { included: answers }),
    'PATCH /candidates/c-1': one(candidate),
    'PATCH /answers/a-2': one(resource('answers', 'a-2')),
    'PATCH /answers/a-1': one(resource('answers', 'a-1')),
  });
  const social = [{ url: 'https://www.linkedin.com/in/another' }];
  const draft = { ...input.candidate, phone_number: '+46 1', social_links: social };
  const { warnings } = await createApplication(session.context, { ...input, candidate: draft });
  assert.deepEqual(bodiesOf(session, 'POST /candidates'), []);
  assert.deepEqual(bodiesOf(session, 'PATCH /candidates/c-1'), [
    { data: { id: 'c-1', type: 'candidates', attributes: { phone: '+46 1' } } },
  ]);
  assert.equal(bodiesOf(session, 'PATCH /answers/a-2').length, 1);
  assert.equal(bodiesOf(session, 'POST /answers').length, 0);
  // The résumé that is there stays.
  assert.equal(bodiesOf(session, 'POST /uploads').length, 1);
  assert.match(warnings.join(' '), /"cv\.pdf" is among the files/);
});

test('an application that failed leaves no CV, which a repetition would double', async () => {
  const session = await openTeamtailor({ ...made, 'POST /job-applications': failure(500, 'Oh') });
  await assert.rejects(createApplication(session.context, input));
  assert.deepEqual(bodiesOf(session, 'PATCH /candidates/c-1'), []);
  const [person] = bodiesOf(session, 'POST /candidates');
  assert.doesNotMatch(JSON.stringify(person), /cv\.pdf/);
});

const refusals: [string, Routes, string][] = [
  [
    'a second application for the job',
    {
      'GET /candidates': list(
        [{ ...candidate, relationships: { 'job-applications': to('job-applications', '1') } }],
        { included: [application('1')] },
      ),
    },
    'already-exists',
  ],
  [
    'a job that is archived',
    { 'GET /jobs/j-1': one({ ...job, attributes: { 'human-status': 'archived' } }) },
    'job-closed',
  ],
  ['a stage of another job', { 'GET /jobs/j-1': one({ ...job, relationships: {} }) }, 'input'],
  [
    'words of Teamtailor that it exists',
    { 'POST /job-applications': failure(422, 'Candidate has already been taken') },
    'already-exists',
  ],
  [
    'words of Teamtailor that the job is closed',
    { 'POST /job-applications': failure(422, 'Job is archived') },
    'job-closed',
  ],
];

for (const [what, routes, kind] of refusals) {
  test(`refuses ${what}`, async () => {
    const session = await openTeamtailor({ ...made, ...routes });
    await assert.rejects(createApplication(session.context, input), { kind });
    assert.equal(bodiesOf(session, 'POST /answers').length, 0);
    assert.equal(bodiesOf(session, 'POST /notes').length, 0);
  });
}

test('a filter that Teamtailor ignores gives nobody the application of another', async () => {
  const other = { ...candidate, attributes: { email: 'other@example.com' } };
  const session = await openTeamtailor({ ...made, 'GET /candidates': list([other]) });
  await createApplication(session.context, input);
  assert.equal(bodiesOf(session, 'POST /candidates').length, 1);
});

test('what fails after the application is there is a warning', async () => {
  const session = await openTeamtailor({
    ...made,
    'POST /answers': failure(422, 'No such choice'),
  });
  const { warnings } = await createApplication(session.context, input);
  assert.equal(warnings.filter((text) => text.includes('No such choice')).length, 2);
});

test('an application is moved and turned down, in the name of whoever is named', async () => {
  const session = await openTeamtailor({
    'PATCH /job-applications/1': one(
      resource('job-applications', '1', { attributes: { 'rejected-at': '2026-03-20' } }),
    ),
    'POST /notes': one(resource('notes', 'n-1'), [], 201),
  });
  await moveApplicationToStage(session.context, {
    application: target,
    stageRemoteId: 's-hired',
    remoteFields: {},
  });
  const rejected = await rejectApplication(session.context, {
    application: target,
    rejectionReasonRemoteId: 'x-1',
    note: 'Too far away',
    remoteFields: { user_id: 'u-2' },
  });
  assert.deepEqual(rejected.changed, [
    { model: 'applications', remoteId: '1' },
    { model: 'notes', remoteId: 'n-1' },
  ]);
  const type = 'job-applications';
  assert.deepEqual(bodiesOf(session, 'PATCH /job-applications/1'), [
    { data: { id: '1', type, relationships: { stage: toOne('stages', 's-hired') } } },
    {
      data: {
        id: '1',
        type,
        attributes: { 'rejected-at': '2026-03-20T00:00:00.000Z' },
        relationships: {
          'reject-reason': toOne('reject-reasons', 'x-1'),
          user: toOne('users', 'u-2'),
        },
      },
    },
  ]);
  assert.deepEqual(bodiesOf(session, 'POST /notes'), [
    {
      data: {
        type: 'notes',
        attributes: { note: 'Too far away' },
        relationships: { candidate: toOne('candidates', 'c-1'), user: toOne('users', 'u-2') },
      },
    },
  ]);
});

test('a rejection that Teamtailor ignores is an error', async () => {
  const session = await openTeamtailor({ 'PATCH /job-applications/1': one(application('1')) });
  const rejection = { application: target, rejectionReasonRemoteId: 'x-1', note: null };
  await assert.rejects(rejectApplication(session.context, { ...rejection, remoteFields: {} }), {
    message: /has not turned the application 1 down/,
  });
});

test('a note is by whoever is named, by the setting, or by the first administrator', async () => {
  const note = { application: target, content: 'Hello', remoteFields: {} };
  const authorOf = async (settings: Record<string, string>, remoteFields = {}) => {
    const session = await openTeamtailor(made, settings);
    await addApplicationNote(session.context, { ...note, remoteFields });
    const [body] = bodiesOf(session, 'POST /notes') as {
      data: { relationships: { user: { data: { id: string } } } };
    }[];
    return body?.data.relationships.user.data.id;
  };
  assert.equal(await authorOf({}), 'u-1');
  assert.equal(await authorOf({ perform_as: 'u-3' }), 'u-3');
  assert.equal(await authorOf({ perform_as: 'u-3' }, { user_id: 'u-4' }), 'u-4');
  await assert.rejects(authorOf({}, { user_id: ['7'] }), { kind: 'input' });
  const nobody = await openTeamtailor({ 'GET /users': list([]) });
  await assert.rejects(addApplicationNote(nobody.context, note), { message: /`perform_as`/ });
});

test('a result link is a note with its figures, on the candidate of the application', async () => {
  const session = await openTeamtailor({
    ...made,
    'GET /job-applications/1': one(application('1')),
  });
  await addApplicationResultLink(session.context, {
    application: { ...target, candidateRemoteId: null },
    link: {
      label: 'Report',
      url: 'https://reports.example.com/1',
      details: { customFieldNamePrefix: 'Report:', attributes: [{ key: 'Score', value: '85' }] },
    },
    remoteFields: {},
  });
  const [body] = bodiesOf(session, 'POST /notes') as {
    data: { attributes: { note: string }; relationships: { candidate: unknown } };
  }[];
  assert.equal(
    body?.data.attributes.note,
    'Report: https://reports.example.com/1\nReport: Score: 85',
  );
  assert.deepEqual(body.data.relationships.candidate, toOne('candidates', 'c-1'));
});

test('a change of tags keeps the others, and whatever is there already in another case', async () => {
  const session = await openTeamtailor({
    'GET /candidates/c-1': one(candidate),
    'PATCH /candidates/c-1': one(candidate),
  });
  const change = { candidate: { remoteId: 'c-1' }, remoteFields: {} };
  await addCandidateTag(session.context, { ...change, tagName: 'DOCK' });
  await removeCandidateTag(session.context, { ...change, tagName: 'unknown' });
  assert.deepEqual(bodiesOf(session, 'PATCH /candidates/c-1'), []);
  await addCandidateTag(session.context, { ...change, tagName: 'Night' });
  await removeCandidateTag(session.context, { ...change, tagName: 'Senior' });
  const type = 'candidates';
  assert.deepEqual(bodiesOf(session, 'PATCH /candidates/c-1'), [
    { data: { id: 'c-1', type, attributes: { tags: ['Senior', ' senior ', 'Dock', 'Night'] } } },
    { data: { id: 'c-1', type, attributes: { tags: ['Dock'] } } },
  ]);
});

test('the files of an application are the résumé and those of no other job', async () => {
  const upload = (id: string, name: string, jobs: object) =>
    resource('uploads', id, {
      attributes: { 'file-name': name, url: `https://files.example.com/${id}` },
      relationships: { job: { data: null, ...jobs } },
    });
  const files = to('uploads', '1', '2', '3');
  const session = await openTeamtailor({
    'GET /candidates/c-1': one({ ...candidate, relationships: { uploads: files } }, [
      upload('1', 'cover_letter.pdf', toOne('jobs', 'j-1')),
      upload('2', 'other.png', toOne('jobs', 'j-2')),
      upload('3', 'photo.png', {}),
    ]),
  });
  const listed = await getApplicationAttachments(session.context, { application: target });
  assert.deepEqual(
    listed.map((file) => [file.remote_id, file.type, file.file_name, file.content_type]),
    [
      [
        'resume:c-1',
        'CV',
        'Conny CV.docx',
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
      ['1', 'COVER_LETTER', 'cover_letter.pdf', 'application/pdf'],
      ['3', 'OTHER', 'photo.png', 'image/png'],
    ],
  );
  assert.deepEqual(
    listed.map((file) => file.application_remote_id ?? null),
    [null, '1', null],
  );
  // No address is kept: it expires within seconds.
  assert.doesNotMatch(JSON.stringify(listed.map(({ reference }) => reference)), /https/);
  await assert.rejects(openAttachment(session.context, { upload: 'gone' }), { kind: 'not-found' });
  await assert.rejects(openAttachment(session.context, 'nonsense'), { kind: 'not-found' });
});
