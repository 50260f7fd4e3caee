import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, openGreenhouse } from '../fixtures/open-greenhouse.ts';
import { application, candidate, job } from '../fixtures/records.ts';
import { applicationInput, bodyOf, cv, file, made, openJob, sentTo } from '../fixtures/writes.ts';
import { greenhouse } from '../index.ts';

const write = greenhouse.write!;

test('a new person is created with the application, and what has no field becomes a note', async () => {
  const session = await openGreenhouse(openJob);
  const outcome = await write.createApplication!(
    session.context,
    applicationInput({
      stageRemoteId: '52',
      attachments: [cv],
      answers: [
        { questionRemoteId: 'q1', title: 'Why us?', format: { type: 'TEXT' }, value: 'Boats.' },
        {
          questionRemoteId: 'q2',
          title: 'Languages',
          format: {
            type: 'MULTI_SELECT',
            options: [
              { id: '1', remote_id: '1', name: 'German' },
              { id: '2', remote_id: '2', name: 'Danish' },
            ],
          },
          value: ['1', '2'],
        },
        {
          questionRemoteId: 'q3',
          title: 'Certificate',
          format: { type: 'FILE' },
          value: file('licence.pdf'),
        },
      ],
    }),
  );
  assert.deepEqual(bodyOf(session, 'POST /candidates'), {
    first_name: 'Conny',
    last_name: 'Example',
    company: 'Example Dockyard',
    email_addresses: [
      { value: 'conny@example.com', type: 'personal' },
      { value: 'c@example.com', type: 'work' },
    ],
    phone_numbers: [{ value: '+49 30 0123456', type: 'mobile' }],
    addresses: [{ value: '04103 Leipzig, Germany', type: 'home' }],
    social_media_addresses: [{ value: 'https://de.linkedin.com/in/conny-example' }],
    website_addresses: [{ value: 'https://conny.example.com', type: 'other' }],
    application: { job_id: 1, initial_stage_id: 52, source_id: 3 },
  });
  assert.deepEqual(
    sentTo(session, 'POST /attachments').map(({ body }) => body),
    [
      {
        application_id: 120,
        filename: 'cv.pdf',
        type: 'resume',
        visibility: 'public',
        content: btoa('CV'),
      },
      {
        application_id: 120,
        filename: 'licence.pdf',
        type: 'other',
        visibility: 'public',
        content: btoa('CV'),
      },
    ],
  );
  assert.deepEqual(bodyOf(session, 'POST /notes'), {
    candidate_id: 12,
    application_id: 120,
    body: 'Available from: 2026-05-01\nWhy us?: Boats.\nLanguages: German, Danish',
    note_type: 'NOTE',
    visibility: 'public',
  });
  assert.deepEqual(outcome, {
    applicationRemoteId: '120',
    candidateRemoteId: '12',
    changed: [
      { model: 'candidates', remoteId: '12' },
      { model: 'applications', remoteId: '120' },
      { model: 'notes', remoteId: '400' },
    ],
    warnings: [],
  });
});

test('an answer without the application is that of an older generation: it is looked for', async () => {
  const session = await openGreenhouse({
    ...openJob,
    'POST /candidates': made({ id: 12, first_name: 'Conny' }),
    '/applications': [application({ id: 130, candidate_id: 12 })],
  });
  const outcome = await write.createApplication!(session.context, applicationInput());
  assert.equal(outcome.applicationRemoteId, '130');
  assert.equal(outcome.candidateRemoteId, '12');
});

test('where a nested application may not name its stage, it is made apart', async () => {
  let tries = 0;
  const session = await openGreenhouse({
    ...openJob,
    'POST /candidates': () => {
      tries += 1;
      return tries === 1
        ? failure(422, { initial_stage_id: 'is not allowed' })
        : { status: 201, body: { id: 12 } };
    },
  });
  const outcome = await write.createApplication!(
    session.context,
    applicationInput({ stageRemoteId: '52' }),
  );
  assert.equal(outcome.applicationRemoteId, '121');
  assert.deepEqual(bodyOf(session, 'POST /applications'), {
    candidate_id: 12,
    job_id: 1,
    initial_stage_id: 52,
    source_id: 3,
  });
});

