import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  AnswerDraft,
  CandidateDraft,
  ConnectorContext,
  CreateApplicationInput,
  JobRecord,
  OutgoingFile,
  QuestionFormat,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import {
  createContext,
  createLocalLimiter,
  createRemoteClient,
  createTestClock,
  silentLog,
} from '@hirewire/connector-kit';
import { startAshbySimulator } from '@hirewire/simulators';
import type { AshbySimulator } from '@hirewire/simulators';
import { ashby } from '../index.ts';
import { createApplication } from './create-application.ts';

type FormField = AshbySimulator extends {
  state: { records: { jobPostings: { values(): Iterable<infer Posting> } } };
}
  ? Posting extends { applicationFormDefinition: { sections: { fields: (infer Field)[] }[] } }
    ? Field
    : never
  : never;

const candidate: CandidateDraft = {
  first_name: 'Mara',
  last_name: 'Lindqvist',
  email_address: 'mara.lindqvist@example.com',
  additional_email_addresses: [],
  company: null,
  title: null,
  phone_number: '+49 30 01234',
  additional_phone_numbers: [],
  location: { country: 'DE', city: 'Berlin', state: null, street_1: null, zip_code: null },
  gender: null,
  availability_date: null,
  salary_expectations: null,
  social_links: [
    { url: 'https://mara.example.com' },
    { url: 'https://de.linkedin.com/in/mara-example' },
  ],
};

const bare: CandidateDraft = { ...candidate, phone_number: null, location: null, social_links: [] };

const file: OutgoingFile = {
  name: 'file.pdf',
  contentType: 'application/pdf',
  size: 4,
  chunks: () => [Buffer.from('%PDF')],
};

interface Bench {
  simulator: AshbySimulator;
  context: ConnectorContext;
  jobId: string;
  /** Replaces the fields of the job's form below name and e-mail. */
  ask(fields: readonly { type: string; title: string; path?: string; values?: string[] }[]): void;
  readJob(): Promise<JobRecord>;
  issues: string[];
}

async function withForm(use: (bench: Bench) => Promise<void>): Promise<void> {
  const simulator = await startAshbySimulator({ candidates: 5 });
  const clock = createTestClock('2026-03-20T00:00:00.000Z');
  const { signal } = new AbortController();
  const remote = createRemoteClient({
    declaration: ashby.remote,
    credentials: ashby.credentials.schema.parse(simulator.credentials),
    baseUrl: simulator.url,
    limiter: createLocalLimiter(clock),
    clock,
    log: silentLog,
    signal,
  });
  const issues: string[] = [];
  const reportIssue: ConnectorContext['reportIssue'] = ({ field }) => void issues.push(field);
  const context = createContext({ remote, clock, log: silentLog, signal, reportIssue });
  const { jobs, jobPostings } = simulator.state.records;
  const postings = [...jobPostings.values()].filter(
    ({ jobId, isListed }) => isListed && jobs.get(jobId).status === 'Open',
  );
  const jobId = postings[0]!.jobId;
  try {
    await use({
      simulator,
      context,
      jobId,
      issues,
      ask(fields) {
        for (const posting of jobPostings.values()) {
          if (posting.jobId !== jobId) continue;
          const { sections } = posting.applicationFormDefinition;
          const system = sections[0]!.fields.filter(({ field }) =>
            ['_systemfield_name', '_systemfield_email'].includes(field.path),
          );
          const asked = fields.map(({ type, title, path, values }, index): FormField => ({
            ...system[0]!,
            isRequired: true,
            field: {
              ...system[0]!.field,
              type,
              title,
              path: path ?? `question-${index}`,
              ...(values && {
                selectableValues: values.map((value) => ({ label: `The ${value}`, value })),
              }),
            },
          }));
          sections.splice(0, sections.length, { ...sections[0]!, fields: [...system, ...asked] });
          posting.surveyFormDefinitions = [];
        }
      },
      async readJob() {
        const read = ashby.read.jobs;
        assert.ok(read);
        for await (const page of read(context, { since: null, resumeFrom: null })) {
          const job = page.records.find(({ remote_id }) => remote_id === jobId);
          if (job !== undefined) return job as JobRecord;
        }
        throw new Error('The job is not read.');
      },
    });
  } finally {
    await simulator.close();
  }
}

