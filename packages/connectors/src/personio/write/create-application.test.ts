import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RemoteError } from '@hirewire/connector-kit';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import {
  applying,
  bodyOf,
  file,
  input,
  openApplying,
  uploading,
} from '../fixtures/open-applying.ts';
import { callsTo, refusal } from '../fixtures/open-personio.ts';
import { application } from '../fixtures/records.ts';
import { createApplication } from './create-application.ts';

test('an application is made, and found by person and job', async () => {
  const session = await openApplying();
  const outcome = await createApplication(session.context, input());
  assert.deepEqual(outcome, {
    applicationRemoteId: '9100',
    candidateRemoteId: '610',
    changed: [
      { model: 'candidates', remoteId: '610' },
      { model: 'applications', remoteId: '9100' },
    ],
    warnings: [],
  });
  const [call] = callsTo(session.calls, applying);
  assert.deepEqual(call?.body, {
    first_name: 'Ada',
    last_name: 'Example',
    attributes: [],
    email: 'ada@example.com',
    job_position_id: 501,
  });
  assert.equal(call?.authorization, 'Bearer fixture-recruiting-key');
  assert.equal(call?.headers['x-company-id'], '4711');
  const [looked] = callsTo(session.calls, 'GET /v2/recruiting/applications');
  assert.equal(looked?.query['candidate.email'], 'ada@example.com');
  assert.equal(looked?.authorization, 'Bearer fixture-token');
});

test('one that shows late is looked for until it does', async () => {
  const session = await openApplying({ late: 3 });
  const { applicationRemoteId: id } = await createApplication(session.context, input());
  assert.equal(id, '9100');
  assert.equal(callsTo(session.calls, applying).length, 1);
});

test('one that never shows is an error that says that it was made', async () => {
  const session = await openApplying({ late: 1000 });
  await assert.rejects(createApplication(session.context, input()), (error: unknown) => {
    assert.ok(error instanceof RemoteError && error.mayHaveHappened);
    assert.match(error.message, /Personio took the application, but does not show it yet/);
    return true;
  });
  assert.equal(callsTo(session.calls, applying).length, 1);
});

test('an answer that is lost is looked for, and nothing is sent again', async () => {
  const session = await openApplying({ answer: () => ({ status: 502, body: null }) });
  const { applicationRemoteId: id } = await createApplication(session.context, input());
  assert.equal(id, '9100');
  assert.equal(callsTo(session.calls, applying).length, 1);
});

test('what may have happened and does not show says so', async () => {
  const session = await openApplying({ late: 1000, answer: () => ({ status: 500, body: null }) });
  await assert.rejects(createApplication(session.context, input()), (error: unknown) => {
    assert.ok(error instanceof RemoteError && error.mayHaveHappened);
    assert.match(error.message, /may have taken the application/);
    return true;
  });
});

test('who has applied for the job is refused before anything is sent', async () => {
  const session = await openApplying({ rows: [application()] });
  const attachments = [{ type: 'CV', file: file('cv.pdf') }] as const;
  await assert.rejects(createApplication(session.context, input({ attachments })), {
    kind: 'already-exists',
  });
  assert.ok(!session.calls.some(({ route }) => route.startsWith('POST /v1')));
});

test('applications of others and for other jobs are no obstacle', async () => {
  const rows = [
    application({ id: '1', job: { id: '502' } }),
    application({ id: '2', candidate: { id: '7', email: 'someone@example.com' } }),
    application({ id: '3', candidate: null }),
  ];
  const session = await openApplying({ rows });
  const { applicationRemoteId: id } = await createApplication(session.context, input());
  assert.equal(id, '9100');
});

