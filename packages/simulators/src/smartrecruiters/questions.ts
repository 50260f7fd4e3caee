import type { Job, Question } from '../kit/company-rows.ts';
import { refusal } from './access.ts';
import type { Assigned, GivenAnswer, SmartRecruiters } from './smartrecruiters.ts';
import { derivedId, numberOf } from './words.ts';

interface Labelled {
  id: string;
  label: string;
}

interface FormField extends Labelled {
  type: string;
  required: boolean;
  complianceType?: 'DIVERSITY';
  values: readonly Labelled[];
}

interface FormQuestion extends Labelled {
  repeatable: boolean;
  fields: readonly FormField[];
  /** How answers call it. */
  answerType: string;
  /** Of questions of the library; others have their id. */
  category?: string;
}

const fieldTypes: Readonly<Record<Question['type'], readonly [field: string, answer: string]>> = {
  text: ['INPUT_TEXT', 'text'],
  'long text': ['TEXTAREA', 'textarea'],
  'yes or no': ['RADIO', 'radio'],
  choice: ['SINGLE_SELECT', 'select'],
  choices: ['MULTI_SELECT', 'checkbox'],
  number: ['INPUT_TEXT', 'text'],
  date: ['INPUT_TEXT', 'text'],
  url: ['INPUT_TEXT', 'text'],
  // No field of a form takes files.
  file: ['FILE', 'files'],
};

/** The only field of a question; several questions have one of this id. */
const singleFieldId = 'value';

/** What applicants are asked, with what only answers show. */
function questionsOf(job: Job): FormQuestion[] {
  const own = job.questions.map((question): FormQuestion => {
    const { id, text, type, isRequired } = question;
    const [fieldType, answerType] = fieldTypes[type];
    const field = { id: singleFieldId, label: '', type: fieldType, required: isRequired };
    return {
      id,
      label: escapeHtml(text),
      repeatable: false,
      fields: [{ ...field, values: optionsOf(question) }],
      answerType,
    };
  });
  return [...own, ...libraryOf(job)];
}

function optionsOf({ id, type, options }: Question): Labelled[] {
  const words = ['Yes', 'No'];
  if (type === 'yes or no') return words.map((label) => ({ id: derivedId(id, label), label }));
  return options.map((option) => ({ id: option.id, label: option.text }));
}

/** Questions that the kit has not: of several fields, of the law, and texts without an answer. */
function libraryOf({ id, place }: Job): FormQuestion[] {
  const number = numberOf(id);
  const choose = (name: string, label: string, options: readonly string[]): FormField => ({
    id: name,
    label,
    type: 'SINGLE_SELECT',
    required: false,
    values: options.map((option) => ({ id: option.toLowerCase(), label: option })),
  });
  const make = (
    name: string,
    label: string,
    rest: Omit<FormQuestion, 'id' | 'label' | 'repeatable'>,
  ) => ({
    id: derivedId(id, name),
    label,
    repeatable: name === 'languages',
    ...rest,
  });
  const levels = choose('level', 'Level', ['Basic', 'Fluent', 'Native']);
  const gender = choose('gender', 'Gender', ['Female', 'Male', 'Other']);
  const agreed = { id: 'true', label: 'I agree' };
  const one = { id: singleFieldId, label: '', required: false };
  return [
    ...(number % 3 === 0
      ? [
          make('languages', 'Languages', {
            fields: [choose('language', 'Language', ['German', 'English', 'Polish']), levels],
            answerType: 'languages',
            category: 'languages',
          }),
        ]
      : []),
    ...(number % 4 === 1
      ? [
          make('data', 'I agree that my data &amp; documents are kept', {
            fields: [{ ...one, type: 'CHECKBOX', required: true, values: [agreed] }],
            answerType: 'acknowledgement',
          }),
          make('information', '<p>We answer within a week.</p>', {
            fields: [{ ...one, type: 'INFORMATION', values: [] }],
            answerType: 'info',
          }),
        ]
      : []),
    ...(place?.countryCode === 'US' || number % 4 === 2
      ? [
          make('eeo', 'Voluntary self-identification', {
            fields: [{ ...gender, complianceType: 'DIVERSITY' }],
            answerType: 'eeo',
            category: 'eeoInformation',
          }),
        ]
      : []),
  ];
}

