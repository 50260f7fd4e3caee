import { addressInWords, decodeEntities, inputError } from '@hirewire/connector-kit';
import type {
  AnswerDraft,
  CreateApplicationInput,
  FormPart,
  OutgoingAttachment,
} from '@hirewire/connector-kit';
import { withoutBrackets } from '../read/screening-questions.ts';
import { fileField, hiddenField } from '../vocabulary.ts';
import { isTakenFile, nameOf, toAnswerParts } from './job-board-answers.ts';
import type { Field } from './job-board-answers.ts';
import type { JobBoardForm } from './job-board-form.ts';

/** An application as the fields of a form, and what no field is for. */
export interface FilledForm {
  parts: FormPart[];
  rest: Pick<CreateApplicationInput, 'answers' | 'attachments' | 'gdprConsent'>;
}

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
  const answered = new Map<AnswerDraft, FormPart[]>();
  for (const answer of input.answers) {
    const parts = toAnswerParts(form.questions, answer);
    if (parts !== null) answered.set(answer, parts);
  }
  // An answer counts more than what the candidate says of it.
  const isAnswered = (name: string): boolean =>
    [...answered.values()].flat().some((part) => part.name === name);
  const files = new Map<string, OutgoingAttachment>();
  for (const attachment of input.attachments) {
    const name = fileNames[attachment.type] ?? '';
    const isOpen = names.has(name) && !files.has(name) && !isAnswered(name);
    const isTaken = isOpen && isTakenFile(attachment.file);
    if (isTaken) files.set(name, attachment);
  }
  const given = input.gdprConsent?.given ?? null;
  const parts: FormPart[] = [
    ...detailsOf(input.candidate).filter(({ name }) => !isAnswered(name)),
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
    location: addressInWords(candidate),
  };
  return Object.entries(values).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}

/** Nobody can say a preferred name here, so that it is not asked for. */
function canBeGiven({ name, type }: Field): boolean {
  return type !== hiddenField && name !== 'preferred_name';
}

function requireComplete(
  { questions, consents }: JobBoardForm,
  { parts, hasConsent }: { parts: readonly FormPart[]; hasConsent: boolean },
): void {
  const filled = new Set(parts.map(({ name }) => withoutBrackets(name)));
  const missing = questions.filter(({ required, fields }) => {
    const shown = (fields ?? []).filter(canBeGiven);
    return required === true && shown.length > 0 && !shown.some((one) => filled.has(nameOf(one)));
  });
  const labels = missing.map(({ label }) => `"${decodeEntities(label ?? '').trim()}"`);
  if (consents.length > 0 && !hasConsent) labels.push('the consent (`gdpr_consent.given`)');
  if (labels.length === 0) return;
  const needsFile = missing.some(({ fields }) => fields?.some(({ type }) => type === fileField));
  const files = needsFile ? ' Files have to be pdf, doc, docx, txt or rtf, and not empty.' : '';
  throw inputError(
    `The application form of the job requires ${labels.join(', ')}. Nothing was sent to Greenhouse: add what is missing.${files}`,
  );
}