test('files are sent first, each as what it is', async () => {
  const session = await openApplying();
  const attachments = [
    { type: 'CV', file: file('cv.pdf') },
    { type: 'COVER_LETTER', file: file('letter.pdf') },
    { type: 'OTHER', file: file('other.pdf') },
  ] as const;
  await createApplication(session.context, input({ attachments }));
  const posts = session.calls.map(({ route }) => route).filter((route) => route.includes('/v1/'));
  assert.deepEqual(posts, [uploading, uploading, uploading, applying]);
  const [upload] = callsTo(session.calls, uploading);
  assert.match(String(upload?.body), /name="file"; filename="cv\.pdf"[^]*%PDF/);
  assert.equal(upload?.headers['x-company-id'], '4711');
  assert.deepEqual(bodyOf(session.calls)['files'], [
    { uuid: 'uuid-1', original_filename: 'cv.pdf', category: 'cv' },
    { uuid: 'uuid-2', original_filename: 'letter.pdf', category: 'cover-letter' },
    { uuid: 'uuid-3', original_filename: 'other.pdf', category: 'other' },
  ]);
});

test('a file that Personio refuses leaves nothing behind', async () => {
  const session = await openApplying({
    routes: { [uploading]: () => refusal('errors.invalid-file-type', 422) },
  });
  const attachments = [{ type: 'CV', file: file('cv.exe') }] as const;
  await assert.rejects(createApplication(session.context, input({ attachments })), (error) => {
    assert.ok(error instanceof RemoteError && error.kind === 'input' && !error.mayHaveHappened);
    assert.match(error.message, /errors\.invalid-file-type/);
    return true;
  });
  assert.deepEqual(callsTo(session.calls, applying), []);
});

test('details have their attributes, and what Personio has no place for is in the message', async () => {
  const session = await openApplying();
  const text = { type: 'TEXT', display_type: 'SINGLE_LINE' } as const;
  await createApplication(
    session.context,
    input({
      candidate: candidateDraft({
        phone_number: '+49 30 0123456',
        gender: 'OTHER',
        location: {
          country: 'DE',
          city: 'Leipzig',
          state: null,
          street_1: null,
          zip_code: '04109',
        },
        availability_date: '2026-05-01',
        salary_expectations: { period: 'YEAR', amount: 61_000 },
        title: 'Carpenter',
        company: 'Example Dockyard',
        additional_email_addresses: [{ type: 'WORK', email_address: 'work@example.com' }],
        additional_phone_numbers: [{ type: 'WORK', phone_number: '+49 30 7' }],
        social_links: [{ url: 'https://people.example.com/ada' }],
      }),
      answers: [
        { questionRemoteId: 'q1', title: 'Which wood?', format: text, value: 'Oak' },
        { questionRemoteId: 'q2', title: 'Own tools?', format: { type: 'BOOLEAN' }, value: true },
        { questionRemoteId: 'q3', title: 'Sketch', format: { type: 'FILE' }, value: file('s.pdf') },
      ],
    }),
  );
  assert.deepEqual(bodyOf(session.calls), {
    first_name: 'Ada',
    last_name: 'Example',
    message: [
      'Title: Carpenter',
      'Company: Example Dockyard',
      'E-mail: work@example.com',
      'Phone: +49 30 7',
      'Link: https://people.example.com/ada',
      'Which wood?: Oak',
      'Own tools?: Yes',
    ].join('\n'),
    attributes: [
      { id: 'phone', value: '+49 30 0123456' },
      { id: 'gender', value: 'diverse' },
      { id: 'location', value: '04109 Leipzig, Germany' },
      { id: 'available_from', value: '2026-05-01' },
      { id: 'salary_expectations', value: '61000 a year' },
    ],
    email: 'ada@example.com',
    job_position_id: 501,
    files: [{ uuid: 'uuid-1', original_filename: 's.pdf', category: 'other' }],
  });
});

