import type { AnswerDraft, Json } from '@hirewire/connector-kit';
import { toAnswerTarget } from '../read/screening-questions.ts';

/** As lines of a note, where no form takes them. */
export function answersAsText(answers: readonly AnswerDraft[]): string[] {
  return answers.map(({ title, format, value }) => {
    const chosen = typeof value === 'object' && !('chunks' in value) ? [...value] : [value];
    const options = 'options' in format ? format.options : [];
    const texts = chosen.map((one) => {
      if (typeof one === 'object') return one.name;
      if (typeof one === 'boolean') return one ? 'Yes' : 'No';
      return options.find(({ remote_id: id }) => id === one)?.name ?? String(one);
    });
    return `${title ?? 'Question'}: ${texts.join(', ')}`;
  });
}

/** Fields of one question go together. A box that is not ticked is left out. */
export function toAnswers(answers: readonly AnswerDraft[]): Json[] {
  const byQuestion = new Map<string, { [field: string]: string[] }>();
  for (const { questionRemoteId, value } of answers) {
    const ref = toAnswerTarget(questionRemoteId);
    const values = toValues(value, ref?.ticked ?? null);
    if (ref === null || values.length === 0) continue;
    const fields = byQuestion.get(ref.questionId) ?? {};
    byQuestion.set(ref.questionId, { ...fields, [ref.fieldId]: values });
  }
  return [...byQuestion].map(([id, fields]) => ({ id, records: [{ fields }] }));
}

function toValues(value: AnswerDraft['value'], ticked: string | null): string[] {
  if (typeof value === 'boolean') return value ? [ticked ?? 'true'] : [];
  if (typeof value === 'object') return 'chunks' in value ? [] : [...value];
  return [String(value)];
}
