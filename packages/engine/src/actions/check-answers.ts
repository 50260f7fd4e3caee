import type { AnswerDraft, AnswerValue } from '@hirewire/connector-kit';
import type {
  FileInput,
  GeneralApiError,
  QuestionFormat,
  ScreeningAnswerInput,
  ScreeningQuestion,
} from '@hirewire/contract';
import { inputInvalid, parseInstant } from '@hirewire/contract';
import type { Action } from './action.ts';
import { openFile } from './open-file.ts';

type Answer = ScreeningAnswerInput['answer'];

/**
 * Holds answers against the questions of the job. One that does not fit its question is an error
 * that names it; one that cannot be submitted (unknown question, nothing to answer, not asked
 * because of another answer, left empty) is left out with a warning.
 * @throws ApiError
 */
export async function checkAnswers(
  action: Pick<Action, 'guard' | 'limits' | 'signal' | 'isDryRun' | 'warnings'>,
  answers: readonly ScreeningAnswerInput[],
  questions: readonly ScreeningQuestion[],
): Promise<AnswerDraft[]> {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const given = new Map<string, Answer>();
  for (const { question_id: id, answer } of answers) {
    if (given.has(id)) throw inputInvalid(`The question "${id}" is answered more than once.`);
    given.set(id, answer);
  }
  const drafts: AnswerDraft[] = [];
  for (const [id, answer] of given) {
    const question = byId.get(id);
    const reason =
      question === undefined
        ? 'unknown'
        : (whyNotAsked(question, given, byId) ?? (isEmpty(answer) ? 'empty' : null));
    if (question === undefined || reason !== null) {
      action.warnings.push(warningOf(id, question, reason ?? 'unknown'));
      continue;
    }
    drafts.push(await toDraft(action, question, answer));
  }
  return drafts;
}

type Reason = 'unknown' | 'no-answer' | 'precondition' | 'empty';

function warningOf(id: string, question: ScreeningQuestion | undefined, reason: Reason): string {
  const name = question === undefined ? `"${id}"` : nameOf(question);
  switch (reason) {
    case 'unknown':
      return `The answer to the question ${name} was not submitted: the job has no such question.`;
    case 'no-answer':
      return `The answer to the question ${name} was not submitted: it takes no answer here.`;
    case 'empty':
      return `The answer to the question ${name} was not submitted: it is empty.`;
    case 'precondition':
      return `The answer to the question ${name} was not submitted: it is only asked after another answer than the one that was given.`;
  }
}

function whyNotAsked(
  question: ScreeningQuestion,
  given: ReadonlyMap<string, Answer>,
  byId: ReadonlyMap<string, ScreeningQuestion>,
): Reason | null {
  const type = question.format?.type ?? 'UNKNOWN';
  if (type === 'INFORMATION' || type === 'UNKNOWN' || question.remote_id === null)
    return 'no-answer';
  const { precondition_question_id: first, precondition_options: options } = question;
  if (!first || !options || !byId.has(first)) return null;
  const answer = given.get(first);
  const chosen = Array.isArray(answer) ? answer : [answer];
  const isMet = (options as readonly unknown[]).some((option) =>
    (chosen as readonly unknown[]).includes(option),
  );
  return isMet ? null : 'precondition';
}

/** What a form sends for a question that was left open. */
function isEmpty(answer: Answer): boolean {
  return typeof answer === 'string'
    ? answer.trim() === ''
    : Array.isArray(answer) && answer.length === 0;
}

async function toDraft(
  action: Parameters<typeof checkAnswers>[0],
  question: ScreeningQuestion,
  answer: Answer,
): Promise<AnswerDraft> {
  const { format, title } = question;
  if (!format || question.remote_id === null) throw new Error('the question takes no answer');
  const value =
    format.type === 'FILE'
      ? await toFile(action, { question, format, answer })
      : toPlainValue(question, format, answer);
  return {
    questionRemoteId: question.remote_id,
    title,
    format: format as AnswerDraft['format'],
    value,
  };
}

async function toFile(
  action: Parameters<typeof checkAnswers>[0],
  {
    question,
    format,
    answer,
  }: {
    question: ScreeningQuestion;
    format: Extract<QuestionFormat, { type: 'FILE' }>;
    answer: Answer;
  },
): Promise<AnswerValue> {
  if (typeof answer !== 'object' || Array.isArray(answer)) throw wrong(question, 'a file');
  return openFile(action, answer as FileInput, {
    field: `screening_question_answers (${nameOf(question)})`,
    maxBytes: format.max_file_size_bytes ?? null,
    acceptedTypes: format.accepted_mime_types ?? null,
  });
}

function toPlainValue(
  question: ScreeningQuestion,
  format: QuestionFormat,
  answer: Answer,
): Exclude<AnswerValue, object> | readonly string[] {
  switch (format.type) {
    case 'TEXT':
      return toText(question, format.max_length ?? null, answer);
    case 'NUMBER':
      return toNumber(question, format, answer);
    case 'BOOLEAN':
      if (typeof answer !== 'boolean') throw wrong(question, 'true or false');
      return answer;
    case 'DATE':
      return toDay(question, answer);
    case 'SINGLE_SELECT':
      if (typeof answer !== 'string') throw wrong(question, 'the id of one option');
      return toOption(question, format.options, answer);
    case 'MULTI_SELECT':
      return toOptions(question, format.options, answer);
    default:
      throw new Error(`a question of format ${format.type} has no plain answer`);
  }
}

/** The day that the caller wrote, whatever day it is in another zone. */
function toDay(question: ScreeningQuestion, answer: Answer): string {
  if (typeof answer === 'string' && parseInstant(answer) !== null) return answer.slice(0, 10);
  throw wrong(question, 'a date such as 2026-01-31');
}

function toText(question: ScreeningQuestion, maxLength: number | null, answer: Answer): string {
  if (typeof answer !== 'string') throw wrong(question, 'a text');
  if (maxLength !== null && answer.length > maxLength) {
    throw wrong(question, `a text of at most ${maxLength} characters`);
  }
  return answer;
}

function toNumber(
  question: ScreeningQuestion,
  { min, max }: Extract<QuestionFormat, { type: 'NUMBER' }>,
  answer: Answer,
): number {
  const isWithin =
    typeof answer === 'number' &&
    Number.isFinite(answer) &&
    answer >= (min ?? -Infinity) &&
    answer <= (max ?? Infinity);
  if (isWithin) return answer;
  const from = typeof min === 'number' ? ` from ${min}` : '';
  const to = typeof max === 'number' ? ` to ${max}` : '';
  throw wrong(question, `a number${from}${to}`);
}

function toOptions(
  question: ScreeningQuestion,
  options: Parameters<typeof toOption>[1],
  answer: Answer,
): string[] {
  if (!Array.isArray(answer)) throw wrong(question, 'a list of option ids');
  return [...new Set(answer)].map((id) => toOption(question, options, id));
}

function toOption(
  question: ScreeningQuestion,
  options: readonly { id: string; remote_id?: string | null | undefined }[],
  id: string,
): string {
  const option = options.find((candidate) => candidate.id === id);
  if (option !== undefined) return option.remote_id ?? option.id;
  const known = options.slice(0, 20).map((candidate) => candidate.id);
  throw wrong(question, `the id of one of its options (${known.join(', ')})`);
}

function wrong(question: ScreeningQuestion, wanted: string): GeneralApiError {
  return inputInvalid(
    `The answer to the question ${nameOf(question)} must be ${wanted}. Its id is ${question.id}.`,
  );
}

function nameOf({ title, id }: ScreeningQuestion): string {
  return `"${title ?? id}"`;
}
