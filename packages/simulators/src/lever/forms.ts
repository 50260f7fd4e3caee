import type { Application, Job, Question } from '../kit/company-rows.ts';
import type { FileHandle } from '../kit/files.ts';
import { invalid, partnerOf } from './lever.ts';

interface Kind {
  type: string;
  /** An answer as the API shows it. */
  show: (answer: unknown, question: Question, files: string) => unknown;
  /** The answer in a value that was sent; undefined where it cannot be one. */
  read: (value: unknown, question: Question, findFile: FindFile) => unknown;
  /** What a value must be. */
  expected: string;
}

type FindFile = (uri: string) => FileHandle | null;

const textOf = (id: unknown, { options }: Question): unknown =>
  options.find((option) => option.id === id)?.text;
const idOf = (text: unknown, { options }: Question): string | undefined =>
  options.find((option) => option.text === text)?.id;
const asText = (value: unknown): unknown => (typeof value === 'string' ? value : undefined);
const showText = (answer: unknown): unknown =>
  typeof answer === 'number' ? answer.toString() : answer;
const plain = { show: showText, read: asText, expected: 'text' };

const yesOrNo = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

const kinds: Readonly<Record<Question['type'], Kind>> = {
  text: { ...plain, type: 'text' },
  'long text': { ...plain, type: 'textarea' },
  url: { ...plain, type: 'text' },
  number: { ...plain, type: 'text' },
  'yes or no': {
    type: 'yes-no',
    show: (answer) => (answer === true ? 'Yes' : 'No'),
    read: (value) => yesOrNo.get(String(value).toLowerCase()),
    expected: 'Yes or No',
  },
  choice: { type: 'dropdown', show: textOf, read: idOf, expected: 'one of the options' },
  choices: {
    type: 'multiple-select',
    show: (answer, question) => [answer].flat().map((id) => textOf(id, question)),
    read: (value, question) => {
      const ids = Array.isArray(value) ? value.map((text) => idOf(text, question)) : [undefined];
      return ids.includes(undefined) ? undefined : ids;
    },
    expected: 'a list of options',
  },
  date: {
    type: 'date',
    show: (answer) => (typeof answer === 'string' ? Date.parse(answer) : null),
    read: readDay,
    expected: 'a date',
  },
  file: {
    type: 'file-upload',
    show: (answer, _question, files) => (isFile(answer) ? `${files}/${answer.id}/download` : null),
    read: (value, _question, findFile) =>
      typeof value === 'string' ? (findFile(value) ?? undefined) : undefined,
    expected: 'the uri of an upload',
  },
};

/** Epoch milliseconds, as all moments of the API, or a day. */
function readDay(value: unknown): string | undefined {
  const isDay = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
  const date = new Date(isDay || typeof value === 'number' ? value : Number.NaN);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

/** Whether an answer is a file. */
export function isFile(answer: unknown): answer is FileHandle {
  return typeof answer === 'object' && answer !== null && 'handle' in answer;
}

/** A job's first question is a form of its own, and the others are the fields of a second one. */
export function formsOf({ questions }: Job): { id: string; text: string; questions: Question[] }[] {
  const [first, ...others] = questions;
  const [second] = others;
  if (first === undefined) return [];
  const forms = [{ id: first.id, text: first.text, questions: [first] }];
  if (second === undefined) return forms;
  return [...forms, { id: partnerOf(second.id), text: 'More about you', questions: others }];
}

/** Fields have an id where their form has several. */
function fieldShape({ id, text, type, isRequired, options }: Question, isAlone: boolean) {
  const texts = type === 'yes or no' ? ['Yes', 'No'] : options.map((option) => option.text);
  return {
    ...(!isAlone && { id }),
    type: kinds[type].type,
    text,
    description: isRequired ? 'We cannot go on without an answer.' : '',
    required: isRequired,
    prompt: null,
    ...(texts.length > 0 && { options: texts.map((option) => ({ text: option })) }),
  };
}

const personal = (name: string, text: string, type = 'text', required = false) => ({
  name,
  text,
  type,
  required,
});

export const personalInformation = [
  personal('fullName', 'Full name', 'text', true),
  personal('email', 'Email', 'text', true),
  personal('currentCompany', 'Current company'),
  personal('currentLocation', 'Current location'),
  personal('phone', 'Phone'),
  personal('resume', 'Resume/CV', 'file-upload'),
  personal('additionalInformation', 'Additional information', 'textarea'),
];

export const linkNames = ['LinkedIn', 'GitHub', 'Portfolio', 'Other'];

const eeoOptions = {
  gender: ['Male', 'Female', 'Decline to self-identify'],
  race: ['Asian (Not Hispanic or Latino)', 'Two or More Races', 'Decline to self-identify'],
  veteran: ['I am a veteran', 'I am not a veteran', 'Decline to self-identify'],
};

/**
 * Asked in the USA alone. Lever documents that there are some, and not what they look like: their
 * names, and that these are keys, are those of `eeoResponses` in clients that others have published.
 */
export function eeoQuestionsOf({ place }: Job) {
  if (place?.countryCode !== 'US') return null;
  const question = (options: string[]) => ({
    type: 'dropdown',
    required: false,
    options: options.map((text) => ({ text })),
  });
  return Object.fromEntries(
    Object.entries(eeoOptions).map(([name, options]) => [name, question(options)]),
  );
}

/** What applying for a posting asks. */
export function applyFormShape(job: Job) {
  return {
    customQuestions: formsOf(job).map(({ id, text, questions }) => ({
      id,
      text,
      fields: questions.map((question) => fieldShape(question, questions.length === 1)),
    })),
    eeoQuestions: eeoQuestionsOf(job),
    personalInformation,
    urls: linkNames.map((name) => ({ name, required: false })),
    consentDisclosures: null,
  };
}

/** The forms of a job as somebody has filled them in. */
export function answeredForms({ id, answers, createdAt }: Application, job: Job, origin: string) {
  const files = `${origin}/v1/opportunities/${id}/files`;
  const valueOf = (question: Question): unknown => {
    const answer = answers[question.id] ?? null;
    return answer === null ? null : kinds[question.type].show(answer, question, files);
  };
  return formsOf(job).map((form) => ({
    id: form.id,
    type: 'posting',
    text: form.text,
    fields: form.questions.map((question) => ({
      ...fieldShape(question, form.questions.length === 1),
      value: valueOf(question),
    })),
    createdAt,
    completedAt: createdAt,
  }));
}

/** An answer as the company keeps it; undefined for none. */
export function readAnswer(question: Question, value: unknown, findFile: FindFile): unknown {
  const { type, text, isRequired } = question;
  const isEmpty = Array.isArray(value) ? value.length === 0 : (value ?? '') === '';
  if (isEmpty && isRequired) throw invalid(`customQuestions: "${text}" is required`);
  if (isEmpty) return undefined;
  const answer = kinds[type].read(value, question, findFile);
  const { expected } = kinds[type];
  if (answer === undefined) throw invalid(`customQuestions: "${text}" must be ${expected}`);
  return answer;
}
