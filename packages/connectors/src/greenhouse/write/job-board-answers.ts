import { answerInWords, decodeEntities } from '@hirewire/connector-kit';
import type { AnswerDraft, FormPart, OutgoingFile } from '@hirewire/connector-kit';
import { withoutBrackets } from '../read/screening-questions.ts';
import type { GreenhouseQuestion } from '../remote-types.ts';
import { fileField, hiddenField, severalAnswersField } from '../vocabulary.ts';

export type Field = NonNullable<GreenhouseQuestion['fields']>[number];

const takenFiles = /\.(?:pdf|docx?|txt|rtf)$/i;

/** Others are refused: https://developers.greenhouse.io/job-board.html#validations-on-post-requests */
export function isTakenFile({ name, size }: Pick<OutgoingFile, 'name' | 'size'>): boolean {
  return takenFiles.test(name) && size > 0;
}

export function nameOf({ name }: Pick<Field, 'name'>): string {
  return withoutBrackets(name ?? '');
}

/** Null for an answer that the form has no field or no option for. */
export function toAnswerParts(
  questions: readonly GreenhouseQuestion[],
  answer: AnswerDraft,
): FormPart[] | null {
  const { value } = answer;
  const isFile = isOutgoingFile(value);
  const field = fieldsFor(questions, answer).find(
    ({ type }) => type !== hiddenField && (type === fileField) === isFile,
  );
  if (field === undefined) return null;
  const name = nameOf(field);
  if (isFile) return isTakenFile(value) ? [{ name, value }] : null;
  if ((field.values ?? []).length === 0) return [{ name, value: answerInWords(answer) ?? '' }];
  const chosen = [value].flat().map((one) => toOption(field, answer, one));
  if (chosen.some((one) => one === null)) return null;
  const isList = field.type === severalAnswersField;
  if (!isList && chosen.length !== 1) return null;
  return chosen.map((one) => ({ name: isList ? `${name}[]` : name, value: one ?? '' }));
}

/** By name, or the number in it; a job's questions that came without either are known by their text. */
function fieldsFor(questions: readonly GreenhouseQuestion[], answer: AnswerDraft): Field[] {
  const { questionRemoteId: id } = answer;
  const byName = questions.find(({ fields }) =>
    fields?.some((field) => [id, `question_${id}`].includes(nameOf(field))),
  );
  if (byName !== undefined) return byName.fields ?? [];
  const byLabel = questions.filter(({ label }) => decodeEntities(label ?? '').trim() === id);
  return byLabel.length === 1 ? (byLabel[0]?.fields ?? []) : [];
}

/** The form's value for the option that was chosen: that of the same id, else that of the same name. */
function toOption(field: Field, { format }: AnswerDraft, value: unknown): string | null {
  const options = (field.values ?? []).map(({ value: id, label }) => ({
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : '',
    label: decodeEntities(label ?? '')
      .trim()
      .toLowerCase(),
  }));
  if (typeof value === 'boolean') {
    const words = value ? ['1', 'yes'] : ['0', 'no'];
    const found = options.find(({ id, label }) => words.includes(id) || words.includes(label));
    return found?.id ?? null;
  }
  const byId = options.find(({ id }) => id === String(value));
  if (byId !== undefined) return byId.id;
  const own = 'options' in format ? format.options : [];
  const name = own
    .find(({ remote_id: id }) => id === value)
    ?.name?.trim()
    .toLowerCase();
  return options.find(({ label }) => label !== '' && label === name)?.id ?? null;
}

function isOutgoingFile(value: AnswerDraft['value']): value is OutgoingFile {
  return typeof value === 'object' && 'chunks' in value;
}
