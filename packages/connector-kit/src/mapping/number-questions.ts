import type { ConnectorContext } from '../declaration/connector-context.ts';
import type { ScreeningQuestion } from '../declaration/records.ts';

/**
 * The questions of a job with their positions. One that must be answered and cannot be, as the wire has
 * no word for it, is reported: nobody can apply for the job through the API.
 */
export function numberQuestions(
  questions: readonly Omit<ScreeningQuestion, 'index'>[],
  { reportIssue }: Pick<ConnectorContext, 'reportIssue'>,
): ScreeningQuestion[] {
  for (const { format, required, title } of questions) {
    const isLost = format?.type === 'UNKNOWN' && required === true;
    if (isLost) reportIssue({ model: 'jobs', field: 'screening_questions.format', sample: title });
  }
  return questions.map((question, index) => ({ ...question, index }));
}
