import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateApplicationInput, Json } from '@hirewire/connector-kit';
import { failure, list, one, openLever } from '../fixtures/open-lever.ts';
import type { Routes } from '../fixtures/open-lever.ts';
import { application, applyForm, opportunity, posting, references } from '../fixtures/records.ts';
import { lever } from '../index.ts';

const write = lever.write!;
const settings = { perform_as: 'u-1' };
const target = { remoteId: 'o-1', jobRemoteId: 'p-1', candidateRemoteId: 'c-1' };
const remoteFields = {};
const done = () => one({ id: 'done' });

const cv = {
  type: 'CV' as const,
  file: {
    name: 'cv.pdf',
    contentType: 'application/pdf',
    size: 2,
    chunks: () => [Buffer.from('CV')],
  },
};

function input(fields: Partial<CreateApplicationInput> = {}): CreateApplicationInput {
  return {
    job: { remoteId: 'p-1' },
    stageRemoteId: null,
    candidate: {
      first_name: 'Conny',
      last_name: 'Example',
      email_address: 'conny@example.com',
      additional_email_addresses: [],
      company: 'Example Dockyard',
      title: null,
      phone_number: '+49 30 0123456',
      additional_phone_numbers: [],
      location: { country: 'DE', city: 'Leipzig', state: null, street_1: null, zip_code: null },
      gender: null,
      availability_date: null,
      salary_expectations: null,
      social_links: [
        { url: 'https://conny.example.com' },
        { url: 'https://de.linkedin.com/in/conny-example' },
      ],
    },
    attachments: [cv],
    answers: [],
    source: { name: 'Job board', remoteId: null, isAutomatic: false },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields: {},
    ...fields,
  };
}

const answers: CreateApplicationInput['answers'] = [
  { questionRemoteId: 'q-1/0', title: 'Why us?', format: { type: 'TEXT' }, value: 'Boats.' },
  { questionRemoteId: 'q-1/1', title: 'May you?', format: { type: 'BOOLEAN' }, value: true },
];

const made = opportunity({ emails: ['conny@example.com'], contact: 'c-9', id: 'o-9' });

/** Nobody has applied before; the form makes `o-9`. */
function openJob(more: Routes = {}): Routes {
  let isMade = false;
  return {
    ...references,
    'GET /postings/p-1': () => one(posting()),
    'GET /postings/p-1/apply': () => one(applyForm),
    'POST /uploads': () => one({ uri: 'https://files.example.com/1' }),
    'GET /opportunities': () => list(isMade ? [made] : []),
    'POST /postings/p-1/apply': () => {
      isMade = true;
      return one({ applicationId: 'a-1' }, 201);
    },
    ...more,
  };
}

test('an application with answers submits the form of the posting, in its order', async () => {
  const session = await openLever(
    openJob({ 'POST /opportunities/o-9/notes': done, 'PUT /opportunities/o-9/stage': done }),
    settings,
  );
  const outcome = await write.createApplication!(
    session.context,
    input({ answers, stageRemoteId: 'lead-new' }),
  );
  assert.equal(outcome.applicationRemoteId, 'o-9');
  assert.equal(outcome.candidateRemoteId, 'c-9');
  assert.deepEqual(outcome.warnings, []);
  const submitted = session.calls.find(({ route }) => route === 'POST /postings/p-1/apply');
  assert.deepEqual(submitted?.body, {
    customQuestions: [
      {
        id: 'q-1',
        fields: [{ value: 'Boats.' }, { value: 'Yes' }, { value: null }, { value: null }],
      },
      { id: 'q-2', fields: [{ value: null }] },
    ],
    personalInformation: [
      { name: 'fullName', value: 'Conny Example' },
      { name: 'email', value: 'conny@example.com' },
      { name: 'phone', value: '+49 30 0123456' },
      { name: 'currentLocation', value: 'Leipzig, Germany' },
      { name: 'resume', value: 'https://files.example.com/1' },
    ],
    urls: [
      { name: 'LinkedIn', value: 'https://de.linkedin.com/in/conny-example' },
      { name: 'Other', value: 'https://conny.example.com' },
    ],
    source: 'Job board',
  });
  const moved = session.calls.find(({ route }) => route === 'PUT /opportunities/o-9/stage');
  assert.deepEqual([moved?.body, moved?.query], [{ stage: 'lead-new' }, { perform_as: 'u-1' }]);
  const noted = session.calls.find(({ route }) => route === 'POST /opportunities/o-9/notes');
  assert.deepEqual(noted?.body, { value: 'Company: Example Dockyard' });
});

