import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createContext,
  createDryRunClient,
  createLocalLimiter,
  createTestClock,
  silentLog,
} from '@hirewire/connector-kit';
import type { AnswerDraft, CreateApplicationInput, QuestionFormat } from '@hirewire/connector-kit';
import type { Row } from '../fixtures/open-greenhouse.ts';
import { failure } from '../fixtures/open-greenhouse.ts';
import {
  applyRoute,
  boardPath,
  formOf,
  openJobBoard,
  options,
  question,
} from '../fixtures/job-board.ts';
import { application, candidate, post } from '../fixtures/records.ts';
import { applicationInput, bodyOf, cv, file, sentTo } from '../fixtures/writes.ts';
import { greenhouse } from '../index.ts';

type Session = Awaited<ReturnType<typeof openJobBoard>>;

const create = (session: Session, fields: Partial<CreateApplicationInput> = {}) =>
  greenhouse.write!.createApplication!(
    session.context,
    applicationInput({ answers: [why], ...fields }),
  );

const answer = (
  questionRemoteId: string,
  format: QuestionFormat,
  value: AnswerDraft['value'],
): AnswerDraft => ({ questionRemoteId, title: `Title of ${questionRemoteId}`, format, value });
const why = answer('question_1', { type: 'TEXT' }, 'The boats.');

const formSent = async (session: Session): Promise<[string, string][]> => {
  const [call, ...others] = sentTo(session, applyRoute);
  assert.ok(call, 'No form was sent.');
  assert.equal(others.length, 0, 'It was sent once.');
  return formOf(call);
};
/** That nobody has applied, in whichever way. */
const assertNothingMade = ({ calls }: Session): void => {
  const changes = calls.filter(({ route }) => !route.startsWith('GET') && route !== 'POST /token');
  assert.deepEqual(
    changes.map(({ route }) => route),
    [],
  );
};
/** That the application was made by Harvest, with the answer in a note. */
const assertNoted = (session: Session): void => {
  assert.equal(sentTo(session, 'POST /candidates').length, 1);
  assert.match(Object(bodyOf(session, 'POST /notes')).body, /Title of question_1: The boats\./);
};

test('answers go into the form of the job board, with the person and the files', async () => {
  const session = await openJobBoard();
  const letter = { type: 'COVER_LETTER' as const, file: file('letter.docx') };
  const outcome = await create(session, { attachments: [cv, letter] });
  assert.deepEqual(await formSent(session), [
    ['first_name', 'Conny'],
    ['last_name', 'Example'],
    ['email', 'conny@example.com'],
    ['phone', '+49 30 0123456'],
    ['location', '04103 Leipzig, Germany'],
    ['resume', 'cv.pdf: CV'],
    ['cover_letter', 'letter.docx: CV'],
    ['question_1', 'The boats.'],
  ]);
  assert.equal(outcome.candidateRemoteId, '12');
  assert.equal(outcome.applicationRemoteId, '120');
  assert.deepEqual(outcome.warnings, []);
  assert.deepEqual(sentTo(session, 'POST /candidates'), []);
  assert.deepEqual(sentTo(session, 'POST /attachments'), []);
});

test('the key goes to the form alone, and all else is done in the name of who acts', async () => {
  const session = await openJobBoard();
  await create(session, { remoteFields: { post_headers: { 'On-Behalf-Of': '9' } } });
  const authorizations = new Map(
    session.calls.map(({ route, authorization }) => [route, authorization]),
  );
  assert.equal(authorizations.get(applyRoute), `Basic ${btoa('fixture-board-key:')}`);
  assert.equal(authorizations.get(`GET ${boardPath}/jobs/20`), undefined);
  assert.equal(authorizations.get('GET /job_boards'), 'Bearer token-of-7');
  for (const route of ['PATCH /candidates/12', 'PATCH /applications/120', 'POST /notes']) {
    assert.equal(authorizations.get(route), 'Bearer token-of-9', route);
  }
});

