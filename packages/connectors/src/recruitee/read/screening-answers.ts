import { toIsoDate } from '@hirewire/connector-kit';
import type { ConnectorContext, FieldRef, ScreeningAnswer } from '@hirewire/connector-kit';
import type { RecruiteeAnswer, RecruiteeCandidate, RecruiteePlacement } from '../remote-types.ts';
import { multiChoice } from '../vocabulary.ts';
import { applicationsOf, offerOf } from './placements.ts';
import { toPlainText } from './screening-questions.ts';
import { refsIn } from './to-dates.ts';
import { toNumber } from './to-number.ts';

/**
 * Answers are the candidate's, grouped by job. Those of no group belong to somebody's only application,
 * and otherwise to none.
 */
export function toScreeningAnswers(
  candidate: RecruiteeCandidate,
  placement: RecruiteePlacement,
  context: ConnectorContext,
): ScreeningAnswer[] {
  const groups = candidate.grouped_open_question_answers ?? [];
  const own = groups.filter(({ offer }) => offer?.id === offerOf(placement));
  const isOnly = applicationsOf(candidate, { pools: new Set() }).length === 1;
  const ungrouped = groups.length === 0 && isOnly ? (candidate.open_question_answers ?? []) : [];
  const answers = [...own.flatMap((group) => group.open_question_answers ?? []), ...ungrouped];
  return answers.flatMap((answer) => toAnswer(answer, context) ?? []);
}

/** Null for a file, which the wire has no form for, and for what is no question. */
function toAnswer(answer: RecruiteeAnswer, context: ConnectorContext): ScreeningAnswer | null {
  const kind = answer.kind ?? '';
  if (kind === 'file' || kind === 'infobox') return null;
  const ref = refsIn('applications', context.reportIssue)('open_question_answers[].content');
  const question = {
    remote_id: answer.open_question_id ?? null,
    title: toPlainText(answer.question ?? ''),
  };
  const toOwn = answersByKind[kind] ?? toText;
  return toOwn(answer, { question, ref });
}

type ToAnswer = (
  answer: RecruiteeAnswer,
  of: { question: { remote_id: string | null; title: string }; ref: FieldRef },
) => ScreeningAnswer;

const toText: ToAnswer = ({ content }, { question }) => ({
  question: { ...question, type: 'TEXT' },
  answer: { content: textOf(content) },
});

const toBoolean: ToAnswer = ({ flag, content }, { question }) => ({
  question: { ...question, type: 'BOOLEAN' },
  answer: { checked: toFlag(flag ?? content) },
});

const toAmount: ToAnswer = ({ content }, { question, ref }) => ({
  question: { ...question, type: 'NUMBER' },
  answer: { number: toNumber(textOf(content), ref) },
});

/** Kinds of questions; those of all others are texts. */
const answersByKind: Readonly<Record<string, ToAnswer>> = {
  boolean: toBoolean,
  legal: toBoolean,
  number: toAmount,
  salary: toAmount,
  single_choice: ({ content }, { question }) => ({
    question: { ...question, type: 'SINGLE_SELECT' },
    answer: { choice: textOf(content) },
  }),
  [multiChoice]: (answer, { question }) => ({
    question: { ...question, type: 'MULTI_SELECT' },
    answer: { choices: toChoices(answer) },
  }),
  date: ({ content }, { question, ref }) => ({
    question: { ...question, type: 'DATE' },
    answer: { date: toIsoDate(textOf(content), ref, { isDay: true }) },
  }),
};

function textOf(content: unknown): string | null {
  if (content === null || content === undefined || content === '') return null;
  return typeof content === 'object' ? JSON.stringify(content) : String(content as string | number);
}

const flags: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
};

function toFlag(content: unknown): boolean | null {
  return flags[(textOf(content) ?? '').toLowerCase()] ?? null;
}

function toChoices({ multi_content: several, content }: RecruiteeAnswer): string[] {
  if (several) return several;
  if (Array.isArray(content)) return content.flatMap((one) => textOf(one) ?? []);
  const text = textOf(content);
  return text === null ? [] : [text];
}
