import { decodeEntities, numberQuestions } from '@hirewire/connector-kit';
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

/** The answer of this question is a candidate's number. */
export const phoneQuestion = 'phone';

/** What the candidate has is filled in from there: the number is asked for where the form demands it. */
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
    ...(offer.options_phone === 'required' ? [phoneNumber] : []),
    ...inOrder(offer.open_questions ?? []).map(toQuestion),
  ];
  return numberQuestions(questions, context);
}

const phoneNumber: ScreeningQuestion = {
  remote_id: phoneQuestion,
  title: 'Phone',
  format: { type: 'TEXT', display_type: 'SINGLE_LINE' },
  category: null,
  required: true,
};

function toQuestion(question: RecruiteeQuestion): ScreeningQuestion {
  return {
    remote_id: question.id,
    title: toPlainText(question.body ?? ''),
    format: toFormat(question),
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
