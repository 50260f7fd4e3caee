import { decodeEntities } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, ScreeningAnswer } from '@hirewire/connector-kit';

/**
 * Pairs of texts, without ids and types: what is not a text says itself what it is.
 * https://harvestdocs.greenhouse.io/reference/get_v3-applications
 */
export function toScreeningAnswers(
  answers: readonly { question?: string | null | undefined; answer?: Json | undefined }[],
  { reportIssue }: Pick<ConnectorContext, 'reportIssue'>,
): ScreeningAnswer[] {
  return answers.flatMap(({ question, answer = null }): ScreeningAnswer[] => {
    const title = decodeEntities(question ?? '').trim();
    if (title !== '') return [toAnswer({ remote_id: null, title }, answer)];
    reportIssue({ model: 'applications', field: 'answers[].question', sample: question });
    return [];
  });
}

function toAnswer(about: { remote_id: null; title: string }, answer: Json): ScreeningAnswer {
  const question = <const Type extends string>(type: Type) => ({ ...about, type });
  if (answer === null) return { question: question('TEXT'), answer: { content: null } };
  if (typeof answer === 'string')
    return { question: question('TEXT'), answer: { content: answer } };
  if (typeof answer === 'boolean') {
    return { question: question('BOOLEAN'), answer: { checked: answer } };
  }
  if (typeof answer === 'number')
    return { question: question('NUMBER'), answer: { number: answer } };
  const choices = Array.isArray(answer) ? answer.filter((one) => typeof one === 'string') : [];
  return Array.isArray(answer) && choices.length === answer.length
    ? { question: question('MULTI_SELECT'), answer: { choices } }
    : { question: question('UNKNOWN'), answer: { raw: answer } };
}
