import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateApplicationInput, OutgoingFile } from '@hirewire/connector-kit';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import { openOnlyfy, refusal } from '../fixtures/open-onlyfy.ts';
import type { FixtureSession, Routes } from '../fixtures/open-onlyfy.ts';
import {
  account,
  application,
  candidate,
  file as portfolio,
  fresh,
  hired,
  job,
  rejected,
} from '../fixtures/records.ts';
import { onlyfy } from '../index.ts';

const write = onlyfy.write!;
const remoteFields = {};
const target = { remoteId: '100', jobRemoteId: '10', candidateRemoteId: '50' };
const done = { status: 204, body: null };

function file(name: string): OutgoingFile {
  const content = Buffer.from(`content of ${name}`);
  return { name, contentType: 'application/pdf', size: content.length, chunks: () => [content] };
}
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const cv = { type: 'CV' as const, file: file('cv.PDF') };
const letter = { type: 'COVER_LETTER' as const, file: file('letter.pdf') };

function input(fields: Partial<CreateApplicationInput> = {}): CreateApplicationInput {
  return {
    job: { remoteId: '10' },
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

const answers: CreateApplicationInput['answers'] = [
  { questionRemoteId: '71', title: 'Why us?', format: { type: 'TEXT' }, value: 'The sea' },
  {
    questionRemoteId: '72',
    title: 'Tools',
    format: {
      type: 'SINGLE_SELECT',
      options: [{ id: '722', remote_id: '722', name: 'Plane' }],
    },
    value: '722',
  },
];

/** What has been changed, in order. */
const changesOf = ({ calls }: FixtureSession) =>
  calls
    .filter(({ route }) => !route.startsWith('GET'))
    .map(({ route, body }): [string, unknown] => [route, body]);

const nobody: Routes = {
  ...account,
  'GET /candidate': [],
  'POST /candidate': () => ({
    status: 201,
    body: { ...candidate, id: 51, job_applications: [{ id: 101, job_id: 10 }] },
  }),
  'PATCH /application/101': { ...application, id: 101 },
};

test('a new person is made with the application, which then gets source and files', async () => {
  const session = await openOnlyfy(nobody);
  const outcome = await write.createApplication!(
    session.context,
    input({
      candidate: candidateDraft({
        additional_email_addresses: [{ type: 'WORK', email_address: 'work@example.com' }],
        phone_number: '+49 431 0001',
        additional_phone_numbers: [{ type: 'PERSONAL', phone_number: '+49 431 0002' }],
        title: 'Shipwright',
        company: 'Example Dockyard',
        location: { country: 'DE', city: 'Kiel', state: null, street_1: 'Pier 4', zip_code: '1' },
        social_links: [{ url: 'https://de.linkedin.com/in/ada' }, { url: 'https://ada.example' }],
      }),
      attachments: [cv, letter],
      answers,
      source: { name: 'Job board', remoteId: null, isAutomatic: false },
    }),
  );
  assert.deepEqual(outcome, {
    applicationRemoteId: '101',
    candidateRemoteId: '51',
    changed: [],
    warnings: [],
  });
  assert.deepEqual(changesOf(session), [
    [
      'POST /candidate',
      {
        email: 'ada@example.com',
        profile: {
          firstname: 'Ada',
          lastname: 'Example',
          phone: '+49 431 0001',
          street: 'Pier 4',
          zip_code: '1',
          city_name: 'Kiel',
          country_of_residence: 'DE',
          positions: [{ title: 'Shipwright', company_name: 'Example Dockyard' }],
          additional_emails: [{ type: 'work', address: 'work@example.com' }],
          additional_phones: [{ type: 'home', number: '+49 431 0002' }],
          urls: [
            { type: 'linkedin', address: 'https://de.linkedin.com/in/ada' },
            { type: 'website', address: 'https://ada.example' },
          ],
        },
        custom_fields: [
          { custom_field_id: 71, values: [{ value: 'The sea' }] },
          { custom_field_id: 72, values: [{ id: 722, value: 'Plane' }] },
        ],
        send_email: false,
        job_id: 10,
        cv_file: { base64_content: base64('content of cv.PDF'), file_type: 'pdf' },
      },
    ],
    [
      'PATCH /application/101',
      {
        is_finished: true,
        referer: 'Job board',
        recruiter_files: [
          {
            filename: 'letter.pdf',
            base64_content: base64('content of letter.pdf'),
            is_visible_for_candidate: true,
            source: 'candidate',
          },
        ],
      },
    ],
  ]);
});

test('an application that was made is no error when a later step fails: it warns', async () => {
  const session = await openOnlyfy({
    ...nobody,
    'PATCH /application/101': () => refusal(400, 'No files'),
    'PUT /application/101/status/62': () => refusal(400, 'Not now'),
  });
  const { applicationRemoteId, warnings } = await write.createApplication!(
    session.context,
    input({ stageRemoteId: '62', attachments: [letter] }),
  );
  assert.equal(applicationRemoteId, '101');
  assert.equal(warnings.length, 2);
  assert.match(warnings[0] ?? '', /was created, but it could not be finished.*No files/);
  assert.match(warnings[1] ?? '', /could not be moved to its stage.*Not now/);
});

test('what the API has no place for is named in warnings', async () => {
  const session = await openOnlyfy(nobody);
  const { warnings } = await write.createApplication!(
    session.context,
    input({
      candidate: candidateDraft({ gender: 'FEMALE', availability_date: '2031-02-01' }),
      gdprConsent: { expires_at: null, given: true },
      sourcedByUserRemoteId: '1',
    }),
  );
  assert.deepEqual(
    warnings.map((warning) => /`(.*)`/.exec(warning)?.[1]),
    ['candidate.gender', 'candidate.availability_date', 'gdpr_consent', 'sourced_by'],
  );
});

test('an answer that does not name the application is followed by a look', async () => {
  const session = await openOnlyfy({
    ...nobody,
    'POST /candidate': () => ({
      status: 201,
      body: { ...candidate, id: 51, job_applications: [] },
    }),
    'GET /candidate/51': { ...candidate, id: 51, job_applications: [{ id: 101, job_id: 10 }] },
  });
  const { applicationRemoteId } = await write.createApplication!(session.context, input());
  assert.equal(applicationRemoteId, '101');
});

test('an answer that names nothing says that the application may be there', async () => {
  const session = await openOnlyfy({ ...nobody, 'POST /candidate': { ok: true } });
  await assert.rejects(() => write.createApplication!(session.context, input()), {
    kind: 'unknown',
    mayHaveHappened: true,
    message: /does not tell which it is/,
  });
});

const elsewhere: Routes = {
  ...account,
  'GET /candidate': [
    { ...candidate, id: 49, email: 'other@example.com' },
    { ...candidate, email: 'ADA@example.com', job_applications: [{ id: 99, job_id: 9 }] },
  ],
  'POST /application': () => ({ status: 201, body: { ...application, id: 102 } }),
  'PATCH /candidate/50': candidate,
};

test('a known person gets a further application, keeps their CV and their other answers', async () => {
  const session = await openOnlyfy(elsewhere);
  const { warnings, ...outcome } = await write.createApplication!(
    session.context,
    input({ attachments: [cv], answers: answers.slice(0, 1) }),
  );
  assert.deepEqual(outcome, {
    applicationRemoteId: '102',
    candidateRemoteId: '50',
    changed: [],
  });
  assert.deepEqual(warnings, []);
  assert.deepEqual(changesOf(session), [
    [
      'POST /application',
      {
        candidate_id: 50,
        job_id: 10,
        is_finished: true,
        recruiter_files: [
          {
            filename: 'cv.PDF',
            base64_content: base64('content of cv.PDF'),
            is_visible_for_candidate: true,
            source: 'candidate',
          },
        ],
      },
    ],
    [
      'PATCH /candidate/50',
      {
        custom_fields: [
          {
            custom_field_id: 72,
            values: [
              { id: 721, value: 'Saw' },
              { id: 722, value: 'Plane' },
            ],
          },
          { custom_field_id: 71, values: [{ value: 'The sea' }] },
        ],
      },
    ],
  ]);
});

test('the first CV of a known person becomes theirs', async () => {
  const person = { ...candidate, has_cv_upload: false, cv_file: null, job_applications: [] };
  const session = await openOnlyfy({ ...elsewhere, 'GET /candidate': [person] });
  await write.createApplication!(session.context, input({ attachments: [cv] }));
  assert.deepEqual(changesOf(session).at(-1), [
    'PATCH /candidate/50',
    { cv_file: { base64_content: base64('content of cv.PDF'), file_type: 'pdf' } },
  ]);
});

test('an application that is under way or hired is not made twice, one that was rejected is', async () => {
  for (const status of [fresh, hired]) {
    const session = await openOnlyfy({
      ...account,
      'GET /application/100': { ...application, current_job_application_status: status },
    });
    await assert.rejects(() => write.createApplication!(session.context, input()), {
      kind: 'already-exists',
    });
    assert.deepEqual(changesOf(session), []);
  }
  for (const fields of [
    { current_job_application_status: rejected },
    { canceled_at: '2026-03-01T10:00:00Z' },
  ]) {
    const session = await openOnlyfy({
      ...elsewhere,
      'GET /candidate': [candidate],
      'GET /application/100': { ...application, ...fields },
    });
    await write.createApplication!(session.context, input());
    assert.equal(changesOf(session)[0]?.[0], 'POST /application');
  }
});

test('nobody applies for a job that is finished', async () => {
  const finished = { ...job, finished_at: '2026-03-01T10:00:00Z' };
  const session = await openOnlyfy({ ...nobody, 'GET /job/10': finished });
  await assert.rejects(() => write.createApplication!(session.context, input()), {
    kind: 'job-closed',
  });
  assert.deepEqual(changesOf(session), []);
});

test('a move is one request, and is not sent twice', async () => {
  const routes = { ...account, 'PUT /application/100/status/61': () => done };
  const session = await openOnlyfy(routes);
  const outcome = await write.moveApplicationToStage!(session.context, {
    application: target,
    stageRemoteId: '61',
    remoteFields,
  });
  assert.deepEqual(outcome.changed, [{ model: 'applications', remoteId: '100' }]);
  assert.deepEqual(changesOf(session), [['PUT /application/100/status/61', {}]]);
  const broken = await openOnlyfy({
    'PUT /application/100/status/61': () => refusal(502, 'Bad gateway'),
  });
  await assert.rejects(
    () =>
      write.moveApplicationToStage!(broken.context, {
        application: target,
        stageRemoteId: '61',
        remoteFields,
      }),
    { mayHaveHappened: true },
  );
  assert.equal(broken.calls.length, 1);
});

const otherSet = {
  id: 7,
  statuses: [
    { id: 74, name: 'rejected ', is_rejected: true },
    { id: 75, name: 'Too late', is_rejected: true },
    { id: 76, name: 'No show', is_rejected_by_candidate: true },
    { id: 77, name: 'Welcome', is_hired: true },
  ],
  job_ids: [11],
};

async function reject(reason: string, note: string | null, routes: Routes = {}) {
  const sets = [{ id: 6, statuses: job.job_application_status_set.statuses }, otherSet];
  const session = await openOnlyfy({
    ...account,
    'GET /status_set': sets,
    'PUT /application/100/status/64': () => done,
    'PUT /application/100/status/65': () => done,
    ...routes,
  });
  const outcome = write.rejectApplication!(session.context, {
    application: target,
    rejectionReasonRemoteId: reason,
    note,
    remoteFields,
  });
  return { session, outcome };
}

test('a rejection gives a status that rejects, with the note as its reason', async () => {
  const { session, outcome } = await reject('64', 'No boats');
  assert.deepEqual((await outcome).warnings, []);
  assert.deepEqual(changesOf(session), [
    ['PUT /application/100/status/64', { reason: 'No boats' }],
  ]);
});

test('a reason of another job becomes the one of that name, or of that kind with a warning', async () => {
  const early = { ...rejected, id: 68, name: 'Too early' };
  const own = { ...job, job_application_status_set: { id: 6, statuses: [early, rejected] } };
  const sameName = await reject('74', null, { 'GET /job/10': own });
  assert.deepEqual((await sameName.outcome).warnings, []);
  assert.deepEqual(changesOf(sameName.session), [['PUT /application/100/status/64', {}]]);
  const sameKind = await reject('75', null);
  assert.match((await sameKind.outcome).warnings[0] ?? '', /no status "Too late".*with "Rejected"/);
  assert.deepEqual(changesOf(sameKind.session), [['PUT /application/100/status/64', {}]]);
  const byCandidate = await reject('76', null);
  await byCandidate.outcome;
  assert.deepEqual(changesOf(byCandidate.session), [['PUT /application/100/status/65', {}]]);
});

test('no rejection moves an application on, or hires', async () => {
  const none = { ...job, job_application_status_set: { id: 6, statuses: [fresh, hired] } };
  for (const [reason, message, routes] of [
    ['63', /"Hired" does not reject/, {}],
    ['77', /"Welcome" does not reject/, {}],
    ['999', /has no status 999/, {}],
    ['64', /has no status like "Rejected".*: none/, { 'GET /job/10': none }],
  ] as const) {
    const { session, outcome } = await reject(reason, null, routes);
    await assert.rejects(outcome, { kind: 'input', message });
    assert.deepEqual(changesOf(session), []);
  }
});

test('a tag is added to those that are there, and one that is there changes nothing', async () => {
  const session = await openOnlyfy({ ...account, 'PATCH /candidate/50': candidate });
  const person = { candidate: { remoteId: '50' }, remoteFields };
  await write.addCandidateTag!(session.context, { ...person, tagName: ' sailor' });
  await write.addCandidateTag!(session.context, { ...person, tagName: 'Welder' });
  assert.deepEqual(changesOf(session), [['PATCH /candidate/50', { candidate_tag_ids: [91, 92] }]]);
});

test('a tag that onlyfy does not have is refused, as no request makes one', async () => {
  const session = await openOnlyfy(account);
  const tag = { candidate: { remoteId: '50' }, tagName: 'New', remoteFields };
  await assert.rejects(() => write.addCandidateTag!(session.context, tag), {
    kind: 'input',
    message: /no tag "New".*cannot make one/,
  });
  assert.deepEqual(changesOf(session), []);
});

test('a tag is removed from the list, and one that is not there changes nothing', async () => {
  const session = await openOnlyfy({ ...account, 'PATCH /candidate/50': candidate });
  const person = { candidate: { remoteId: '50' }, remoteFields };
  await write.removeCandidateTag!(session.context, { ...person, tagName: 'WELDER' });
  await write.removeCandidateTag!(session.context, { ...person, tagName: 'Sailor' });
  assert.deepEqual(changesOf(session), [['PATCH /candidate/50', { candidate_tag_ids: [] }]]);
});

test('a file is sent with those that are there, hidden from the candidate', async () => {
  const report = {
    filename: 'report.pdf',
    base64_content: base64('content of report.pdf'),
    is_visible_for_candidate: false,
  };
  const attachment = { type: 'OTHER' as const, file: file('report.pdf') };
  for (const [after, warnings] of [
    [[portfolio, report], 0],
    [[portfolio, portfolio, report], 1],
  ] as const) {
    const answer = { ...application, recruiter_files: [...after] };
    const session = await openOnlyfy({ ...account, 'PATCH /application/100': answer });
    const outcome = await write.addApplicationAttachment!(session.context, {
      application: target,
      attachment,
      remoteFields,
    });
    assert.equal(outcome.warnings.length, warnings);
    assert.deepEqual(changesOf(session), [
      ['PATCH /application/100', { recruiter_files: [portfolio, report] }],
    ]);
  }
});

test('a CV of a candidate replaces none: a further one is on the newest application', async () => {
  const routes = {
    ...account,
    'PATCH /candidate/50': candidate,
    'GET /candidate/50': { ...candidate, job_applications: [{ id: 100 }, { id: 99 }] },
    'PATCH /application/100': application,
  };
  const first = await openOnlyfy({
    ...routes,
    'GET /candidate/50': { ...candidate, has_cv_upload: false, cv_file: null },
  });
  const add = (session: FixtureSession) =>
    write.addCandidateAttachment!(session.context, {
      candidate: { remoteId: '50' },
      attachment: cv,
      remoteFields,
    });
  await add(first);
  assert.deepEqual(
    changesOf(first).map(([route]) => route),
    ['PATCH /candidate/50'],
  );
  const second = await openOnlyfy(routes);
  await add(second);
  assert.deepEqual(
    changesOf(second).map(([route]) => route),
    ['PATCH /application/100'],
  );
  const none = { ...candidate, job_applications: [] };
  const without = await openOnlyfy({ ...routes, 'GET /candidate/50': none });
  await assert.rejects(() => add(without), { kind: 'input', message: /no application/ });
});

test('files are listed with the CV, each once, and open byte for byte', async () => {
  const files = [portfolio, portfolio, { filename: 'Anschreiben.pdf', base64_content: null }];
  const session = await openOnlyfy({
    ...account,
    'GET /application/100': { ...application, recruiter_files: files },
  });
  const listed = await write.getApplicationAttachments!(session.context, { application: target });
  assert.deepEqual(
    listed.map(({ type, file_name: name, content_type: contentType }) => [type, name, contentType]),
    [
      ['CV', 'ada.pdf', 'application/pdf'],
      ['OTHER', 'portfolio.pdf', 'application/pdf'],
      ['COVER_LETTER', 'Anschreiben.pdf', 'application/pdf'],
    ],
  );
  const ofCandidate = await write.getCandidateAttachments!(session.context, {
    candidate: { remoteId: '50' },
  });
  assert.deepEqual(ofCandidate, listed);
  const texts = ['the CV', 'portfolio'];
  for (const [index, text] of texts.entries()) {
    const opened = await onlyfy.openAttachment!(session.context, listed[index]!.reference);
    assert.equal(opened.size, text.length);
    assert.equal(Buffer.concat(await Array.fromAsync(opened.body)).toString(), text);
  }
  for (const reference of [listed[2]!.reference, { id: 'none' }]) {
    await assert.rejects(() => onlyfy.openAttachment!(session.context, reference), {
      kind: 'not-found',
    });
  }
});

test('an application is imported by its id, in the form of the wire', () => {
  const id = { id_type: 'application_id', application_id: '100' };
  assert.equal(write.importTrackedApplication!(id), '100');
  assert.equal(write.importTrackedApplication!({ ...id, id_type: 'placement_id' }), null);
});

test('credentials are asked for each list, and what is refused is named', async () => {
  const session = await openOnlyfy({
    ...account,
    'GET /status_set': () => refusal(403, 'No access'),
  });
  const { missingPermissions } = await onlyfy.checkCredentials(session.context);
  assert.deepEqual(missingPermissions, [
    {
      permission: '/status_set',
      grantedAt: 'the access groups of the API key',
      models: ['application_stages', 'rejection_reasons'],
      actions: [],
    },
  ]);
  const wrong = await openOnlyfy({ ...account, 'GET /job': () => refusal(401, 'Unknown key') });
  await assert.rejects(async () => onlyfy.checkCredentials(wrong.context), {
    kind: 'authentication',
  });
});