/** What the form of a posting shows. */
export function formOf(job: Job): Omit<FormQuestion, 'answerType' | 'category'>[] {
  return questionsOf(job)
    .filter(({ answerType }) => answerType !== 'files')
    .map(({ answerType: _type, category: _category, ...question }) => question);
}

/** The answers of an application, as they are read. */
export function answersOf(account: SmartRecruiters, one: Assigned): object[] {
  const given = account.kept.answers.get(one.id);
  return questionsOf(account.findJob(one.jobId)).flatMap((question) => {
    const { id, label, fields, answerType: type, category = id } = question;
    const records =
      given === undefined
        ? seededRecords(one.answers[id], question)
        : (given.find((answer) => answer.id === id)?.records ?? []).map((record) => ({
            fields: fields.flatMap((field) => valuesOf(field, record.fields[field.id])),
          }));
    return records.length === 0 ? [] : [{ id, type, category, name: label, label, records }];
  });
}

function valuesOf(field: FormField, values: readonly string[] | undefined): object[] {
  if (values === undefined) return [];
  const shown = values.map(
    (value) => field.values.find(({ id }) => id === value) ?? { id: value, label: value },
  );
  return [{ id: field.id, label: field.label, values: shown }];
}

function seededRecords(answer: unknown, { id, fields, answerType }: FormQuestion): object[] {
  const [field] = fields;
  if (answer === undefined || field === undefined) return [];
  if (answerType === 'files') {
    const { id: fileId, name } = answer as Record<'id' | 'name', string>;
    return [{ fields: [{ id: field.id, label: '', values: [{ id: fileId, label: name }] }] }];
  }
  const values = [answer].flat().map((value: unknown) => {
    if (typeof value !== 'boolean') return String(value);
    return derivedId(id, value ? 'Yes' : 'No');
  });
  return [{ fields: valuesOf(field, values) }];
}

/** Refuses answers that the form of a job does not take. */
export function checkAnswers(job: Job, answers: readonly GivenAnswer[]): void {
  const form = formOf(job);
  for (const { id } of answers) {
    if (!form.some((question) => question.id === id)) throw wrong(`There is no question ${id}`);
  }
  for (const question of form) {
    const records = answers.filter(({ id }) => id === question.id).flatMap((one) => one.records);
    if (records.length > 1 && !question.repeatable) {
      throw wrong(`Question ${question.id} takes one record`);
    }
    for (const field of question.fields) checkField(question.id, field, records);
  }
}

function checkField(questionId: string, field: FormField, records: GivenAnswer['records']): void {
  const { id, type, required, values: options } = field;
  const where = `Field ${id} of question ${questionId}`;
  const values = records.flatMap(({ fields }) => fields[id] ?? []);
  if (required && !values.some((value) => value.trim() !== '')) throw wrong(`${where} is required`);
  if (type === 'INFORMATION' && values.length > 0) throw wrong(`${where} takes no answer`);
  const isOpen = type === 'INPUT_TEXT' || type === 'TEXTAREA';
  const unknown = values.find((value) => !options.some((option) => option.id === value));
  if (!isOpen && unknown !== undefined) throw wrong(`${where} has no value ${unknown}`);
  const isSingle = type !== 'MULTI_SELECT' && type !== 'CHECKBOX';
  if (isSingle && records.some(({ fields }) => (fields[id] ?? []).length > 1)) {
    throw wrong(`${where} takes one value`);
  }
}

function wrong(message: string) {
  return refusal(400, 'DATA_VALIDATION_ERROR', message);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
