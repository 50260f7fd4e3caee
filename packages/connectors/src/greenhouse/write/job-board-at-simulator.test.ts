import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type {
  AnswerValue,
  ApplicationRecord,
  CreateApplicationInput,
  CreateApplicationOutcome,
  JobRecord,
  QuestionFormat,
} from '@hirewire/connector-kit';
import { startGreenhouseSimulator } from '@hirewire/simulators';
import type { GreenhouseCredentials } from '../client.ts';
import { connectGreenhouse, readRecords } from '../fixtures/open-greenhouse.ts';
import { applicationInput, cv, file } from '../fixtures/writes.ts';
import { greenhouse } from '../index.ts';

type Options = NonNullable<Parameters<typeof startGreenhouseSimulator>[0]>;

/** A company, and its job whose form has a question of every type. */
async function open(options: Options = {}, other: Partial<GreenhouseCredentials> = {}) {
  const simulator = await startGreenhouseSimulator({ candidates: 60, ...options });
  after(() => simulator.close());
  const { url, apiPath, credentials } = simulator;
  const remote = { baseUrl: `${url}${apiPath}`, credentials: { ...credentials, ...other } };
  const { context } = connectGreenhouse(remote);
  const jobs = await readRecords({ context }, 'jobs');
  const job = jobs.find(({ status, screening_questions: all }) => {
    return status === 'OPEN' && all.length === 9;
  });
  assert.ok(job);
  return { simulator, context, job };
}
type Company = Awaited<ReturnType<typeof open>>;

const letter = { type: 'COVER_LETTER' as const, file: file('letter.docx') };
const photo = { type: 'OTHER' as const, file: file('photo.png') };

function apply(
  { context, job }: Company,
  fields: Partial<CreateApplicationInput> = {},
): Promise<CreateApplicationOutcome> {
  const input = applicationInput({
    job: { remoteId: job.remote_id },
    answers: answersTo(job),
    attachments: [cv, letter, photo],
    source: { name: 'StepStone', remoteId: null, isAutomatic: false },
    gdprConsent: { given: true, expires_at: null },
    ...fields,
  });
  return greenhouse.write!.createApplication!(context, input);
}

function answersTo({ screening_questions: all }: JobRecord): CreateApplicationInput['answers'] {
  return all.map(({ remote_id: questionRemoteId, title = null, format }) => {
    assert.ok(format);
    return { questionRemoteId, title, format, value: valueFor(format) };
  });
}

function valueFor(format: QuestionFormat): AnswerValue {
  const ids = 'options' in format ? format.options.map(({ remote_id: id }) => id ?? '') : [];
  if (format.type === 'MULTI_SELECT') return ids.slice(0, 2);
  if (format.type === 'SINGLE_SELECT') return ids[1] ?? '';
  if (format.type === 'BOOLEAN') return true;
  return format.type === 'FILE' ? file('sample.rtf') : '7';
}

async function applicationsOf(company: Company): Promise<ApplicationRecord[]> {
  company.simulator.acceptSubmissions();
  const { context } = company;
  const people = await readRecords({ context }, 'candidates');
  const own = people.filter(({ email_addresses: all }) =>
    all?.some(({ email_address: email }) => email === 'conny@example.com'),
  );
  const applications = await readRecords({ context }, 'applications');
  return applications.filter(({ candidate_remote_id: id }) =>
    own.some(({ remote_id: person }) => person === id),
  );
}

const isForm = ({ method, path }: { method: string; path: string }): boolean =>
  method === 'POST' && path.startsWith('/v1/boards/');
const formsSent = ({ simulator }: Company): number => simulator.requests().filter(isForm).length;

const notesOf = ({ simulator }: Company, applicationId: string): string[] =>
  [...simulator.company.tables.notes.values()]
    .filter((note) => note.applicationId === applicationId)
    .map(({ text }) => text);
const isOfConsent = (text: string): boolean => text.startsWith('`gdpr_consent`');