/** An answer to a question as a caller would give it, who knows nothing but the question. */
function answerTo({ remote_id: questionRemoteId, title, format }: ScreeningQuestion): AnswerDraft {
  assert.ok(format && questionRemoteId);
  return { questionRemoteId, title: title ?? null, format, value: valueFor(format) };
}

const texts: Record<string, string> = {
  URL: 'https://example.com/mara',
  EMAIL: 'referee@example.org',
};

const plainValues: Record<string, AnswerDraft['value']> = {
  DATE: '2026-06-01',
  BOOLEAN: true,
  FILE: file,
};

function valueFor(format: QuestionFormat): AnswerDraft['value'] {
  if (format.type === 'TEXT') return texts[format.display_type ?? ''] ?? 'Example, Germany';
  if (format.type === 'NUMBER') return format.max ?? 3;
  if ('options' in format) {
    const ids = format.options.map((option) => option.remote_id ?? '');
    return format.type === 'SINGLE_SELECT' ? (ids[0] ?? '') : ids;
  }
  const value = plainValues[format.type];
  assert.ok(value !== undefined, `A question of format ${format.type} cannot be answered.`);
  return value;
}

const apply = (
  { context, jobId }: Bench,
  who: CandidateDraft,
  answers: readonly AnswerDraft[],
): ReturnType<typeof createApplication> => {
  const input: CreateApplicationInput = {
    job: { remoteId: jobId },
    stageRemoteId: null,
    candidate: who,
    attachments: [],
    answers,
    source: { name: 'Example', remoteId: null, isAutomatic: true },
    sourcedByUserRemoteId: null,
    gdprConsent: null,
    remoteFields: {},
  };
  return createApplication(context, input);
};

/** What was submitted, by the paths of the form. */
const submitted = ({ simulator }: Bench): Record<string, unknown> => {
  const request = simulator
    .requests()
    .findLast(({ path }) => path.includes('applicationForm.submit'));
  assert.ok(request);
  const { applicationForm } = request.body as {
    applicationForm: { fieldSubmissions: { path: string; value: unknown }[] };
  };
  return Object.fromEntries(
    applicationForm.fieldSubmissions.map(({ path, value }) => [path, value]),
  );
};

const everyType = [
  'String',
  'LongText',
  'RichText',
  'Email',
  'Url',
  'SocialLink',
  'Phone',
  'Number',
  'Score',
  'Date',
  'Boolean',
  'File',
  'Location',
  'EducationHistory',
].map((type) => ({ type, title: `A ${type}` }));

test('an application is taken that answers every question which is shown, of whatever type', () =>
  withForm(async (bench) => {
    bench.ask([
      ...everyType,
      { type: 'ValueSelect', title: 'One', values: ['a', 'b'] },
      { type: 'MultiValueSelect', title: 'Some', values: ['a', 'b'] },
      { type: 'Phone', title: 'Phone', path: '_systemfield_phone' },
      { type: 'Location', title: 'Location', path: '_systemfield_location' },
      { type: 'File', title: 'Resume', path: '_systemfield_resume' },
    ]);
    const { screening_questions: questions } = await bench.readJob();
    assert.equal(questions.length, everyType.length + 5, 'name and e-mail alone are not asked');
    const { applicationRemoteId } = await apply(bench, bare, questions.map(answerTo));
    assert.ok(applicationRemoteId);
    const values = Object.values(submitted(bench));
    assert.ok(
      values.some((value) => JSON.stringify(value) === '[{"schoolName":"Example, Germany"}]'),
    );
  }));