test('remote_fields add to an application, but do not change who applies for what', async () => {
  const session = await openApplying();
  await createApplication(
    session.context,
    input({
      candidate: candidateDraft({ phone_number: '1', gender: 'FEMALE' }),
      remoteFields: {
        application: {
          tags: ['wood'],
          message: 'Hello',
          email: 'other@example.com',
          job_position_id: 1,
          attributes: [
            { id: 'phone', value: '2' },
            { id: 'custom_attribute_7', value: 'x' },
          ],
        },
      },
    }),
  );
  assert.deepEqual(bodyOf(session.calls), {
    first_name: 'Ada',
    last_name: 'Example',
    tags: ['wood'],
    message: 'Hello',
    attributes: [
      { id: 'gender', value: 'female' },
      { id: 'phone', value: '2' },
      { id: 'custom_attribute_7', value: 'x' },
    ],
    email: 'ada@example.com',
    job_position_id: 501,
  });
});

test('an application begins in the stage that was chosen', async () => {
  const phaseOf = async (stageRemoteId: string) => {
    const session = await openApplying();
    await createApplication(session.context, input({ stageRemoteId }));
    return bodyOf(session.calls)['phase'];
  };
  assert.deepEqual(await phaseOf('82'), { type: 'custom', id: 82 });
  assert.deepEqual(await phaseOf('74'), { type: 'system', id: 'offer' });
  assert.deepEqual(await phaseOf('withdrawn'), { type: 'system', id: 'withdrawn' });
});

test('what cannot be sent is refused before anything is', async () => {
  for (const given of [
    { job: { remoteId: 'a-job' } },
    { stageRemoteId: 'a-stage' },
    { stageRemoteId: '83' },
    { remoteFields: { application: 'text' } },
  ]) {
    const session = await openApplying();
    await assert.rejects(createApplication(session.context, input(given)), { kind: 'input' });
    assert.ok(!session.calls.some(({ route }) => route.startsWith('POST /v1')));
  }
});

test('without the credentials for it, nothing is sent and the reason is told', async () => {
  for (const credentials of [{ recruiting_token: undefined }, { company_id: undefined }]) {
    const session = await openApplying({}, credentials);
    await assert.rejects(createApplication(session.context, input()), (error) => {
      assert.ok(error instanceof RemoteError && error.kind === 'permission');
      assert.match(error.message, /`recruiting_token` and `company_id`/);
      return true;
    });
    assert.deepEqual(session.calls, []);
  }
});

test('what has no place is named', async () => {
  const session = await openApplying();
  const { warnings } = await createApplication(
    session.context,
    input({
      source: { name: 'A friend', remoteId: null, isAutomatic: false },
      gdprConsent: { given: true, expires_at: null },
      sourcedByUserRemoteId: '7001',
    }),
  );
  assert.deepEqual(
    warnings.map((warning) => /`(\w+)`/.exec(warning)?.[1]),
    ['source', 'gdpr_consent', 'sourced_by'],
  );
});

test('a channel is named by its id', async () => {
  const session = await openApplying();
  const source = { name: null, remoteId: '250624', isAutomatic: false };
  await createApplication(session.context, input({ source }));
  assert.equal(bodyOf(session.calls)['recruiting_channel_id'], 250_624);
});

for (const [reason, status, kind] of [
  ['errors.applicant-already-exists', 400, 'already-exists'],
  ['errors.job-position.not-published', 400, 'job-closed'],
  ['errors.attribute-validation.unknown', 400, 'input'],
  ['errors.file-validation.file-not-exists', 400, 'input'],
  ['errors.file-too-big', 413, 'input'],
  ['feature.recruiting.disabled', 403, 'permission'],
  ['feature.public-api.disabled', 400, 'permission'],
  ['errors.token', 401, 'authentication'],
] as const) {
  test(`${reason} is an error of the kind ${kind}, and nothing may have happened`, async () => {
    const session = await openApplying({ answer: () => refusal(reason, status) });
    await assert.rejects(createApplication(session.context, input()), (error) => {
      assert.ok(error instanceof RemoteError && !error.mayHaveHappened);
      assert.equal(error.kind, kind);
      assert.match(error.message, new RegExp(reason));
      return true;
    });
  });
}
