import type { ScreeningAnswer } from '@hirewire/connector-kit';
import type { SmartRecruitersAnswer } from '../remote-types.ts';
import { toLabel } from './to-label.ts';

interface Value {
  id: string | null;
  /** What the candidate was shown, or has written. */
  text: string;
}

type Question = Pick<ScreeningAnswer['question'], 'remote_id' | 'title'>;
type ToAnswer = (values: readonly Value[], question: Question) => ScreeningAnswer;

/** A file has no form on the wire, and an information is no question. */
const leftOut = new Set(['files', 'info']);

/** Of a question with several fields, or repeated ones, each field is an answer. */
export function toScreeningAnswers(answers: readonly SmartRecruitersAnswer[]): ScreeningAnswer[] {
  return answers.flatMap((answer) => {
    const type = answer.type ?? '';
    if (leftOut.has(type)) return [];
    const fields = (answer.records ?? []).flatMap((record) => record.fields ?? []);
    const title = toLabel(answer.label) ?? toLabel(answer.name) ?? '';
    const hasParts = fields.length > 1;
    return fields.map((field) => {
      const label = toLabel(field.label);
      const part = hasParts && label !== null && label !== title ? `: ${label}` : '';
      const values = (field.values ?? []).flatMap(({ id = null, label }): Value[] => {
        const text = label || id || '';
        return text === '' ? [] : [{ id, text }];
      });
      const toAnswer = answersByType[type] ?? toText;
      return toAnswer(values, { remote_id: answer.id, title: `${title}${part}` });
    });
  });
}

const toText: ToAnswer = (values, question) => ({
  question: { ...question, type: 'TEXT' },
  answer: { content: values.length === 0 ? null : values.map(({ text }) => text).join(', ') },
});

const toChoice: ToAnswer = (values, question) => ({
  question: { ...question, type: 'SINGLE_SELECT' },
  answer: { choice: toLabel(values[0]?.text) },
});

/** Whether several could be chosen is not told: one is one of a list of one. */
const toSelect: ToAnswer = (values, question) =>
  values.length > 1
    ? {
        question: { ...question, type: 'MULTI_SELECT' },
        answer: { choices: values.map(({ text }) => toLabel(text) ?? text) },
      }
    : toChoice(values, question);

const noes = new Set(['0', 'false', 'no']);

/** A box that is not ticked has no answer, or a zero. */
const toBoolean: ToAnswer = (values, question) => ({
  question: { ...question, type: 'BOOLEAN' },
  answer: {
    checked: values[0] === undefined ? null : !noes.has((values[0].id ?? '').toLowerCase()),
  },
});

/** One of several boxes is a choice, as its value has a text of its own. */
const toTicked: ToAnswer = (values, question) =>
  values.length > 1 ? toSelect(values, question) : toBoolean(values, question);

const answersByType: Readonly<Record<string, ToAnswer>> = {
  text: toText,
  textarea: toText,
  select: toSelect,
  radio: toChoice,
  eeo: toChoice,
  checkbox: toTicked,
  acknowledgement: toBoolean,
};