test('what the form demands and the candidate lacks is asked for, and its answer goes along', async () => {
  const urls = [{ name: 'LinkedIn', required: true }];
  const session = await openLever(
    openJob({ 'GET /postings/p-1/apply': () => one({ ...applyForm, urls }) }),
    settings,
  );
  const text = (questionRemoteId: string, value: string) =>
    ({ questionRemoteId, title: questionRemoteId, format: { type: 'TEXT' }, value }) as const;
  const { candidate } = input();
  await write.createApplication!(
    session.context,
    input({
      candidate: { ...candidate, phone_number: null, social_links: [] },
      answers: [
        text('personal/phone', '+49 30 999'),
        text('link/LinkedIn', 'https://linkedin.com/in/conny'),
      ],
    }),
  );
  const submitted = session.calls.find(({ route }) => route === 'POST /postings/p-1/apply');
  assert.partialDeepStrictEqual(submitted?.body, {
    personalInformation: [
      { name: 'fullName', value: 'Conny Example' },
      { name: 'email', value: 'conny@example.com' },
      { name: 'phone', value: '+49 30 999' },
    ],
    urls: [{ name: 'LinkedIn', value: 'https://linkedin.com/in/conny' }],
  });
});

test('EEO answers are sent by the names of their questions', async () => {
  const eeoQuestions = { gender: { type: 'dropdown', options: [{ text: 'Female' }] } };
  const session = await openLever(
    openJob({ 'GET /postings/p-1/apply': () => one({ ...applyForm, eeoQuestions }) }),
  );
  const answer = { questionRemoteId: 'eeo/gender', title: 'gender', value: 'Female' };
  await write.createApplication!(
    session.context,
    input({ answers: [{ ...answer, format: { type: 'SINGLE_SELECT', options: [] } }] }),
  );
  const submitted = session.calls.find(({ route }) => route === 'POST /postings/p-1/apply');
  assert.match(JSON.stringify(submitted?.body), /"eeoResponses":\{"gender":"Female"\}/);
});

test('without an acting user the form is submitted, and what needs one is a warning', async () => {
  const session = await openLever(openJob());
  const outcome = await write.createApplication!(session.context, input());
  assert.equal(outcome.applicationRemoteId, 'o-9');
  assert.match(outcome.warnings.join(), /perform_as/);
  await assert.rejects(
    write.createApplication!(session.context, input({ stageRemoteId: 'lead-new' })),
    { kind: 'input' },
  );
});

test('without answers an opportunity is added, with fields of the caller', async () => {
  const session = await openLever(
    openJob({
      'POST /opportunities': () => ({
        status: 201,
        body: { data: { id: 'o-9', contact: 'c-9' }, deduped: true },
      }),
    }),
    settings,
  );
  const outcome = await write.createApplication!(
    session.context,
    input({
      attachments: [],
      remoteFields: { perform_as: 'u-2', candidate: { origin: 'agency' } },
    }),
  );
  assert.equal(outcome.candidateRemoteId, 'c-9');
  assert.match(outcome.warnings.join(), /was there already/);
  const added = session.calls.find(({ route }) => route === 'POST /opportunities');
  assert.deepEqual(added?.query, { perform_as: 'u-2' });
  assert.deepEqual(added?.body, {
    name: 'Conny Example',
    emails: ['conny@example.com'],
    postings: ['p-1'],
    origin: 'agency',
    stage: 'applicant-new',
    headline: 'Example Dockyard',
    location: 'Leipzig, Germany',
    phones: [{ value: '+49 30 0123456', type: 'mobile' }],
    links: ['https://conny.example.com', 'https://de.linkedin.com/in/conny-example'],
    sources: ['Job board'],
  });
  await write.createApplication!(session.context, input());
  const form = String(session.calls.at(-1)?.body);
  for (const name of ['emails[]', 'phones[0][value]', 'resumeFile']) {
    assert.ok(form.includes(`name="${name}"`), `${name} is not in the form`);
  }
});

test('whoever is in progress or hired has applied already, and whoever was turned down may again', async () => {
  const tryWith = async (archived: Json) => {
    const session = await openLever(
      openJob({ 'GET /opportunities': () => list([{ ...made, archived }]) }),
    );
    return write.createApplication!(session.context, input());
  };
  await assert.rejects(tryWith(null), { kind: 'already-exists' });
  await assert.rejects(tryWith({ reason: 'r-hired' }), { kind: 'already-exists' });
  assert.equal((await tryWith({ reason: 'r-skills' })).applicationRemoteId, 'o-9');
});

test('a closed posting takes no applications', async () => {
  const session = await openLever(
    openJob({ 'GET /postings/p-1': () => one(posting({ state: 'closed' })) }),
  );
  await assert.rejects(write.createApplication!(session.context, input()), { kind: 'job-closed' });
});

test('a posting that closes while somebody applies takes no applications either', async () => {
  const session = await openLever(openJob({ 'POST /postings/p-1/apply': () => undefined }));
  await assert.rejects(write.createApplication!(session.context, input()), { kind: 'job-closed' });
});

test('an application that cannot be found yet says that it was made', async () => {
  const session = await openLever(openJob({ 'GET /opportunities': [] }));
  await assert.rejects(write.createApplication!(session.context, input()), {
    mayHaveHappened: true,
  });
});

