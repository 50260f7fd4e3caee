import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateApplicationInput, OutgoingFile } from '@hirewire/connector-kit';
import { openRecruitee, refusal } from '../fixtures/open-recruitee.ts';
import type { FixtureSession, Routes } from '../fixtures/open-recruitee.ts';
import { candidate, listCandidates, offer, placement, smallAccount } from '../fixtures/records.ts';
import { candidateDraft } from '../../testing/candidate-draft.ts';
import { recruitee } from '../index.ts';

const write = recruitee.write!;
const target = { remoteId: '1000', jobRemoteId: '10', candidateRemoteId: '50' };
const remoteFields = {};

function file(name: string): OutgoingFile {
  const content = Buffer.from(`content of ${name}`);
  return { name, contentType: 'application/pdf', size: content.length, chunks: () => [content] };
}

const cv = { type: 'CV' as const, file: file('cv.pdf') };

function input(fields: Partial<CreateApplicationInput> = {}): CreateApplicationInput {
  return {
    job: { remoteId: '10' },
    stageRemoteId: null,
    candidate: candidateDraft({
      additional_email_addresses: [{ type: 'WORK', email_address: 'work@example.com' }],
      phone_number: '+49 30 0123456',
      company: 'Example Dockyard',
      location: { country: 'DE', city: 'Kiel', state: null, street_1: null, zip_code: '24103' },
      availability_date: '2031-02-01',
      social_links: [
        { url: 'https://ada.example.com' },
        { url: 'https://de.linkedin.com/in/ada-example' },
      ],
    }),
    attachments: [],
    answers: [],
    source: { name: 'Job board', remoteId: null, isAutomatic: false },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields,
    ...fields,
  };
}

const answers: CreateApplicationInput['answers'] = [
  { questionRemoteId: '71', title: 'Why us?', format: { type: 'TEXT' }, value: 'Boats.' },
  {
    questionRemoteId: '72',
    title: 'Tools?',
    format: { type: 'MULTI_SELECT', options: [] },
    value: ['Saw', 'Plane'],
  },
  { questionRemoteId: '73', title: 'May you?', format: { type: 'BOOLEAN' }, value: true },
  { questionRemoteId: 'cv', title: 'CV', format: { type: 'FILE' }, value: file('answer.pdf') },
];

const made = { id: 90, emails: ['ada@example.com'], placements: [placement({ id: 1900 })] };
const found = (...hits: object[]) => ({ candidates: { hits } }) as never;

/** Nobody has the address; whoever is added is 90. */
function openJob(more: Routes = {}): Routes {
  return smallAccount({
    'GET /search/new/quick': found(),
    'POST /candidates': { candidate: made },
    'POST /custom_fields/candidates/90/fields': { field: { id: 3 } },
    'POST /candidates/90/notes': { note: { id: 9 } },
    'PATCH /placements/1900/change_stage': { placement: { id: 1900, stage_id: 102 } },
    ...more,
  });
}

const bodyOf = ({ calls }: FixtureSession, route: string): unknown =>
  calls.find((call) => call.route === route)?.body;

test('an application without answers is added as a recruiter adds it', async () => {
  const session = await openRecruitee(openJob());
  const own = { candidate: { cover_letter_text: 'Dear yard' } };
  const outcome = await write.createApplication!(
    session.context,
    input({ stageRemoteId: '102', remoteFields: own }),
  );
  assert.deepEqual([outcome.applicationRemoteId, outcome.candidateRemoteId], ['1900', '90']);
  assert.deepEqual(outcome.warnings, []);
  assert.deepEqual(bodyOf(session, 'POST /candidates'), {
    candidate: {
      name: 'Ada Example',
      emails: ['ada@example.com', 'work@example.com'],
      phones: ['+49 30 0123456'],
      social_links: ['https://de.linkedin.com/in/ada-example'],
      links: ['https://ada.example.com'],
      cover_letter: 'Dear yard',
      sources: ['Job board'],
    },
    // Beside the candidate: inside, it is ignored silently.
    offers: [10],
  });
  assert.deepEqual(bodyOf(session, 'PATCH /placements/1900/change_stage'), { stage_id: 102 });
  const fields = session.calls.filter(({ route }) => route.includes('custom_fields'));
  assert.deepEqual(
    fields.map(({ body }) => body),
    [
      { field: { kind: 'experience', values: [{ company: 'Example Dockyard' }] } },
      { field: { kind: 'address', values: [{ text: '24103 Kiel, Germany' }] } },
    ],
  );
  assert.deepEqual(bodyOf(session, 'POST /candidates/90/notes'), {
    note: { body: 'Available from: 2031-02-01', visibility: { level: 'public' } },
  });
});