test('an application arrives with its answers, files, source and consent, and reads back as itself', async () => {
  const company = await open();
  const { context, simulator } = company;
  const { applicationRemoteId: id, candidateRemoteId, warnings } = await apply(company);
  assert.deepEqual(warnings, []);
  assert.equal(formsSent(company), 1);
  const form = simulator.requests().find(isForm)?.body as { filename: string | null }[];
  assert.deepEqual(
    form.flatMap(({ filename }) => filename ?? []),
    ['cv.pdf', 'letter.docx', 'sample.rtf'],
  );
  const [shown, ...others] = await applicationsOf(company);
  assert.deepEqual(others, []);
  assert.deepEqual([shown?.remote_id, shown?.candidate_remote_id], [id, candidateRemoteId]);
  const answers = shown?.screening_question_answers?.map(({ question, answer }) => [
    question.title,
    answer && 'content' in answer ? answer.content : answer,
  ]);
  assert.deepEqual(answers, [
    ['How did you hear about us?', '7'],
    ['Why do you want to join us?', '7'],
    ['Do you need a visa?', 'Yes'],
    ['Level of German', 'B1'],
    ['Which tools do you know?', 'Figma, SQL'],
    ['Years of experience', '7'],
    ['Earliest start date', '7'],
    ['Work sample', 'sample.rtf'],
    ['Portfolio', '7'],
  ]);
  const [again] = await greenhouse.readById!.applications!(context, [id]);
  assert.deepEqual(again, shown);
  const application = { remoteId: id, jobRemoteId: null, candidateRemoteId: null };
  const files = await greenhouse.write!.getApplicationAttachments!(context, { application });
  assert.deepEqual(files.map(({ type, file_name: name }) => `${type} ${name}`).toSorted(), [
    'COVER_LETTER letter.docx',
    'CV cv.pdf',
    'OTHER photo.png',
    'OTHER sample.rtf',
  ]);
  const candidates = await readRecords({ context }, 'candidates');
  const person = candidates.find(({ remote_id: own }) => own === candidateRemoteId);
  assert.deepEqual([person?.source, person?.company], ['StepStone', 'Example Dockyard']);
  const { consents } = simulator.organisation.extraOf(id);
  assert.deepEqual(consents, { gdpr_consent_given: 'true' });
  assert.equal(notesOf(company, id).join(), 'Available from: 2026-05-01');
});

test('a lost answer is no reason to apply again: the application is looked for', async () => {
  for (const kind of ['reset', 'cut-json', 'empty-body', '500-after-acting'] as const) {
    const company = await open();
    company.simulator.faults.add({ kind, matching: isForm });
    const { applicationRemoteId, warnings } = await apply(company);
    assert.deepEqual(warnings, [], kind);
    await assert.rejects(apply(company), { kind: 'already-exists' });
    const found = await applicationsOf(company);
    assert.deepEqual(
      found.map(({ remote_id: id }) => id),
      [applicationRemoteId],
      kind,
    );
    assert.equal(formsSent(company), 1, kind);
  }
});

test('an application that is not shown in time is said to have been made, and is made once', async () => {
  const company = await open({ jobBoard: { readsBeforeArrival: 100 } });
  await assert.rejects(apply(company), { mayHaveHappened: true, message: /does not show it yet/ });
  assert.equal(formsSent(company), 1);
  assert.equal((await applicationsOf(company)).length, 1);
  await assert.rejects(apply(company), { kind: 'already-exists' });
  assert.equal(formsSent(company), 1);
});

test('one whose answer is lost, and that is not made, says that it may have been', async () => {
  const company = await open();
  company.simulator.faults.add({ kind: '500', matching: isForm });
  await assert.rejects(apply(company), { kind: 'unavailable', mayHaveHappened: true });
  assert.deepEqual(await applicationsOf(company), []);
  await apply(company);
  assert.equal((await applicationsOf(company)).length, 1);
});

test('what the job board does not take is refused in its words, and nothing is made', async () => {
  const company = await open();
  const { candidate } = applicationInput();
  await assert.rejects(
    apply(company, { candidate: { ...candidate, phone_number: 'https://example.com' } }),
    { kind: 'input', mayHaveHappened: false, message: /phone must be without a URL/ },
  );
  assert.equal(formsSent(company), 1);
  assert.deepEqual(await applicationsOf(company), []);
  assert.ok((await apply(company)).applicationRemoteId);
});

test('without the key of a job board, or with a wrong one, the answers come as a note', async () => {
  for (const [key, reason] of [
    [undefined, null],
    ['wrong', /^The answers are in a note, as the job board does not take them: .*401.*[^.]\.$/],
  ] as const) {
    const company = await open({}, { job_board_api_key: key });
    const { applicationRemoteId: id, warnings } = await apply(company);
    const [why, ...others] = warnings.filter((text) => !isOfConsent(text));
    assert.deepEqual(others, []);
    if (reason === null) assert.equal(why, undefined);
    else assert.match(why ?? '', reason);
    const [shown, ...further] = await applicationsOf(company);
    assert.deepEqual([shown?.remote_id, shown?.screening_question_answers, further], [id, [], []]);
    assert.match(notesOf(company, id).join(), /Level of German: B1\n/);
  }
});

test('whoever is known applies anew with a note, whether or not Greenhouse merges people', async () => {
  for (const autoMerges of [true, false]) {
    const company = await open({ jobBoard: { autoMerges } });
    const { candidateRemoteId } = await apply(company);
    const other = (await readRecords(company, 'jobs')).find(
      ({ status, remote_id: id, screening_questions: all }) =>
        status === 'OPEN' && id !== company.job.remote_id && all.length > 0,
    );
    assert.ok(other);
    const again = await apply({ ...company, job: other });
    assert.equal(again.candidateRemoteId, candidateRemoteId);
    assert.match(again.warnings.join(), /could add a known person again/);
    assert.equal((await applicationsOf(company)).length, 2);
    assert.equal(formsSent(company), 1);
  }
});