test('a reason that hires turns nobody down', async () => {
  const session = await openLever(
    { ...references, 'PUT /opportunities/o-1/archived': done },
    settings,
  );
  const reject = (rejectionReasonRemoteId: string) =>
    write.rejectApplication!(session.context, {
      application: target,
      rejectionReasonRemoteId,
      note: null,
      remoteFields,
    });
  await assert.rejects(reject('r-hired'), { kind: 'input' });
  assert.ok(session.calls.every(({ route }) => route.startsWith('GET')));
  await reject('r-skills');
  assert.deepEqual(session.calls.at(-1)?.body, { reason: 'r-skills' });
});

test('without an acting user nothing is sent', async () => {
  const session = await openLever(references);
  const { context } = session;
  const changes = [
    write.moveApplicationToStage!(context, {
      application: target,
      stageRemoteId: 's',
      remoteFields,
    }),
    write.addApplicationNote!(context, { application: target, content: 'Hi', remoteFields }),
    write.addCandidateTag!(context, { candidate: { remoteId: 'c-1' }, tagName: 'x', remoteFields }),
    write.addApplicationAttachment!(context, { application: target, attachment: cv, remoteFields }),
  ];
  for (const change of changes) await assert.rejects(change, { kind: 'input' });
  assert.deepEqual(session.calls, []);
});

test('a result link is a link, and a note with its label and details', async () => {
  const session = await openLever(
    {
      'POST /opportunities/o-1/addLinks': done,
      'POST /opportunities/o-1/notes': () => failure(400, 'BadRequestError', 'No notes'),
    },
    settings,
  );
  const details = { customFieldNamePrefix: 'Test:', attributes: [{ key: 'Score', value: '85' }] };
  const link = { label: 'Report', url: 'https://r.example.com/1', details };
  const outcome = await write.addApplicationResultLink!(session.context, {
    application: target,
    link,
    remoteFields,
  });
  assert.deepEqual(
    session.calls.map(({ body }) => body),
    [
      { links: ['https://r.example.com/1'] },
      { value: 'Report: https://r.example.com/1\nTest: Score: 85' },
    ],
  );
  assert.match(outcome.warnings.join(), /No notes/);
});

test('tags go to the newest opportunity in progress, and from all', async () => {
  const archived = opportunity({ id: 'o-2', createdAt: Date.now(), tags: ['go'], archived: {} });
  const session = await openLever(
    {
      'GET /opportunities': [archived, opportunity({ tags: ['Go'] })],
      'POST /opportunities/o-1/addTags': done,
      'POST /opportunities/o-1/removeTags': done,
      'POST /opportunities/o-2/removeTags': done,
    },
    settings,
  );
  const candidate = { remoteId: 'c-1' };
  const change = (name: 'addCandidateTag' | 'removeCandidateTag', tagName: string) =>
    write[name]!(session.context, { candidate, tagName, remoteFields });
  await change('addCandidateTag', 'GO');
  await change('addCandidateTag', 'Rust');
  await change('removeCandidateTag', 'go');
  const sent = session.calls.filter(({ route }) => route.startsWith('POST'));
  assert.deepEqual(
    sent.map(({ route, body }) => [route.slice('POST /opportunities/'.length), body]),
    [
      ['o-1/addTags', { tags: ['Rust'] }],
      ['o-1/removeTags', { tags: ['Go'] }],
      ['o-2/removeTags', { tags: ['go'] }],
    ],
  );
});

test('files are listed with what they are, and opened with our credentials', async () => {
  const session = await openLever({
    'GET /opportunities/o-1/resumes': [{ id: 'r-1', createdAt: 1, file: { name: 'cv.pdf' } }],
    'GET /opportunities/o-1/files': [{ id: 'f-1', name: 'Cover letter.docx' }],
    'GET /opportunities/o-1/resumes/r-1/download': () => ({ body: Buffer.from('CV') }),
  });
  const files = await write.getApplicationAttachments!(session.context, { application: target });
  assert.deepEqual(
    files.map(({ type, file_name: name }) => [type, name]),
    [
      ['CV', 'cv.pdf'],
      ['COVER_LETTER', 'Cover letter.docx'],
    ],
  );
  const { body } = await lever.openAttachment!(session.context, files[0]?.reference ?? null);
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  assert.equal(Buffer.concat(pieces).toString(), 'CV');
  assert.match(session.calls.at(-1)?.authorization ?? '', /^Basic /);
});

test('what was changed is read again by its id, and what is gone is a tombstone', async () => {
  const session = await openLever({
    ...references,
    'GET /opportunities/o-1': () => one(opportunity({ applications: [application()] })),
    'GET /opportunities': [],
    'GET /tags': [{ text: 'Go' }],
  });
  const { applications, candidates, tags } = lever.readById!;
  const [found, gone] = await applications!(session.context, ['o-1', 'o-7']);
  assert.ok(found && !('deleted' in found));
  assert.equal(found.job_remote_id, 'p-1');
  assert.deepEqual(gone, { remote_id: 'o-7', deleted: true });
  assert.deepEqual(await candidates!(session.context, ['c-7']), [
    { remote_id: 'c-7', deleted: true },
  ]);
  const [tag] = await tags!(session.context, ['Go']);
  assert.ok(tag && !('deleted' in tag));
});