test('an answer of every type is sent as the form has its question', async () => {
  const yesOrNo = [
    { value: 0, label: 'No' },
    { value: 1, label: 'Yes' },
  ];
  const fields = {
    questions: [
      question('Text', [{ name: 'question_1', type: 'input_text', values: [] }]),
      question('Number', [{ name: 'question_2', type: 'input_text' }]),
      question('Day', [{ name: 'question_3', type: 'input_text' }]),
      question('Flag', [
        { name: 'question_4', type: 'multi_value_single_select', values: yesOrNo },
      ]),
      question('One', [
        { name: 'question_5', type: 'multi_value_single_select', values: options('Red', 'Blue') },
      ]),
      question('Some', [
        { name: 'question_6[]', type: 'multi_value_multi_select', values: options('A', 'B', 'C') },
      ]),
      question('Paper', [
        { name: 'question_7_text', type: 'textarea' },
        { name: 'question_7', type: 'input_file' },
      ]),
      question('Words', [{ name: 'question_8', type: 'input_text' }]),
      question('By text &amp; name', [
        { name: 'question_9', type: 'multi_value_single_select', values: options('Tea', 'Rum') },
      ]),
    ],
  };
  const choice = (id: string, name: string) => ({ id, remote_id: id, name });
  const session = await openJobBoard({ fields });
  await create(session, {
    answers: [
      why,
      answer('question_2', { type: 'NUMBER' }, 7),
      answer('question_3', { type: 'DATE' }, '2026-05-01'),
      answer('question_4', { type: 'BOOLEAN' }, false),
      answer('question_5', { type: 'SINGLE_SELECT', options: [choice('501', 'Blue')] }, '501'),
      answer('question_6', { type: 'MULTI_SELECT', options: [] }, ['500', '502']),
      answer('question_7', { type: 'FILE' }, file('licence.pdf')),
      // Job posts may name a question by its number, or by nothing but its text; so their options.
      answer('8', { type: 'BOOLEAN' }, true),
      answer('By text & name', { type: 'SINGLE_SELECT', options: [choice('x', 'Rum')] }, 'x'),
    ],
  });
  const sent = await formSent(session);
  assert.deepEqual(
    sent.filter(([name]) => name.startsWith('question_')),
    [
      ['question_1', 'The boats.'],
      ['question_2', '7'],
      ['question_3', '2026-05-01'],
      ['question_4', '0'],
      ['question_5', '501'],
      ['question_6[]', '500'],
      ['question_6[]', '502'],
      ['question_7', 'licence.pdf: CV'],
      ['question_8', 'Yes'],
      ['question_9', '501'],
    ],
  );
  assert.equal(Object(bodyOf(session, 'POST /notes')).body, 'Available from: 2026-05-01');
});

test('what the form has no field or option for becomes a note and attachments', async () => {
  const fields = {
    questions: [
      question('Resume/CV', [{ name: 'resume', type: 'input_file' }]),
      question('Why us?', [{ name: 'question_1', type: 'textarea' }]),
      question('Colour', [
        { name: 'question_2', type: 'multi_value_single_select', values: options('Blue') },
      ]),
      question('Paper', [{ name: 'question_3', type: 'input_file' }]),
    ],
  };
  const session = await openJobBoard({ fields });
  const red = { id: 'r', remote_id: 'r', name: 'Red' };
  await create(session, {
    attachments: [
      { ...cv, file: file('cv.png') },
      { ...cv, file: { ...file('empty.pdf'), size: 0, chunks: () => [] } },
      { type: 'OTHER', file: file('x.pdf') },
    ],
    answers: [
      why,
      answer('question_2', { type: 'SINGLE_SELECT', options: [red] }, 'r'),
      answer('question_3', { type: 'FILE' }, file('paper.png')),
      answer('question_9', { type: 'TEXT' }, 'Gone'),
    ],
  });
  const sent = (await formSent(session)).map(([name]) => name);
  assert.deepEqual(sent.slice(-2), ['location', 'question_1']);
  assert.deepEqual(
    sentTo(session, 'POST /attachments').map(({ body }) => Object(body).filename),
    ['cv.png', 'empty.pdf', 'x.pdf', 'paper.png'],
  );
  const lines = [
    'Available from: 2026-05-01',
    'Title of question_2: Red',
    'Title of question_9: Gone',
  ];
  assert.equal(Object(bodyOf(session, 'POST /notes')).body, lines.join('\n'));
});

