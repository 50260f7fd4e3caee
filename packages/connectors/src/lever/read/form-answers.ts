import { toIsoDate, toIsoDay } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ScorecardResponse,
  ScreeningAnswer,
} from '@hirewire/connector-kit';
import type { LeverField, LeverForm } from '../remote-types.ts';
import { fieldFormats, selectFormats } from '../vocabulary.ts';
import { listQuestions } from './screening-questions.ts';

/** A value by what the type of its field promises; null where it is not of that type. */
type Value =
  | { type: 'TEXT'; text: string }
  | { type: 'NUMBER'; number: number }
  | { type: 'BOOLEAN'; flag: boolean }
  | { type: 'DATE'; date: Json }
  | { type: 'SINGLE_SELECT'; choice: string }
  | { type: 'MULTI_SELECT'; choices: string[] };

/** The answers of an application's forms; one that is a file has no form on the wire. */
export function toScreeningAnswers(
  forms: readonly LeverForm[],
  context: ConnectorContext,
): ScreeningAnswer[] {
  return listQuestions(forms).flatMap(({ remoteId, title, field }) => {
    const value = field.value ?? null;
    if (value === null || value === '' || formatOf(field) === 'FILE') return [];
    const question = { remote_id: remoteId, title };
    const read = readValue(field, value);
    const answer = read === null ? null : toScreeningAnswer(question, read);
    if (answer !== null) return [answer];
    if (formatOf(field) !== undefined) {
      const ref = { model: 'applications', field: `customQuestions.${field.type}` } as const;
      context.reportIssue({ ...ref, sample: value });
    }
    return [{ question: { ...question, type: 'UNKNOWN' }, answer: { raw: value } }];
  });
}

function toScreeningAnswer(
  question: { remote_id: string; title: string },
  value: Value,
): ScreeningAnswer | null {
  const { type } = value;
  switch (type) {
    case 'TEXT':
      return { question: { ...question, type }, answer: { content: value.text } };
    case 'NUMBER':
      return { question: { ...question, type }, answer: { number: value.number } };
    case 'BOOLEAN':
      return { question: { ...question, type }, answer: { checked: value.flag } };
    case 'SINGLE_SELECT':
      return { question: { ...question, type }, answer: { choice: value.choice } };
    case 'MULTI_SELECT':
      return { question: { ...question, type }, answer: { choices: value.choices } };
    case 'DATE': {
      const date = toIsoDate(value.date, null, { epoch: 'milliseconds', isDay: true });
      return date === null ? null : { question: { ...question, type }, answer: { date } };
    }
  }
}

/** All fields of a feedback form, those that were left empty, too. */
export function toScorecardResponses(
  form: LeverForm,
  context: ConnectorContext,
): ScorecardResponse[] {
  const questions = listQuestions([form]).filter(({ field }) => formatOf(field) !== 'FILE');
  return questions.flatMap(({ remoteId, title, field }) => {
    const question = toQuestion(field.id ?? remoteId, title, field);
    const value = field.value ?? null;
    if (value === null || value === '') return [toEmptyResponse(question, field)];
    const read = readValue(field, value);
    const response = read === null ? null : toResponse(question, read, field);
    if (response !== null) return [response];
    if (formatOf(field) !== undefined) {
      context.reportIssue({ model: 'scorecards', field: `fields.${field.type}`, sample: value });
    }
    const answer = typeof value === 'string' ? value : JSON.stringify(value);
    return [{ ...question, type: 'TEXT', answer }];
  });
}

function toQuestion(remoteId: string, title: string, field: LeverField): Question {
  const { description, required = null } = field;
  return {
    remote_id: remoteId,
    label: title || remoteId,
    description: description || null,
    required,
  };
}

type Question = Pick<ScorecardResponse, 'remote_id' | 'label' | 'description' | 'required'>;

function toResponse(question: Question, value: Value, field: LeverField): ScorecardResponse | null {
  const { type } = value;
  const options = optionsOf(field);
  switch (type) {
    case 'TEXT':
      return { ...question, type, answer: value.text };
    case 'NUMBER':
      return { ...question, type, answer: value.number };
    case 'BOOLEAN':
      return { ...question, type, answer: value.flag };
    case 'SINGLE_SELECT':
      return { ...question, type, options, answer: toOption(value.choice) };
    case 'MULTI_SELECT':
      return { ...question, type, options, answer: value.choices.map(toOption) };
    case 'DATE': {
      const answer = toIsoDay(value.date, null, { epoch: 'milliseconds' });
      return answer === null ? null : { ...question, type, answer };
    }
  }
}

function toEmptyResponse(question: Question, field: LeverField): ScorecardResponse {
  const format = formatOf(field);
  if (format === 'SINGLE_SELECT' || format === 'MULTI_SELECT') {
    return { ...question, type: format, options: optionsOf(field), answer: null };
  }
  const isPlain = format === 'NUMBER' || format === 'BOOLEAN' || format === 'DATE';
  return { ...question, type: isPlain ? format : 'TEXT', answer: null };
}

function optionsOf({ options }: LeverField) {
  return (options ?? []).map(({ text }) => toOption(text));
}

/** Options of Lever have no ids: their text is it. */
function toOption(text: string): { remote_id: string; label: string } {
  return { remote_id: text, label: text };
}

function formatOf({ type }: LeverField): string | undefined {
  return selectFormats[type ?? ''] ?? fieldFormats[type ?? '']?.type;
}

function readValue(field: LeverField, value: Json): Value | null {
  switch (formatOf(field)) {
    case 'TEXT':
      return typeof value === 'string' ? { type: 'TEXT', text: value } : null;
    case 'NUMBER':
      return readNumber(value);
    case 'BOOLEAN':
      return readFlag(value);
    case 'DATE':
      return { type: 'DATE', date: value };
    case 'SINGLE_SELECT': {
      const [choice, ...others] = textsOf(value) ?? [];
      if (choice === undefined || others.length > 0) return null;
      return { type: 'SINGLE_SELECT', choice };
    }
    case 'MULTI_SELECT': {
      const choices = textsOf(value);
      return choices === null ? null : { type: 'MULTI_SELECT', choices };
    }
    default:
      return null;
  }
}

/** Of an amount with its currency, and of a score, the number. */
function readNumber(value: Json): Value | null {
  const found = isObject(value) ? (value['value'] ?? value['amount'] ?? null) : value;
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) ? { type: 'NUMBER', number } : null;
}

function readFlag(value: Json): Value | null {
  if (typeof value === 'boolean') return { type: 'BOOLEAN', flag: value };
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (!['yes', 'no', 'true', 'false'].includes(word)) return null;
  return { type: 'BOOLEAN', flag: word === 'yes' || word === 'true' };
}

/** One text or several, or objects with one. */
function textsOf(value: Json): string[] | null {
  const parts = Array.isArray(value) ? value : [value];
  const texts = parts.map((part) => (isObject(part) ? part['text'] : part));
  const found = texts.filter((text) => typeof text === 'string');
  return found.length === texts.length ? found : null;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
