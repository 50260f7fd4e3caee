import { decodeEntities } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  QuestionFormat,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import type { RecruiteeOffer, RecruiteeQuestion } from '../remote-types.ts';
import { multiChoice, questionFormats } from '../vocabulary.ts';
import { inOrder } from './offer-list.ts';

/** Files that the form asks for beside its questions, by the option of the offer that says so. */
const files = {
  cv: { option: 'options_cv', title: 'CV' },
  cover_letter: { option: 'options_cover_letter', title: 'Cover letter' },
} as const;

/** Name, e-mail and phone number are filled in from the candidate, so that they are no questions. */
export function toScreeningQuestions(
  offer: RecruiteeOffer,
  context: ConnectorContext,
): ScreeningQuestion[] {
  const questions = [
    ...Object.entries(files).flatMap(([remoteId, { option, title }]): ScreeningQuestion[] => {
      const asked = offer[option] ?? 'off';
      if (asked === 'off') return [];
      const required = asked === 'required';
      return [{ remote_id: remoteId, title, format: { type: 'FILE' }, category: null, required }];
    }),
    ...inOrder(offer.open_questions ?? []).map((question) => toQuestion(question, context)),
  ];
  return questions.map((question, index) => ({ ...question, index }));
}

function toQuestion(question: RecruiteeQuestion, context: ConnectorContext): ScreeningQuestion {
  const format = toFormat(question);
  if (format.type === 'UNKNOWN' && question.required === true) {
    const field = 'screening_questions.format';
    context.reportIssue({ model: 'jobs', field, sample: question.kind });
  }
  return {
    remote_id: question.id,
    title: toPlainText(question.body ?? ''),
    format,
    category: null,
    required: question.required,
  };
}

/** A question is answered by the text of its option, which is therefore the option's id. */
function toFormat(question: RecruiteeQuestion): QuestionFormat {
  const kind = question.kind ?? '';
  const options = inOrder(question.open_question_options ?? []).flatMap(({ body }) =>
    body ? [{ id: body, remote_id: body, name: toPlainText(body) }] : [],
  );
  const format = questionFormats[kind];
  if (format === undefined && options.length > 0) {
    const type = kind === multiChoice ? 'MULTI_SELECT' : 'SINGLE_SELECT';
    return { type, options };
  }
  if (format?.type === 'TEXT') return { ...format, max_length: question.options?.length ?? null };
  return format ?? { type: 'UNKNOWN', raw_question: question as Json };
}

/** Questions are HTML where people have formatted them, and applicants read text. */
export function toPlainText(html: string): string {
  return decodeEntities(html.replaceAll(/<\/?[a-z][^<>]*>/gi, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
}