/** The job's public page takes applications. */
function openSite(more: Routes = {}): Routes {
  return openJob({
    'GET /api/offers/boat-builder': { offer: { id: 10 } },
    'POST /api/offers/boat-builder/candidates': { candidate: made },
    'PATCH /candidates/90': { candidate: made },
    ...more,
  });
}

test('answers go through the form of the careers site, without credentials', async () => {
  const session = await openRecruitee(openSite());
  const outcome = await write.createApplication!(session.context, input({ answers }));
  assert.equal(outcome.applicationRemoteId, '1900');
  const sent = session.calls.find(({ route }) => route.startsWith('POST /api'));
  assert.equal(sent?.authorization, undefined);
  const form = String(sent?.body);
  const valueOf = (name: string): string[] =>
    form
      .split('--')
      .filter((part) => part.includes(`name="${name}"`))
      .map((part) => part.split('\r\n\r\n')[1]?.trim() ?? '');
  assert.deepEqual(valueOf('candidate[email]'), ['ada@example.com']);
  assert.deepEqual(valueOf('candidate[cv]'), ['content of answer.pdf']);
  const prefix = 'candidate[open_question_answers_attributes]';
  assert.deepEqual(valueOf(`${prefix}[0][open_question_id]`), ['71']);
  assert.deepEqual(valueOf(`${prefix}[0][content]`), ['Boats.']);
  assert.deepEqual(valueOf(`${prefix}[1][multi_content][]`), ['Saw', 'Plane']);
  assert.deepEqual(valueOf(`${prefix}[2][flag]`), ['true']);
  assert.ok(!session.calls.some(({ route }) => route === 'POST /candidates'));
  assert.ok(!session.calls.some(({ route }) => route === 'POST /attachments'), 'A second CV.');
  assert.match(outcome.warnings.join(), /source was not set/);
});

test('the answer to a demanded number is the number of the candidate', async () => {
  const session = await openRecruitee(openSite());
  const phone = { questionRemoteId: 'phone', title: 'Phone', format: { type: 'TEXT' } as const };
  await write.createApplication!(
    session.context,
    input({ answers: [...answers, { ...phone, value: '+48 600 999' }] }),
  );
  const sent = session.calls.find(({ route }) => route.startsWith('POST /api'));
  assert.match(String(sent?.body), /name="candidate\[phone\]"\s+\+48 600 999/);
  assert.doesNotMatch(String(sent?.body), /\[3\]\[content\]/);
});

const noteOfAnswers =
  'Available from: 2031-02-01<br>Why us?: Boats.<br>Tools?: Saw, Plane<br>May you?: Yes';

test('answers become a note where the form cannot take them, and nothing goes to another company', async () => {
  const ways: Routes[] = [
    { 'GET /api/offers/boat-builder': () => refusal(404, 'Not found') },
    { 'GET /api/offers/boat-builder': { offer: { id: 11 } } },
    { 'POST /api/offers/boat-builder/candidates': () => refusal(403, 'Forbidden') },
  ];
  for (const [index, way] of ways.entries()) {
    const session = await openRecruitee(
      openSite({
        'POST /attachments': { attachment: { id: 4 } },
        'PATCH /candidates/90/set_as_cv/4': { candidate: made },
        ...way,
      }),
    );
    const outcome = await write.createApplication!(session.context, input({ answers }));
    assert.equal(outcome.warnings.length, 1, outcome.warnings.join());
    const reason = index === 2 ? /Forbidden/ : /does not show this job/;
    assert.match(outcome.warnings[0] ?? '', /answers are in a note/);
    assert.match(outcome.warnings[0] ?? '', reason);
    const note = bodyOf(session, 'POST /candidates/90/notes') as { note: { body: string } };
    assert.equal(note.note.body, noteOfAnswers);
    const sent = session.calls.some(({ route }) => route.startsWith('POST /api'));
    assert.equal(sent, index === 2);
  }
});

