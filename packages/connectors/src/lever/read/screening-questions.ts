import { numberQuestions } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  QuestionFormat,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import type { LeverApplyForm, LeverField, LeverForm } from '../remote-types.ts';
import { fieldFormats, selectFormats } from '../vocabulary.ts';

export interface Question {
  /** `<form>/<field>`: the field's id, or its position where it has none. */
  remoteId: string;
  title: string;
  description: string | null;
  field: LeverField;
}

/** A form may have several fields, each of which is a question. */
export function listQuestions(forms: readonly LeverForm[]): Question[] {
  return forms.flatMap((form, formIndex) => {
    const fields = form.fields ?? [];
    return fields.map((field, index) => ({
      remoteId: `${form.id ?? formIndex}/${field.id ?? index}`,
      title: titleOf(form, field),
      description: field.description || field.prompt || form.description || null,
      field,
    }));
  });
}

function titleOf(form: LeverForm, field: LeverField): string {
  return field.text?.trim() || form.text?.trim() || '';
}

/** What the candidate has is filled in from there: it is a question only where the form demands it. */
export function toScreeningQuestions(
  form: LeverApplyForm,
  context: ConnectorContext,
): ScreeningQuestion[] {
  const questions = [
    ...listDetails(form)
      .filter(({ field }) => field.required === true)
      .map((question) => toQuestion(question, null)),
    ...listQuestions(form.customQuestions ?? []).map((question) => toQuestion(question, null)),
    ...listEeoQuestions(form).map((question) => toQuestion(question, 'EEO')),
  ];
  return numberQuestions(questions, context);
}

/** A question that a part of the form has by its name, which its answer is sent by. */
export interface NamedQuestion extends Question {
  name: string;
}

/** Every application has them. */
const alwaysGiven: ReadonlySet<string> = new Set(['fullName', 'email']);

export const detailId = (name: string): string => `personal/${name}`;
export const linkId = (name: string): string => `link/${name}`;

/** Details and links that the form asks for, and that the candidate may lack. */
export function listDetails({ personalInformation, urls }: LeverApplyForm): NamedQuestion[] {
  const details = (personalInformation ?? []).filter(({ name }) => !alwaysGiven.has(name));
  return [
    ...details.map(({ name, ...field }) => ({ ...toNamed(name, field), remoteId: detailId(name) })),
    ...(urls ?? []).map(({ name, ...field }) => ({
      ...toNamed(name, { type: 'text', ...field }),
      remoteId: linkId(name),
    })),
  ];
}

function toNamed(name: string, field: LeverField): Omit<NamedQuestion, 'remoteId'> {
  const description = field.description || field.prompt || null;
  return { name, title: field.text?.trim() || name, description, field };
}

export function listEeoQuestions({ eeoQuestions }: LeverApplyForm): NamedQuestion[] {
  return Object.entries(eeoQuestions ?? {}).map(([name, field]) => ({
    ...toNamed(name, field),
    remoteId: `eeo/${name}`,
  }));
}

function toQuestion(
  { remoteId, title, description, field }: Question,
  category: ScreeningQuestion['category'],
): ScreeningQuestion {
  return {
    remote_id: remoteId,
    title,
    description,
    format: toFormat(field),
    category,
    required: field.required,
  };
}

function toFormat(field: LeverField): QuestionFormat {
  const type = field.type ?? '';
  const selectType = selectFormats[type];
  if (selectType === undefined) {
    return fieldFormats[type] ?? { type: 'UNKNOWN', raw_question: field as Json };
  }
  const options = (field.options ?? []).map(({ text }) => ({
    id: text,
    remote_id: text,
    name: text,
  }));
  // A university is chosen from a list of Lever's, which the form does not have.
  if (options.length === 0) return { type: 'TEXT', display_type: 'SINGLE_LINE' };
  return { type: selectType, options };
}