test('what the candidate says already is filled in where the form demands it', () =>
  withForm(async (bench) => {
    bench.ask([
      { type: 'String', title: 'Why?', path: 'why' },
      { type: 'Phone', title: 'Phone', path: '_systemfield_phone' },
      { type: 'Location', title: 'Location', path: '_systemfield_location' },
      { type: 'Phone', title: 'Mobile phone number', path: 'mobile' },
      { type: 'SocialLink', title: 'Your LinkedIn profile', path: 'linkedin' },
      { type: 'Url', title: 'Website', path: 'site' },
    ]);
    const { screening_questions: questions } = await bench.readJob();
    const why = questions.find(({ remote_id }) => remote_id === 'why');
    assert.ok(why);
    await apply(bench, candidate, [answerTo(why)]);
    const { _systemfield_name, _systemfield_email, why: _, ...filled } = submitted(bench);
    assert.deepEqual(filled, {
      _systemfield_phone: '+49 30 01234',
      _systemfield_location: { city: 'Berlin', country: 'Germany' },
      mobile: '+49 30 01234',
      linkedin: 'https://de.linkedin.com/in/mara-example',
      site: 'https://mara.example.com',
    });
  }));

test('an answer counts more than what the candidate says, and what is meant of others stays open', () =>
  withForm(async (bench) => {
    bench.ask([
      { type: 'Location', title: 'Location', path: '_systemfield_location' },
      { type: 'Phone', title: 'Phone number of a referee', path: 'referee' },
      { type: 'Location', title: 'Preferred office', path: 'office' },
    ]);
    const { screening_questions: questions } = await bench.readJob();
    const [first] = questions.map(answerTo);
    await assert.rejects(apply(bench, candidate, [first!]), /is required/);
    const { _systemfield_location: location, referee, office } = submitted(bench);
    assert.deepEqual(location, { city: 'Example', country: 'Germany' });
    assert.deepEqual([referee, office], [undefined, undefined]);
  }));

for (const [text, location] of [
  ['Germany', { country: 'Germany' }],
  ['Berlin', { city: 'Berlin' }],
  ['Berlin, DE', { city: 'Berlin', country: 'DE' }],
  ['Oakland, California', { city: 'Oakland', region: 'California' }],
  [
    'San Francisco, California, USA',
    { city: 'San Francisco', region: 'California', country: 'USA' },
  ],
] as const) {
  test(`a place is written as a text: ${text}`, () =>
    withForm(async (bench) => {
      bench.ask([{ type: 'Location', title: 'Preferred office', path: 'office' }]);
      const [question] = (await bench.readJob()).screening_questions;
      assert.match(question!.description ?? '', /separated by commas/);
      await apply(bench, bare, [{ ...answerTo(question!), value: text }]);
      assert.deepEqual(submitted(bench)['office'], location);
    }));
}

test('a field of an unknown type with options is a choice; without, the job says that it is lost', () =>
  withForm(async (bench) => {
    bench.ask([
      { type: 'Dropdown', title: 'Notice', values: ['short', 'long'] },
      { type: 'MultiDropdown', title: 'Offices', values: ['here', 'there'] },
      { type: 'Hologram', title: 'Wave' },
    ]);
    const { screening_questions: questions } = await bench.readJob();
    assert.deepEqual(
      questions.map(({ format }) => format?.type),
      ['SINGLE_SELECT', 'MULTI_SELECT', 'UNKNOWN'],
    );
    assert.match(questions[2]!.description ?? '', /cannot be answered/);
    assert.deepEqual(bench.issues, ['screening_questions.format']);
    const { applications } = bench.simulator.state.records;
    const before = [...applications.values()].length;
    await assert.rejects(apply(bench, candidate, questions.slice(0, 2).map(answerTo)), {
      kind: 'input',
      message: /requires "Wave", a field of the type Hologram/,
    });
    assert.equal([...applications.values()].length, before, 'nothing was sent');
  }));