test('an answer to a detail that the form demands counts more than what the candidate says', async () => {
  const questions = [question('Phone', [{ name: 'phone', type: 'input_text' }], true)];
  const session = await openJobBoard({ fields: { questions } });
  await create(session, { answers: [answer('phone', { type: 'TEXT' }, '+49 30 999')] });
  const sent = await formSent(session);
  assert.deepEqual(
    sent.filter(([name]) => name === 'phone'),
    [['phone', '+49 30 999']],
  );
});

test('a required question without an answer is refused before anything is sent', async () => {
  const fields = {
    location_questions: [
      question('Location', [{ name: 'location', type: 'input_text' }], true),
      question('Latitude', [{ name: 'latitude', type: 'input_hidden' }], true),
    ],
    questions: [
      question('Why us?', [{ name: 'question_1', type: 'textarea' }], true),
      question('Licence &amp; number', [{ name: 'question_2', type: 'input_text' }], true),
      question(
        'Resume/CV',
        [
          { name: 'resume', type: 'input_file' },
          { name: 'resume_text', type: 'textarea' },
        ],
        true,
      ),
    ],
  };
  const missing = await openJobBoard({ fields });
  const png = { ...cv, file: file('cv.png') };
  await assert.rejects(create(missing, { attachments: [png] }), (error: Error) => {
    assert.equal(Object(error).kind, 'input');
    assert.match(error.message, /requires "Licence & number", "Resume\/CV"\. Nothing was sent/);
    assert.match(error.message, /pdf, doc, docx, txt or rtf/);
    return true;
  });
  assertNothingMade(missing);
  const nickname = question(
    'Preferred First Name',
    [{ name: 'preferred_name', type: 'input_text' }],
    true,
  );
  const complete = await openJobBoard({
    fields: { ...fields, questions: [...fields.questions, nickname] },
  });
  const answers = [why, answer('question_2', { type: 'TEXT' }, 'B-7')];
  await create(complete, { attachments: [cv], answers });
  assert.equal((await formSent(complete)).length, 8);
});

test('the consents that the form asks for are sent, and required', async () => {
  const consent = (fields: Row) => ({ data_compliance: [{ type: 'gdpr', ...fields }] });
  const consentsSent = async (fields: Row): Promise<[string, string][]> => {
    const session = await openJobBoard({ fields: consent(fields) });
    const { warnings } = await create(session, { gdprConsent: { expires_at: null, given: true } });
    assert.deepEqual(warnings, []);
    return (await formSent(session)).filter(([name]) => name.startsWith('data_compliance'));
  };
  assert.deepEqual(await consentsSent({ requires_consent: true }), [
    ['data_compliance[gdpr_consent_given]', 'true'],
  ]);
  const purposes = { requires_processing_consent: true, requires_retention_consent: true };
  assert.deepEqual(await consentsSent({ requires_consent: true, ...purposes }), [
    ['data_compliance[gdpr_processing_consent_given]', 'true'],
    ['data_compliance[gdpr_retention_consent_given]', 'true'],
  ]);
  const session = await openJobBoard({ fields: consent({ requires_consent: true }) });
  await assert.rejects(create(session), { kind: 'input', message: /`gdpr_consent\.given`/ });
  assertNothingMade(session);
  const asking = await openJobBoard({ fields: consent({ requires_consent: true }) });
  const day = '2027-01-31T00:00:00.000Z';
  const outcome = await create(asking, { gdprConsent: { expires_at: day, given: false } });
  assert.deepEqual((await formSent(asking)).at(-1)?.[1], 'false');
  assert.match(outcome.warnings.join(' '), /^`gdpr_consent\.expires_at` was not sent/);
  const free = await openJobBoard({ fields: consent({ requires_consent: false }) });
  const { warnings } = await create(free, { gdprConsent: { expires_at: null, given: true } });
  assert.deepEqual(
    warnings.map((text) => text.slice(0, 14)),
    ['`gdpr_consent`'],
  );
});