test('somebody with the same address applies anew, unless they are in the running already', async () => {
  const known = { ...openJob, '/candidates': [candidate()] };
  const rejected = application({ status: 'rejected' });
  const session = await openGreenhouse({ ...known, '/applications': [rejected] });
  const outcome = await write.createApplication!(session.context, applicationInput());
  assert.deepEqual([outcome.candidateRemoteId, outcome.applicationRemoteId], ['10', '121']);
  assert.equal(sentTo(session, 'POST /candidates').length, 0);
  for (const status of ['in_process', 'hired']) {
    const again = await openGreenhouse({ ...known, '/applications': [application({ status })] });
    await assert.rejects(write.createApplication!(again.context, applicationInput()), {
      kind: 'already-exists',
    });
    assert.deepEqual(sentTo(again, 'POST /applications'), []);
  }
});

test('a closed or deleted job takes no application', async () => {
  const closed = await openGreenhouse({ ...openJob, '/jobs': [job({ status: 'closed' })] });
  await assert.rejects(write.createApplication!(closed.context, applicationInput()), {
    kind: 'job-closed',
  });
  const gone = await openGreenhouse({ ...openJob, '/jobs': [] });
  await assert.rejects(write.createApplication!(gone.context, applicationInput()), {
    kind: 'not-found',
    message: /is not there.*confidential/,
  });
  for (const { calls } of [closed, gone]) {
    assert.ok(calls.every(({ route }) => route.startsWith('GET') || route === 'POST /token'));
  }
});

test('a stage of another job is refused before a candidate is created', async () => {
  const session = await openGreenhouse(openJob);
  const other = applicationInput({ stageRemoteId: '77' });
  await assert.rejects(write.createApplication!(session.context, other), { kind: 'input' });
  assert.deepEqual(sentTo(session, 'POST /candidates'), []);
});

test('what fails after the application was made is a warning', async () => {
  const session = await openGreenhouse({
    ...openJob,
    'POST /attachments': () => failure(422, 'The extension is blocked.'),
  });
  const source = { name: 'Unheard of', remoteId: null, isAutomatic: false };
  const sourcedByUserRemoteId = '9';
  const { warnings } = await write.createApplication!(
    session.context,
    applicationInput({
      attachments: [cv],
      source,
      sourcedByUserRemoteId,
      gdprConsent: { expires_at: null, given: true },
    }),
  );
  assert.match(warnings[0] ?? '', /source "Unheard of" was not set/);
  assert.match(warnings[1] ?? '', /user 9 is no referrer/);
  assert.match(warnings[2] ?? '', /"cv\.pdf" was not added.*The extension is blocked/);
  assert.match(warnings[3] ?? '', /`gdpr_consent` was not sent/);
});

test('a lost answer says that the candidate may have been made', async () => {
  const session = await openGreenhouse({
    ...openJob,
    'POST /candidates': () => ({ status: 502, body: null }),
  });
  await assert.rejects(write.createApplication!(session.context, applicationInput()), {
    mayHaveHappened: true,
  });
  assert.equal(sentTo(session, 'POST /candidates').length, 1);
});

test('fields of the caller go to the candidate and the application', async () => {
  const session = await openGreenhouse(openJob);
  const fields = { candidate: { time_zone: 'UTC' }, application: { recruiter_id: 7 } };
  await write.createApplication!(session.context, applicationInput({ remoteFields: fields }));
  const body = Object(bodyOf(session, 'POST /candidates'));
  assert.equal(body.time_zone, 'UTC');
  assert.equal(body.application.recruiter_id, 7);
});
