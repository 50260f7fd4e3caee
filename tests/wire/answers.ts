import type { PostAtsJobsJobIdApplicationsRequestBodyScreeningQuestionAnswer } from '@kombo-api/sdk/models';
import type { SdkRecord } from './official-sdk.ts';

type Job = SdkRecord<'jobs'>;
type Format = NonNullable<Job['screening_questions'][number]['format']>;
type Answer = PostAtsJobsJobIdApplicationsRequestBodyScreeningQuestionAnswer;

/** An invented file, in base64. */
export const pdf = Buffer.from('%PDF-1.4 an invented CV').toString('base64');

const textAnswers: Record<string, string> = { EMAIL: 'ref@example.org', URL: 'https://a.example' };

const plainAnswers: Partial<Record<Format['type'], Answer['answer']>> = {
  NUMBER: 3,
  BOOLEAN: true,
  DATE: '2027-03-01',
  FILE: { name: 'letter.pdf', content_type: 'application/pdf', data: pdf },
};

/** An answer to every question of the application form that takes one. */
export function answersTo({ screening_questions: questions }: Job): Answer[] {
  return questions.flatMap(({ id, category, format }): Answer[] => {
    const answer = category === null ? answerTo(format ?? null) : null;
    return answer === null ? [] : [{ question_id: id, answer }];
  });
}

/** Whether nothing is required that the wire has no answers for. */
export function canBeComplete(job: Job): boolean {
  const answered = new Set(answersTo(job).map(({ question_id: id }) => id));
  const required = job.screening_questions.filter((one) => one.required && one.category === null);
  return required.every(({ id }) => answered.has(id));
}

/** Something that fits the question; null where it takes no answer. */
function answerTo(format: Format | null): Answer['answer'] | null {
  if (format === null) return null;
  switch (format.type) {
    case 'TEXT':
      return textAnswers[format.display_type ?? ''] ?? 'Because.';
    case 'SINGLE_SELECT':
      return format.options[0]?.id ?? null;
    case 'MULTI_SELECT':
      return format.options.map(({ id }) => id);
    default:
      return plainAnswers[format.type] ?? null;
  }
}
