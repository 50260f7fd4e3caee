import { toIsoDay } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ScorecardResponse } from '@hirewire/connector-kit';
import type { AshbyFeedback, AshbyFormField } from '../remote-types.ts';
import { questionFormats, selectFormats } from '../vocabulary.ts';

type Field = AshbyFormField['field'];
type Question = Pick<ScorecardResponse, 'remote_id' | 'label' | 'description' | 'required'>;

/** The questions of a feedback form with their answers. A field without a value was not answered. */
export function toScorecardResponses(
  { formDefinition, submittedValues }: AshbyFeedback,
  context: ConnectorContext,
): ScorecardResponse[] {
  const fields = (formDefinition?.sections ?? []).flatMap((section) => section.fields ?? []);
  return fields.flatMap(({ field, isRequired, descriptionPlain, descriptionHtml }) => {
    // A scorecard has no answers that are files.
    if (field.type === 'File') return [];
    const question: Question = {
      remote_id: field.path,
      label: field.title || field.path,
      description: descriptionPlain ?? descriptionHtml ?? null,
      required: isRequired ?? null,
    };
    return [toResponse(question, field, { value: submittedValues?.[field.path] ?? null, context })];
  });
}

/**
 * Ashby has more types than the wire, whose list is closed: such an answer, and one that is not of
 * its field's type, becomes a text, so that none is lost.
 */
function toResponse(
  question: Question,
  field: Field,
  { value, context }: { value: Json; context: ConnectorContext },
): ScorecardResponse {
  const type = field.type ?? '';
  const read = responseReaders[selectFormats[type] ?? questionFormats[type]?.type ?? ''];
  const response = read?.(question, value, field) ?? null;
  if (response !== null) return response;
  if (read !== undefined) {
    context.reportIssue({ model: 'scorecards', field: `responses.${type}`, sample: value });
  }
  return { ...question, type: 'TEXT', answer: toText(value) };
}

function toText(value: Json): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type ResponseReader = (question: Question, value: Json, field: Field) => ScorecardResponse | null;

/**
 * Values have the forms in which they are submitted, or are plain texts, as in the example of
 * https://developers.ashbyhq.com/reference/applicationfeedbacklist. Null says that a value is not of
 * the type.
 */
const responseReaders: Readonly<Record<string, ResponseReader>> = {
  TEXT: (question, value) => {
    // Rich text may be an object with the text in it.
    const answer = isObject(value) ? value['value'] : value;
    if (answer !== null && typeof answer !== 'string') return null;
    return { ...question, type: 'TEXT', answer };
  },
  NUMBER: (question, value) => {
    if (value === null) return { ...question, type: 'NUMBER', answer: null };
    const number = isObject(value) ? value['score'] : value;
    const answer = typeof number === 'string' && number.trim() !== '' ? Number(number) : number;
    if (typeof answer !== 'number' || !Number.isFinite(answer)) return null;
    return { ...question, type: 'NUMBER', answer };
  },
  BOOLEAN: (question, value) => {
    if (value !== null && typeof value !== 'boolean') return null;
    return { ...question, type: 'BOOLEAN', answer: value };
  },
  DATE: (question, value) => {
    if (value === null) return { ...question, type: 'DATE', answer: null };
    // The wire has the day alone, and a value that has none becomes a text, with an issue.
    const answer = toIsoDay(value, null);
    return answer === null ? null : { ...question, type: 'DATE', answer };
  },
  SINGLE_SELECT: (question, value, field) => {
    if (value !== null && typeof value !== 'string') return null;
    const answer = value === null ? null : toOption(field, value);
    return { ...question, type: 'SINGLE_SELECT', options: listOptions(field), answer };
  },
  MULTI_SELECT: (question, value, field) => {
    const options = listOptions(field);
    if (value === null) return { ...question, type: 'MULTI_SELECT', options, answer: null };
    if (!Array.isArray(value)) return null;
    const values = value.filter((item) => typeof item === 'string');
    if (values.length < value.length) return null;
    const answer = values.map((item) => toOption(field, item));
    return { ...question, type: 'MULTI_SELECT', options, answer };
  },
};

interface Option {
  remote_id: string;
  label: string;
}

function listOptions(field: Field): Option[] {
  return (field.selectableValues ?? []).map(({ value, label }) => ({
    remote_id: value,
    label: label || value,
  }));
}

/** An option that is gone from the form has only its value. */
function toOption(field: Field, value: string): Option {
  const known = listOptions(field).find((option) => option.remote_id === value);
  return known ?? { remote_id: value, label: value };
}

function isObject(value: Json): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
