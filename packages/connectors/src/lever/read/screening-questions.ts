import type { Json, QuestionFormat, ScreeningQuestion } from '@hirewire/connector-kit';
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

/** What the candidate has anyway is filled in from there, so that it is no question. */
export function toScreeningQuestions(form: LeverApplyForm): ScreeningQuestion[] {
  const questions = [
    ...listQuestions(form.customQuestions ?? []).map((question) => toQuestion(question, null)),
    ...listEeoQuestions(form).map((question) => toQuestion(question, 'EEO')),
  ];
  return questions.map((question, index) => ({ ...question, index }));
}

export interface EeoQuestion extends Question {
  /** What the answer is sent by. */
  name: string;
}

export function listEeoQuestions({ eeoQuestions }: LeverApplyForm): EeoQuestion[] {
  return Object.entries(eeoQuestions ?? {}).map(([name, field]) => ({
    name,
    remoteId: `eeo/${name}`,
    title: field.text?.trim() || name,
    description: field.description || field.prompt || null,
    field,
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