test('stage, source and what the form does not take are added afterwards', async () => {
  const session = await openJobBoard();
  const remoteFields = { candidate: { time_zone: 'UTC' }, application: { recruiter_id: 7 } };
  const { warnings } = await create(session, { stageRemoteId: '52', remoteFields });
  assert.deepEqual(warnings, []);
  assert.deepEqual(bodyOf(session, 'POST /applications/120/move'), {
    from_stage_id: 51,
    to_stage_id: 52,
  });
  assert.deepEqual(bodyOf(session, 'PATCH /candidates/12'), {
    company: 'Example Dockyard',
    email_addresses: [
      { value: 'Conny@example.com', type: 'personal' },
      { value: 'c@example.com', type: 'work' },
    ],
    addresses: [{ value: '04103 Leipzig, Germany', type: 'home' }],
    social_media_addresses: [{ value: 'https://de.linkedin.com/in/conny-example' }],
    website_addresses: [{ value: 'https://conny.example.com', type: 'other' }],
    time_zone: 'UTC',
  });
  assert.deepEqual(bodyOf(session, 'PATCH /applications/120'), { source_id: 3, recruiter_id: 7 });
});

test('what fails after the form was taken is a warning', async () => {
  const refuse = () => failure(422, 'is not allowed');
  const session = await openJobBoard({
    routes: {
      'POST /applications/120/move': refuse,
      'PATCH /candidates/12': refuse,
      'PATCH /applications/120': refuse,
    },
  });
  const { applicationRemoteId, warnings } = await create(session, { stageRemoteId: '52' });
  assert.equal(applicationRemoteId, '120');
  assert.match(warnings[0] ?? '', /was created, but could not be moved to its stage/);
  assert.match(warnings[1] ?? '', /was created, but some details of the candidate/);
  assert.match(warnings[2] ?? '', /was created, but its source/);
});

test('the application is looked for until Greenhouse shows it', async () => {
  const session = await openJobBoard({ searches: 3 });
  assert.equal((await create(session)).applicationRemoteId, '120');
});

test('one that does not appear is said to have been made, and not made again', async () => {
  for (const routes of [
    { '/applications': [] },
    // Of another job, and a prospect.
    {
      '/applications': [
        application({ id: 119, candidate_id: 12, job_id: 2 }),
        application({ id: 118, candidate_id: 12, prospect: true }),
      ],
    },
  ]) {
    const session = await openJobBoard({ routes });
    await assert.rejects(create(session), {
      kind: 'unknown',
      mayHaveHappened: true,
      message: /took the application, but does not show it yet\. The next sync brings it\./,
    });
    await formSent(session);
    assert.deepEqual(sentTo(session, 'POST /candidates'), []);
  }
});

test('a lost answer says that it may have been made, and nothing is sent again', async () => {
  for (const status of [500, 502, 200]) {
    const session = await openJobBoard({
      routes: { [applyRoute]: () => ({ status, body: null }) },
    });
    await assert.rejects(create(session), { mayHaveHappened: true });
    await formSent(session);
    assert.deepEqual(sentTo(session, 'POST /candidates'), []);
  }
});

test('a success that holds an error is a failure, with its reason', async () => {
  const answers = [
    { reason: 'Job application not live', kind: 'job-closed' },
    { reason: 'Email is invalid', kind: 'input' },
  ];
  for (const { reason, kind } of answers) {
    const body = { error: 'Failed to save person', reason };
    const session = await openJobBoard({ routes: { [applyRoute]: () => ({ body }) } });
    await assert.rejects(create(session), (error: Error) => {
      assert.equal(Object(error).kind, kind);
      assert.equal(Object(error).mayHaveHappened, false);
      assert.ok(error.message.includes(`Failed to save person: ${reason}`));
      return true;
    });
    assert.deepEqual(sentTo(session, 'POST /candidates'), []);
  }
});

test('a field that Greenhouse refuses is reported in its words', async () => {
  const refuse = () => failure(422, 'Phone must not contain a URL');
  const session = await openJobBoard({ routes: { [applyRoute]: refuse } });
  await assert.rejects(create(session), { kind: 'input', message: /must not contain a URL/ });
  assert.deepEqual(sentTo(session, 'POST /candidates'), []);
});

