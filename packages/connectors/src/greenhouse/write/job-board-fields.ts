import { decodeEntities, inputError } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  CreateApplicationInput,
  FormPart,
  OutgoingAttachment,
  OutgoingFile,
} from '@hirewire/connector-kit';
import type { GreenhouseQuestion } from '../remote-types.ts';
import { addressOf, toText } from './candidate-body.ts';
import type { JobBoardForm } from './job-board-form.ts';

type Field = NonNullable<GreenhouseQuestion['fields']>[number];

/** An application as the fields of a form, and what no field is for. */
export interface FilledForm {
  parts: FormPart[];
  rest: Pick<CreateApplicationInput, 'answers' | 'attachments' | 'gdprConsent'>;
}

const severalAnswers = 'multi_value_multi_select';
const fileField = 'input_file';
/** Filled in by Greenhouse's own page. */
const hidden = 'input_hidden';

/** Others are refused: https://developers.greenhouse.io/job-board.html#submit-an-application */
const takenFiles = /\.(?:pdf|docx?|txt|rtf)$/i;

const fileNames: Readonly<Partial<Record<OutgoingAttachment['type'], string>>> = {
  CV: 'resume',
  COVER_LETTER: 'cover_letter',
};

/**
 * https://developers.greenhouse.io/job-board.html#submit-an-application
 * @throws RemoteError of kind `input` where something required is missing: Greenhouse does not look
 */
export function fillForm(form: JobBoardForm, input: CreateApplicationInput): FilledForm {
  const fields = form.questions.flatMap((question) => question.fields ?? []);
  const names = new Set(fields.map(nameOf));
  const files = new Map<string, OutgoingAttachment>();
  for (const attachment of input.attachments) {
    const name = fileNames[attachment.type] ?? '';
    const isTaken = names.has(name) && !files.has(name) && takenFiles.test(attachment.file.name);
    if (isTaken) files.set(name, attachment);
  }
  const answered = new Map<AnswerDraft, FormPart[]>();
  for (const answer of input.answers) {
    const parts = toParts(form.questions, answer);
    if (parts !== null) answered.set(answer, parts);
  }
  const given = input.gdprConsent?.given ?? null;
  const parts: FormPart[] = [
    ...detailsOf(input.candidate),
    ...[...files].map(([name, { file }]) => ({ name, value: file })),
    ...[...answered.values()].flat(),
    ...form.consents.map((name) => ({ name: `data_compliance[${name}]`, value: String(given) })),
  ];
  requireComplete(form, { parts, hasConsent: given !== null });
  const sent = new Set(files.values());
  return {
    parts,
    rest: {
      answers: input.answers.filter((answer) => !answered.has(answer)),
      attachments: input.attachments.filter((attachment) => !sent.has(attachment)),
      gdprConsent: form.consents.length > 0 ? withoutConsent(input) : input.gdprConsent,
    },
  };
}

/** The form asks whether, and not until when. */
function withoutConsent({
  gdprConsent,
}: CreateApplicationInput): FilledForm['rest']['gdprConsent'] {
  const day = gdprConsent?.expires_at ?? null;
  return day === null ? null : { given: null, expires_at: day };
}

/** Greenhouse ignores a place without coordinates, unless that changes: Harvest gets it afterwards. */
function detailsOf(candidate: CreateApplicationInput['candidate']): FormPart[] {
  const values = {
    first_name: candidate.first_name,
    last_name: candidate.last_name,
    email: candidate.email_address,
    phone: candidate.phone_number,
    location: addressOf(candidate),
  };
  return Object.entries(values).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

function nameOf({ name }: Pick<Field, 'name'>): string {
  return (name ?? '').replace(/\[\]$/, '');
}

/** Null for an answer that the form has no field or no option for. */
function toParts(questions: readonly GreenhouseQuestion[], answer: AnswerDraft): FormPart[] | null {
  const { value } = answer;
  const isFile = isOutgoingFile(value);
  const field = fieldsFor(questions, answer).find(
    ({ type }) => type !== hidden && (type === fileField) === isFile,
  );
  if (field === undefined) return null;
  const name = nameOf(field);
  if (isFile) return toContent(name, value);
  if ((field.values ?? []).length === 0) return [{ name, value: toText(answer) ?? '' }];
  const chosen = [value].flat().map((one) => toOption(field, answer, one));
  if (chosen.some((one) => one === null)) return null;
  const isList = field.type === severalAnswers;
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
    id: String(id),
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

/** Files that answer a question are documented as base64, in forms and in JSON. */
function toContent(name: string, file: OutgoingFile): FormPart[] | null {
  if (!takenFiles.test(file.name)) return null;
  return [
    { name: `${name}_content`, value: file, as: 'base64' },
    { name: `${name}_content_filename`, value: file.name },
  ];
}

function requireComplete(
  { questions, consents }: JobBoardForm,
  { parts, hasConsent }: { parts: readonly FormPart[]; hasConsent: boolean },
): void {
  const filled = new Set(
    parts.map(({ name }) => name.replace(/_content$/, '').replace(/\[\]$/, '')),
  );
  const missing = questions.filter(({ required, fields }) => {
    const shown = (fields ?? []).filter(({ type }) => type !== hidden);
    return required === true && shown.length > 0 && !shown.some((one) => filled.has(nameOf(one)));
  });
  const labels = missing.map(({ label }) => `"${decodeEntities(label ?? '').trim()}"`);
  if (consents.length > 0 && !hasConsent) labels.push('the consent (`gdpr_consent.given`)');
  if (labels.length === 0) return;
  const needsFile = missing.some(({ fields }) => fields?.some(({ type }) => type === fileField));
  const files = needsFile ? ' Files have to be pdf, doc, docx, txt or rtf.' : '';
  throw inputError(
    `The application form of the job requires ${labels.join(', ')}. Nothing was sent to Greenhouse: add what is missing.${files}`,
  );
}
