import { toIsoDate } from '@hirewire/connector-kit';
import type { FieldRef, Json, ScreeningAnswer } from '@hirewire/connector-kit';
import type { WorkableAnswer, WorkableQuestion } from '../remote-types.ts';
import { toText } from './to-text.ts';

type Answer = NonNullable<WorkableAnswer['answer']>;
type Asked = Pick<NonNullable<ScreeningAnswer['question']>, 'remote_id' | 'title'>;

/**
 * Answers have the text of their question, and not its id: it is found among the questions of the job.
 * Of one that was changed or removed since, the answer tells what it was. Files have no form on the wire.
 */
export function toScreeningAnswers(
  answers: readonly WorkableAnswer[],
  questions: readonly WorkableQuestion[],
  ref: FieldRef,
): ScreeningAnswer[] {
  const byText = new Map(questions.map((question) => [keyOf(question.body), question]));
  return answers.flatMap(({ question, answer }) => {
    if (!answer || answer.file || answer.file_url) return [];
    const known = byText.get(keyOf(question?.body));
    const asked = { remote_id: known?.id ?? null, title: toText(question?.body ?? '') };
    return [toAnswer(asked, answer, { known, ref })];
  });
}

function keyOf(body: string | null | undefined): string {
  return toText(body ?? '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();
}

function toAnswer(
  asked: Asked,
  answer: Answer,
  { known, ref }: { known: WorkableQuestion | undefined; ref: FieldRef },
): ScreeningAnswer {
  const { choices, checked, number, date, body } = answer;
  if (choices) {
    const texts = choices.flatMap((choice) => (choice.body ? [toText(choice.body)] : []));
    return toChoices(asked, texts, isSingle(known));
  }
  if (typeof checked === 'boolean') {
    return { question: { ...asked, type: 'BOOLEAN' }, answer: { checked } };
  }
  const value = toNumber(number);
  if (value !== null) {
    return { question: { ...asked, type: 'NUMBER' }, answer: { number: value } };
  }
  if (date) {
    const day = toIsoDate(date, ref, { isDay: true });
    return { question: { ...asked, type: 'DATE' }, answer: { date: day } };
  }
  if (typeof body === 'string') {
    return { question: { ...asked, type: 'TEXT' }, answer: { content: toText(body) } };
  }
  return { question: { ...asked, type: 'UNKNOWN' }, answer: { raw: answer as Json } };
}

/** As `toScreeningQuestions` has it. */
function isSingle(question: WorkableQuestion | undefined): boolean {
  return question?.single_answer ?? question?.type === 'dropdown';
}

function toNumber(value: Answer['number']): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

function toChoices(asked: Asked, texts: readonly string[], hasOne: boolean): ScreeningAnswer {
  if (hasOne) {
    const choice = texts[0] ?? null;
    return { question: { ...asked, type: 'SINGLE_SELECT' }, answer: { choice } };
  }
  return { question: { ...asked, type: 'MULTI_SELECT' }, answer: { choices: [...texts] } };
}
