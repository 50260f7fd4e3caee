import { contentTypeOf, numberQuestions } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  QuestionFormat,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import type { WorkableForm, WorkableFormField, WorkableQuestion } from '../remote-types.ts';
import { plainFormats } from '../vocabulary.ts';
import { toText } from './to-text.ts';

/** Fields of the form that every candidate has, or that come as an attachment. */
const neverAsked = new Set(['name', 'firstname', 'lastname', 'first_name', 'last_name', 'email']);
/** Those that a candidate's details fill, unless they are lacking. */
const filledFields = new Set(['phone', 'address', 'headline']);
/** Those that only an answer can fill. */
const askedFields = new Set(['summary', 'cover_letter']);
/** A CV is sent as an attachment. */
const attachedField = 'resume';

const fieldPrefix = 'field:';
const fieldQuestionId = (key: string): string => `${fieldPrefix}${key}`;
/** The field of a candidate that an answer is for; null for a question of the job's own. */
export function fieldOf(questionId: string): string | null {
  return questionId.startsWith(fieldPrefix) ? questionId.slice(fieldPrefix.length) : null;
}

/** The application form of a job: fields that all jobs choose from, and questions of its own. */
export function toScreeningQuestions(
  { form_fields: fields, questions }: WorkableForm,
  context: ConnectorContext,
): ScreeningQuestion[] {
  const all = [
    ...(fields ?? []).filter(isAsked).map(toFieldQuestion),
    ...(questions ?? []).map(toQuestion),
  ];
  return numberQuestions(all, context);
}

/** What cannot be submitted is shown only where it has to be: then nobody can apply from outside. */
function isAsked({ key, required }: WorkableFormField): boolean {
  if (neverAsked.has(key) || key === attachedField) return false;
  return askedFields.has(key) || required === true;
}

function toFieldQuestion(field: WorkableFormField): ScreeningQuestion {
  const { key, label, type, max_length: maxLength } = field;
  const plain =
    askedFields.has(key) || filledFields.has(key) ? plainFormats[type ?? ''] : undefined;
  const withLength =
    plain?.type === 'TEXT' && maxLength ? { ...plain, max_length: maxLength } : plain;
  return {
    remote_id: fieldQuestionId(key),
    title: label ? toText(label) : key,
    description: null,
    format: withLength ?? { type: 'UNKNOWN', raw_question: field as Json },
    category: null,
    required: field.required ?? false,
  };
}

function toQuestion(question: WorkableQuestion): ScreeningQuestion {
  return {
    remote_id: question.id,
    title: question.body ? toText(question.body) : null,
    description: null,
    format: toFormat(question),
    category: null,
    // The oldest examples do not tell.
    required: question.required ?? false,
  };
}

function toFormat(question: WorkableQuestion): QuestionFormat {
  const { type, choices, single_answer: single } = question;
  if (choices && choices.length > 0) {
    const options = choices.map(({ id, body }) => ({
      id,
      remote_id: id,
      name: body ? toText(body) : id,
    }));
    // A dropdown gives one, also where it does not say so.
    const isSingle = single ?? type === 'dropdown';
    if (!isSingle) return { type: 'MULTI_SELECT', options };
    const display = type === 'dropdown' ? 'DROPDOWN' : 'RADIO';
    return { type: 'SINGLE_SELECT', display_type: display, options };
  }
  if (type === 'file') return toFileFormat(question);
  return plainFormats[type ?? ''] ?? { type: 'UNKNOWN', raw_question: question as Json };
}

function toFileFormat(question: WorkableQuestion): QuestionFormat {
  const { supported_file_types: endings, max_file_size: size } = question;
  const types = new Set((endings ?? []).map((ending) => contentTypeOf(`file.${ending}`)));
  // An ending that no type is known of says that any file may be right.
  const isKnown = types.size > 0 && !types.has('application/octet-stream');
  return {
    type: 'FILE',
    accepted_mime_types: isKnown ? [...types] : null,
    max_file_size_bytes: size ?? null,
  };
}