test('a form that refuses an answer fails the application, and nothing is added beside it', async () => {
  const session = await openRecruitee(
    openSite({
      'POST /api/offers/boat-builder/candidates': () => refusal(422, "CV can't be blank"),
    }),
  );
  const attempt = write.createApplication!(session.context, input({ answers }));
  await assert.rejects(attempt, { kind: 'input', message: /CV can't be blank/ });
  assert.ok(!session.calls.some(({ route }) => route === 'POST /candidates'));
});

test('somebody with the same address gets a further placement, and keeps what is known', async () => {
  const known = candidate({ id: 60, emails: ['ADA@example.com'], placements: [] });
  const session = await openRecruitee(
    openJob({
      // The search is fuzzy: the first hit is somebody else.
      'GET /search/new/quick': found(
        { id: 61, emails: ['ada@example.org'] },
        { id: 60, emails: ['ADA@example.com'] },
      ),
      'GET /candidates/60': { candidate: known },
      'POST /placements': { placement: { id: 1901, candidate_id: 60, offer_id: 10 } },
      'POST /candidates/60/notes': { note: { id: 9 } },
    }),
  );
  const outcome = await write.createApplication!(session.context, input());
  assert.deepEqual([outcome.applicationRemoteId, outcome.candidateRemoteId], ['1901', '60']);
  assert.match(outcome.warnings.join(), /kept what it knew/);
  assert.deepEqual(bodyOf(session, 'POST /placements'), { candidate_id: 60, offer_id: 10 });
  assert.ok(!session.calls.some(({ route }) => route === 'GET /candidates/61'));
  assert.ok(!session.calls.some(({ route }) => route.includes('custom_fields')));
});

test('a search that gives everybody, as for a filter that is ignored, gives nobody the application', async () => {
  const session = await openRecruitee(
    openJob({
      // Without addresses: each is asked for.
      'GET /search/new/quick': found({ id: 60 }, { id: 61 }),
      'GET /candidates/60': { candidate: candidate({ id: 60, emails: ['bo@example.com'] }) },
      'GET /candidates/61': { candidate: candidate({ id: 61, emails: [] }) },
    }),
  );
  const outcome = await write.createApplication!(session.context, input());
  assert.equal(outcome.candidateRemoteId, '90');
  assert.ok(!session.calls.some(({ route }) => route === 'POST /placements'));
});

test('who is in the job already, or a job that is closed, is refused before anything is sent', async () => {
  const known = candidate({ emails: ['ada@example.com'] });
  const again = await openRecruitee(
    openJob({
      'GET /search/new/quick': found({ id: 50 }),
      'GET /candidates/50': { candidate: known },
    }),
  );
  const attempt = write.createApplication!(again.context, input());
  await assert.rejects(attempt, { kind: 'already-exists', message: /1000/ });
  for (const status of ['closed', 'draft', 'archived', 'paused']) {
    const closed = await openRecruitee(openJob({ 'GET /offers/10': { offer: offer({ status }) } }));
    await assert.rejects(write.createApplication!(closed.context, input()), { kind: 'job-closed' });
    assert.ok(closed.calls.every(({ route }) => route.startsWith('GET')));
  }
});

test('a stage that the job does not have is refused before anything is sent', async () => {
  const session = await openRecruitee(openJob());
  const attempt = write.createApplication!(session.context, input({ stageRemoteId: '999' }));
  await assert.rejects(attempt, { kind: 'input', message: /no stage 999/ });
  assert.ok(session.calls.every(({ route }) => route.startsWith('GET')));
});

test('an answer without the placement leads to a look-up; one without the candidate is an unknown outcome', async () => {
  const bare = { candidate: { id: 90 } };
  const session = await openRecruitee(
    openJob({ 'POST /candidates': bare, 'GET /candidates/90': { candidate: made } }),
  );
  const outcome = await write.createApplication!(session.context, input());
  assert.equal(outcome.applicationRemoteId, '1900');
  const empty = await openRecruitee(openJob({ 'POST /candidates': {} }));
  await assert.rejects(write.createApplication!(empty.context, input()), { mayHaveHappened: true });
});

test('a rejection names its reason, and its note goes to the candidate', async () => {
  const session = await openRecruitee({
    'PATCH /placements/1000/disqualify': { placement: { id: 1000, candidate_id: 50 } },
    'POST /candidates/50/notes': () => refusal(500, 'Oops'),
  });
  const application = { ...target, candidateRemoteId: null };
  const outcome = await write.rejectApplication!(session.context, {
    application,
    rejectionReasonRemoteId: '7',
    note: 'Sorry',
    remoteFields,
  });
  assert.deepEqual(bodyOf(session, 'PATCH /placements/1000/disqualify'), {
    disqualify_reason_id: 7,
  });
  assert.deepEqual(outcome.changed, [{ model: 'applications', remoteId: '1000' }]);
  assert.match(outcome.warnings.join(), /its note could not be written/);
});

test('a note is text that Recruitee shows as HTML; where that is refused, a document', async () => {
  const bodies: unknown[] = [];
  const session = await openRecruitee({
    'POST /candidates/50/notes': ({ body }) => {
      bodies.push(body);
      return bodies.length === 1 ? refusal(422, 'Body is invalid') : { body: { note: { id: 9 } } };
    },
  });
  const content = 'A <b> & B\nC';
  const own = { visibility: 'private' };
  await write.addApplicationNote!(session.context, {
    application: target,
    content,
    remoteFields: own,
  });
  const paragraph = (text: string) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
  const doc = { type: 'doc', content: [paragraph('A <b> & B'), paragraph('C')] };
  assert.deepEqual(bodies, [
    { note: { body: 'A &lt;b&gt; &amp; B<br>C', visibility: { level: 'private' } } },
    { note: { body_json: { doc }, visibility: { level: 'private' } } },
  ]);
});

test('`is_json` sends a document as it is, and nothing that is none', async () => {
  const session = await openRecruitee({ 'POST /candidates/50/notes': { note: { id: 9 } } });
  const add = (content: string) =>
    write.addApplicationNote!(session.context, {
      application: target,
      content,
      remoteFields: { is_json: true, visibility: { level: 'custom', role_ids: [1] } },
    });
  await assert.rejects(add('plain'), { kind: 'input' });
  assert.equal(session.calls.length, 0);
  await add('{"doc":{"type":"doc"}}');
  assert.deepEqual(session.calls[0]?.body, {
    note: { body_json: { doc: { type: 'doc' } }, visibility: { level: 'custom', role_ids: [1] } },
  });
});

test('an application whose candidate is not known is looked for in the list', async () => {
  const session = await openRecruitee(
    smallAccount({ 'POST /candidates/50/notes': { note: { id: 9 } } }),
  );
  const application = { ...target, candidateRemoteId: null };
  await write.addApplicationNote!(session.context, { application, content: 'A', remoteFields });
  const unknown = { ...application, remoteId: '99' };
  const attempt = write.addApplicationNote!(session.context, {
    application: unknown,
    content: 'A',
    remoteFields,
  });
  await assert.rejects(attempt, { kind: 'not-found' });
});

test('a CV is uploaded and made the CV; where the latter fails, it stays a file', async () => {
  const session = await openRecruitee({ 'POST /attachments': { attachment: { id: 4 } } });
  const outcome = await write.addCandidateAttachment!(session.context, {
    candidate: { remoteId: '50' },
    attachment: cv,
    remoteFields,
  });
  const form = String(bodyOf(session, 'POST /attachments'));
  assert.match(form, /name="attachment\[file\]"; filename="cv.pdf"/);
  assert.match(form, /name="attachment\[candidate_id\]"\r\n\r\n50/);
  assert.match(outcome.warnings.join(), /"cv.pdf" was added as a file, but not made the CV/);
});

test('files are the CV, the cover letter and the attachments, each opened where it is', async () => {
  const stored = 'https://files.example.com/cv%20of%20ana.pdf?X-Amz-Signature=1';
  const own = candidate({
    cv_original_url: stored,
    cover_letter_file_url: 'https://api.recruitee.com/c/1/candidates/50/letter.pdf?size=1',
  });
  const session = await openRecruitee({
    'GET /candidates/50': { candidate: own },
    'GET /candidates/50/attachments': { attachments: [{ id: 4, filename: 'motivation.txt' }] },
    'GET /candidates/50/letter.pdf': 'a letter',
  });
  const files = await write.getCandidateAttachments!(session.context, {
    candidate: { remoteId: '50' },
  });
  assert.deepEqual(
    files.map(({ remote_id: id, type, file_name: name }) => [id, type, name]),
    [
      ['50/cv', 'CV', 'cv of ana.pdf'],
      ['50/cover_letter', 'COVER_LETTER', 'letter.pdf'],
      ['4', 'COVER_LETTER', 'motivation.txt'],
    ],
  );
  const open = recruitee.openAttachment!;
  const letter = await open(session.context, files[1]?.reference ?? null);
  await Array.fromAsync(letter.body);
  const call = session.calls.at(-1);
  assert.deepEqual(
    [call?.route, call?.query, call?.authorization],
    ['GET /candidates/50/letter.pdf', { size: '1' }, 'Bearer fixture-token'],
  );
  await assert.rejects(open(session.context, { candidateId: '50' }), { kind: 'not-found' });
  await assert.rejects(open(session.context, files[2]?.reference ?? null), { kind: 'not-found' });
});

test('tags are added and removed by name, in whatever case the candidate has them', async () => {
  const session = await openRecruitee(
    smallAccount({
      'POST /candidates/50/tags': { candidate: { id: 50 } },
      'DELETE /candidates/50/tags': { candidate: { id: 50 } },
    }),
  );
  const about = (tagName: string) => ({ candidate: { remoteId: '50' }, tagName, remoteFields });
  const added = await write.addCandidateTag!(session.context, about(' GO '));
  assert.deepEqual(added.changed, [{ model: 'candidates', remoteId: '50' }]);
  assert.equal(bodyOf(session, 'POST /candidates/50/tags'), undefined, 'It is there.');
  await write.addCandidateTag!(session.context, about(' Rower '));
  assert.deepEqual(bodyOf(session, 'POST /candidates/50/tags'), { tags: ['Rower'] });
  await write.removeCandidateTag!(session.context, about('GO'));
  assert.deepEqual(bodyOf(session, 'DELETE /candidates/50/tags'), { tags: ['go'] });
  const none = await write.removeCandidateTag!(session.context, about('unknown'));
  assert.deepEqual(none.changed, []);
});

test('an application whose candidate is known is read again without the list', async () => {
  const session = await openRecruitee(
    smallAccount({ 'PATCH /placements/1000/change_stage': { placement: { id: 1000 } } }),
  );
  const { changed } = await write.moveApplicationToStage!(session.context, {
    application: target,
    stageRemoteId: '101',
    remoteFields,
  });
  const own = { model: 'applications', remoteId: '1000', candidateRemoteId: '50' };
  assert.deepEqual(changed, [own]);
  const read = recruitee.readById!.applications!;
  const [record] = await read(session.context, ['1000'], new Map([['1000', '50']]));
  assert.ok(record && 'job_remote_id' in record);
  assert.ok(!session.calls.some(({ route }) => route === 'GET /candidates'));
  // Somebody who was merged into another one since.
  const [moved] = await read(session.context, ['1000'], new Map([['1000', '49']]));
  assert.ok(moved && 'candidate_remote_id' in moved);
  assert.equal(moved.candidate_remote_id, '50');
});

test('an application is read again by the list that tells whose it is', async () => {
  const session = await openRecruitee(
    smallAccount({ 'GET /candidates': listCandidates([candidate()]) }),
  );
  const read = recruitee.readById!.applications!;
  const [own, gone] = await read(session.context, ['1000', '99']);
  assert.ok(own && 'job_remote_id' in own);
  assert.equal(own.job_remote_id, '10');
  assert.deepEqual(gone, { remote_id: '99', deleted: true });
});

test('a tracked application is named by its placement', () => {
  const find = write.importTrackedApplication!;
  assert.equal(find({ id_type: 'placement_id', placement_id: '1000' }), '1000');
  assert.equal(find({ id_type: 'application_id', application_id: '1000' }), null);
});