test('where the form cannot be used, the answers become a note, and a warning says why', async () => {
  const cases: [RegExp, Parameters<typeof openJobBoard>[0]][] = [
    [/no live post/, { routes: { '/job_posts': [post({ live: false })] } }],
    [/no live post/, { routes: { '/job_posts': [post({ internal: true })] } }],
    [/no live post/, { routes: { 'GET /job_posts': () => ({ status: 403, body: {} }) } }],
    [/add `job_board_token`/, { routes: { 'GET /job_boards': () => ({ status: 403, body: {} }) } }],
    [
      /does not show the job/,
      { routes: { [`GET ${boardPath}/jobs/20`]: () => ({ status: 404, body: {} }) } },
    ],
    // The token leads to the board of somebody else.
    [/does not show the job/, { fields: { id: 21 } }],
    [
      /does not take them/,
      { routes: { [applyRoute]: () => ({ status: 401, body: { error: 'Invalid key' } }) } },
    ],
    [
      /does not take them/,
      {
        routes: {
          [applyRoute]: () => ({
            status: 400,
            body: { error: 'Could not find a job with id 20' },
          }),
        },
      },
    ],
  ];
  for (const [reason, board] of cases) {
    const session = await openJobBoard(board);
    const { warnings } = await create(session);
    assert.equal(warnings.length, 1, String(reason));
    assert.match(warnings[0] ?? '', /^The answers are in a note, as /);
    assert.match(warnings[0] ?? '', reason);
    assertNoted(session);
  }
});

test('a board that may not be listed is the one that the credentials name', async () => {
  for (const status of [403, 404]) {
    const session = await openJobBoard({
      routes: { 'GET /job_boards': () => ({ status, body: {} }) },
      credentials: { job_board_token: 'example' },
    });
    assert.deepEqual((await create(session)).warnings, []);
    await formSent(session);
  }
  // Of several boards, the list knows the one of the post.
  const listed = await openJobBoard({ credentials: { job_board_token: 'another' } });
  await create(listed);
  await formSent(listed);
});

test('without a key or without answers, no form is looked for', async () => {
  const withoutKey = await openJobBoard({ credentials: { job_board_api_key: undefined } });
  assert.deepEqual((await create(withoutKey)).warnings, []);
  assertNoted(withoutKey);
  const withoutAnswers = await openJobBoard();
  await create(withoutAnswers, { answers: [] });
  for (const { calls } of [withoutKey, withoutAnswers]) {
    const routes = calls.map(({ route }) => route).filter((one) => /job_|boards/.test(one));
    assert.deepEqual(routes, []);
  }
});

test('somebody who is known already is not added again by the form', async () => {
  const session = await openJobBoard({
    routes: {
      'GET /candidates': () => ({ body: [candidate()] }),
      '/applications': [application({ status: 'rejected' })],
    },
  });
  const { candidateRemoteId, warnings } = await create(session);
  assert.equal(candidateRemoteId, '10');
  assert.match(warnings.join(' '), /The answers are in a note, as the job board could add/);
  assert.deepEqual(sentTo(session, applyRoute), []);
  assert.match(Object(bodyOf(session, 'POST /notes')).body, /The boats\./);
});

test('a dry run shows the form with its answers, and sends nothing', async () => {
  const clock = createTestClock('2026-03-20T00:00:00.000Z');
  const { signal } = new AbortController();
  const credentials = {
    client_id: 'fixture-client',
    client_secret: 'fixture-secret',
    job_board_api_key: 'fixture-board-key',
  };
  const parts = { clock, log: silentLog, signal };
  const remote = createDryRunClient({
    declaration: greenhouse.remote,
    credentials,
    limiter: createLocalLimiter(clock),
    ...parts,
  });
  const context = createContext({ remote, ...parts, isDryRun: true });
  const choices = [{ id: 'r', remote_id: 'r', name: 'Red' }];
  await greenhouse.write!.createApplication!(
    context,
    applicationInput({
      stageRemoteId: '52',
      answers: [why, answer('question_5', { type: 'MULTI_SELECT', options: choices }, ['r'])],
    }),
  );
  const changes = remote.planned.filter(({ method }) => method !== 'GET');
  assert.deepEqual(
    changes.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`),
    [
      'POST https://boards-api.greenhouse.io/v1/boards/<job board>/jobs/<job post>',
      'POST https://harvest.greenhouse.io/v3/applications/<application>/move',
      'PATCH https://harvest.greenhouse.io/v3/candidates/<candidate>',
      'POST https://harvest.greenhouse.io/v3/notes',
    ],
  );
  const form = Object(changes[0]?.body);
  assert.deepEqual(
    [form.email, form.question_1, form['question_5[]']],
    ['conny@example.com', 'The boats.', 'r'],
  );
  assert.equal(Object(changes[3]?.body).body, 'Available from: 2026-05-01');
});
