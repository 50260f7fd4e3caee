import { toIsoDate } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ScreeningAnswer } from '@hirewire/connector-kit';
import type { AshbyFormField, AshbySubmissions } from '../remote-types.ts';
import { listFields, toFormat } from '../form-fields.ts';

/**
 * The answers of an application's forms. Submitted values are keyed by the path of their field;
 * a field without a value was not answered. The wire has no answers that are files.
 */
export function toScreeningAnswers(
  { applicationFormSubmissions }: AshbySubmissions,
  context: ConnectorContext,
): ScreeningAnswer[] {
  return (applicationFormSubmissions ?? []).flatMap(({ formDefinition, submittedValues }) =>
    listFields(formDefinition).flatMap(({ field }) => {
      const value = submittedValues?.[field.path] ?? null;
      return value === null ? [] : toAnswer(field, value, context);
    }),
  );
}

type Field = AshbyFormField['field'];

/** A value that is not of its field's type is reported and kept as it is, so that none is lost. */
function toAnswer(field: Field, value: Json, { reportIssue }: ConnectorContext): ScreeningAnswer[] {
  const type = field.type ?? '';
  // A text would lose most of what an education has.
  const format = type === 'EducationHistory' ? 'UNKNOWN' : toFormat(field).type;
  if (format === 'FILE') return [];
  const question = { remote_id: field.path, title: field.title ?? '' };
  const unknown = { question: { ...question, type: 'UNKNOWN' }, answer: { raw: value } } as const;
  const toTyped = answerReaders[format];
  if (toTyped === undefined) return [unknown];
  const answer = toTyped(question, value, field);
  if (answer !== null) return [answer];
  reportIssue({ model: 'applications', field: `answers.${type}`, sample: value });
  return [unknown];
}

interface Question {
  remote_id: string;
  title: string;
}

type AnswerReader = (question: Question, value: Json, field: Field) => ScreeningAnswer | null;

/**
 * Values have the forms in which they are submitted:
 * https://developers.ashbyhq.com/reference/applicationformsubmit
 */
const answerReaders: Readonly<Record<string, AnswerReader>> = {
  TEXT: (question, value, field) => {
    const content = field.type === 'Location' ? toLocationText(value) : toText(value);
    if (typeof content !== 'string') return null;
    return { question: { ...question, type: 'TEXT' }, answer: { content } };
  },
  NUMBER: (question, value) => {
    const number = isObject(value) ? value['score'] : value;
    if (typeof number !== 'number') return null;
    return { question: { ...question, type: 'NUMBER' }, answer: { number } };
  },
  BOOLEAN: (question, value) => {
    if (typeof value !== 'boolean') return null;
    return { question: { ...question, type: 'BOOLEAN' }, answer: { checked: value } };
  },
  DATE: (question, value) => {
    // The issue is that of the answer.
    const date = toIsoDate(value, null, { isDay: true });
    if (date === null) return null;
    return { question: { ...question, type: 'DATE' }, answer: { date } };
  },
  SINGLE_SELECT: (question, value, field) => {
    if (typeof value !== 'string') return null;
    const choice = toLabel(field, value);
    return { question: { ...question, type: 'SINGLE_SELECT' }, answer: { choice } };
  },
  MULTI_SELECT: (question, value, field) => {
    if (!Array.isArray(value)) return null;
    const values = value.filter((item) => typeof item === 'string');
    if (values.length < value.length) return null;
    const choices = values.map((item) => toLabel(field, item));
    return { question: { ...question, type: 'MULTI_SELECT' }, answer: { choices } };
  },
};

/** Rich text may be an object with the text in it. */
function toText(value: Json): Json | undefined {
  return isObject(value) ? value['value'] : value;
}

function toLocationText(value: Json): Json | undefined {
  if (!isObject(value)) return value;
  const parts = [value['city'], value['region'], value['country']].flatMap((part) =>
    typeof part === 'string' && part !== '' ? [part] : [],
  );
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** The wire has the text of a choice; an option that is gone from the form has only its value. */
function toLabel(field: Field, value: string): string {
  const option = field.selectableValues?.find((candidate) => candidate.value === value);
  return option?.label ?? value;
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
