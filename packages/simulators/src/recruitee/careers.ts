import type { Application, Job, Question } from '../kit/company-rows.ts';
import { shown } from '../kit/company.ts';
import * as is from '../kit/fields.ts';
import type { Field, Input } from '../kit/fields.ts';
import type { FileHandle } from '../kit/files.ts';
import { openRoute } from '../kit/route.ts';
import type { Call, Route } from '../kit/route.ts';
import { json } from '../kit/vendor-message.ts';
import { answerShape } from './candidates.ts';
import {
  Unprocessable,
  bodyOf,
  checkKnown,
  isFile,
  missing,
  numbered,
  objectOf,
  textsOf,
} from './input.ts';
import { employmentCodes, formOptions, salaryShape, slugOf, statusOf } from './offers.ts';
import type { Recruitee } from './recruitee.ts';
import { dateOf, kindOf, locationsOf, placeFields, questionShape, textDateOf } from './shapes.ts';
import { assign, createCandidate, file } from './new-candidates.ts';

/**
 * The API of the careers site, `https://{company}.recruitee.com/api`, which needs no token: it has
 * what is published, and is the only one that shows questions and takes answers.
 * https://docs.recruitee.com/reference/intro-to-careers-site-api
 */
export function careersRoutes(account: Recruitee): Route[] {
  const published = (): Job[] =>
    [...account.company.tables.jobs.values()]
      .filter((job) => statusOf(job) === 'published')
      .toSorted((a, b) => Number(a.id) - Number(b.id));
  const asked = ({ params }: Call): Job => {
    const job = published().find(
      (one) => slugOf(one) === params['slug'] || one.id === params['slug'],
    );
    if (job === undefined) throw missing('Offer');
    return job;
  };
  return [
    openRoute('GET /api/offers', () => ({ offers: published().map((job) => shape(account, job)) })),
    openRoute('GET /api/offers/:slug', (call) => ({ offer: shape(account, asked(call)) })),
    openRoute('POST /api/offers/:slug/candidates', (call) => apply(account, asked(call), call)),
  ];
}

function shape(account: Recruitee, job: Job) {
  const { id, title, description, departmentId, employment, isRemote } = job;
  const address = `https://example-company.recruitee.com/o/${slugOf(job)}`;
  return shown(job, {
    id: Number(id),
    slug: slugOf(job),
    title,
    status: 'published',
    description,
    requirements: '<ul><li>Curiosity &amp; patience</li></ul>',
    department: account.company.tables.departments.find(departmentId ?? '')?.name ?? null,
    employment_type_code: employmentCodes[employment],
    ...placeFields(job),
    locations: locationsOf(job),
    remote: isRemote,
    salary: salaryShape(job),
    careers_url: address,
    careers_apply_url: `${address}/c/new`,
    created_at: textDateOf(job.createdAt),
    updated_at: textDateOf(job.updatedAt),
    published_at: textDateOf(job.openedAt),
    ...formOptions(job),
    open_questions: job.questions.map(questionShape),
  });
}

/** Questions are answered in the field of their kind. */
function apply(account: Recruitee, job: Job, call: Call): object {
  const { candidate } = bodyOf(call);
  const given = objectOf(candidate);
  const options = formOptions(job);
  const needed = (field: Field, option: string): Field =>
    option === 'required' ? is.required(field) : field;
  const hasAddress = given['remote_cv_url'] !== undefined;
  const input = checkKnown(given, {
    name: is.required(is.filledText),
    email: is.required(is.emailAddress),
    phone: needed(is.text, options.options_phone),
    cv: hasAddress ? file : needed(file, options.options_cv),
    remote_cv_url: is.webAddress,
    cover_letter: is.text,
  });
  const answers = readAnswers(account, job, numbered(given['open_question_answers_attributes']));
  const person = createCandidate(
    account,
    {
      ...input,
      emails: textsOf(input['email']),
      phones: textsOf(input['phone']),
      origin: 'career_site',
      sources: ['Careers site'],
    },
    [],
  );
  assign(account, person, job, answers);
  return json(
    { candidate: appliedShape(account, job, { person, answers, origin: call.origin }) },
    201,
  );
}

interface Applied {
  person: ReturnType<typeof createCandidate>;
  answers: Application['answers'];
  origin: string;
}

function appliedShape(account: Recruitee, job: Job, { person, answers, origin }: Applied) {
  const answered = job.questions.filter(({ id }) => answers[id] !== undefined);
  return {
    id: Number(person.id),
    name: person.name,
    emails: person.emails,
    phones: person.phones,
    photo_url: null,
    photo_thumb_url: null,
    created_at: dateOf(person.createdAt),
    updated_at: dateOf(person.updatedAt),
    open_question_answers: answered.map((question) =>
      answerShape({ question, value: answers[question.id], files: account.files, origin }),
    ),
  };
}

function readAnswers(account: Recruitee, job: Job, given: Input[]): Application['answers'] {
  const problems: Record<string, string[]> = {};
  const answers: Record<string, unknown> = {};
  for (const question of job.questions) {
    const sent = given.find((one) => String(one['open_question_id']) === question.id);
    const value = sent === undefined ? null : valueIn(account, question, sent);
    if (value !== null) answers[question.id] = value;
    else if (question.isRequired) problems[`open_question_${question.id}`] = ["can't be blank"];
    else if (sent !== undefined) problems[`open_question_${question.id}`] = ['is invalid'];
  }
  if (Object.keys(problems).length > 0) throw new Unprocessable(problems);
  return answers;
}

/** Null for an answer in the wrong field, or with an option that is none. */
function valueIn(account: Recruitee, question: Question, sent: Input): unknown {
  const kind = kindOf(question);
  switch (kind) {
    case 'file':
      return storedFile(account, sent['file']);
    case 'boolean':
    case 'legal':
      return flags.get(textsOf(sent['flag'])[0] ?? '') ?? null;
    case 'multi_choice': {
      const ids = textsOf(sent['multi_content']).map((text) => optionId(question, text));
      return ids.length === 0 || ids.includes(null) ? null : ids;
    }
    case 'single_choice':
      return optionId(question, textsOf(sent['content'])[0] ?? '');
    default:
      return checkedText(kind, sent['content']);
  }
}

function storedFile({ files }: Recruitee, part: unknown): FileHandle | null {
  if (!isFile(part)) return null;
  return files.store(part.filename ?? 'file', part.content, part.contentType);
}

const flags = new Map([
  ['true', true],
  ['false', false],
]);

/** Options are named by their texts. */
const optionId = ({ options }: Question, text: string): string | null =>
  options.find((option) => option.text === text)?.id ?? null;

function checkedText(kind: string, content: unknown): string | null {
  const [text = ''] = textsOf(content);
  if (kind === 'number' || kind === 'salary') return /^-?\d+(?:\.\d+)?$/.test(text) ? text : null;
  if (kind === 'date') return is.day.complaint(text) === null ? text : null;
  return text === '' ? null : text;
}
