import type {
  AnswerDraft,
  CandidateDraft,
  CreateApplicationInput,
  FormPart,
  OutgoingAttachment,
  OutgoingFile,
} from '@hirewire/connector-kit';
import { phoneQuestion } from '../read/screening-questions.ts';

const isFile = (value: AnswerDraft['value']): value is OutgoingFile =>
  typeof value === 'object' && 'chunks' in value;

const fileQuestions: Readonly<Record<string, OutgoingAttachment['type']>> = {
  cv: 'CV',
  cover_letter: 'COVER_LETTER',
};

/** The form asks for CV, cover letter and number beside its questions: such an answer is what it is. */
export function splitAnswers({
  answers,
  attachments,
  candidate,
}: Pick<CreateApplicationInput, 'answers' | 'attachments' | 'candidate'>): {
  answers: AnswerDraft[];
  attachments: OutgoingAttachment[];
  candidate: CandidateDraft;
} {
  let person = candidate;
  const own: OutgoingAttachment[] = [];
  const others: AnswerDraft[] = [];
  for (const answer of answers) {
    const type = fileQuestions[answer.questionRemoteId];
    if (type !== undefined && isFile(answer.value)) own.push({ type, file: answer.value });
    else if (answer.questionRemoteId === phoneQuestion) person = withPhone(person, answer);
    else others.push(answer);
  }
  return { answers: others, attachments: [...own, ...attachments], candidate: person };
}

function withPhone(candidate: CandidateDraft, { value }: AnswerDraft): CandidateDraft {
  const { phone_number: former, additional_phone_numbers: others } = candidate;
  if (typeof value !== 'string') return candidate;
  const additional = former === null ? [] : [{ phone_number: former, type: 'OTHER' as const }];
  return {
    ...candidate,
    phone_number: value,
    additional_phone_numbers: [...additional, ...others],
  };
}

/** Fields of the careers site's form, as public forms have them. */
export function toFormParts(answers: readonly AnswerDraft[]): FormPart[] {
  return answers.flatMap(({ questionRemoteId, value }, index) => {
    const prefix = `candidate[open_question_answers_attributes][${index}]`;
    const id = { name: `${prefix}[open_question_id]`, value: questionRemoteId };
    if (isFile(value)) return [id, { name: `${prefix}[file]`, value }];
    if (typeof value === 'boolean') return [id, { name: `${prefix}[flag]`, value: String(value) }];
    if (typeof value === 'object') {
      return [id, ...value.map((one) => ({ name: `${prefix}[multi_content][]`, value: one }))];
    }
    return [id, { name: `${prefix}[content]`, value: String(value) }];
  });
}

/** The answers for where the form cannot take them: lines of a note, and files. */
export function toNote(answers: readonly AnswerDraft[]): {
  lines: string[];
  files: OutgoingAttachment[];
} {
  const files: OutgoingAttachment[] = [];
  const lines = answers.map(({ questionRemoteId, title, value }) => {
    if (isFile(value)) files.push({ type: 'OTHER', file: value });
    return `${title ?? questionRemoteId}: ${textOf(value)}`;
  });
  return { lines, files };
}

function textOf(value: AnswerDraft['value']): string {
  if (isFile(value)) return value.name;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
