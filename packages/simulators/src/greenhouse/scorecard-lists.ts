import type { Feedback, Stage } from '../kit/company-rows.ts';
import { below } from './candidate-lists.ts';
import { partId } from './greenhouse.ts';
import { interviewStagesIn, jobsIn } from './job-lists.ts';
import { entryOf } from './lists.ts';
import type { Entry, List, View } from './lists.ts';
import { idOf, kinds, momentOf } from './shapes.ts';

/** From 1 to 4, as v1 spells them; v3 documents no words. */
const ratings = ['definitely_not', 'no', 'yes', 'strong_yes'];
const ratingOf = (rating: unknown): string => ratings[Number(rating) - 1] ?? 'no_decision';

/** What every kit asks besides the attributes. */
const kitQuestions = [
  { question: 'Speaks the language of the team', answer_type: 'boolean' },
  { question: 'Notes', answer_type: 'textarea' },
  { question: 'Strong in', answer_type: 'multi_select' },
] as const;
/** Of the last one. */
const questionOptions = ['Planning', 'Writing', 'Teaching'];
const optionsAt = kitQuestions.length - 1;
const chosenOf = ({ id }: Feedback): number[] =>
  questionOptions.map((_name, index) => index).filter((index) => (Number(id) >> index) % 2 === 1);
const attributes = ['Problem solving'];

function* ofFeedback(
  view: View,
  render: (feedback: Feedback, stage: Stage) => Entry[],
): Generator<Entry> {
  const { feedback, interviews, stages } = view.greenhouse.company.tables;
  for (const [row] of below(view, feedback.values())) {
    const interview = interviews.find(row.interviewId ?? '');
    const stage = interview === null ? null : stages.find(interview.stageId);
    if (stage !== null) yield* render(row, stage);
  }
}

function ofKits(render: (stage: Stage) => Entry[]): List['entries'] {
  return (view) => Array.from(interviewStagesIn(view), render).flat();
}

const scorecards: List['entries'] = (view) =>
  ofFeedback(view, (row, stage) => {
    const notes = row.answers.find(({ type }) => type === 'text')?.value ?? null;
    return [
      entryOf(row, () => ({
        application_id: Number(row.applicationId),
        candidate_rating: ratingOf(row.rating),
        interview_kit_id: partId(kinds.kit, stage.id),
        interviewed_at: momentOf(row.createdAt),
        interviewer_id: idOf(row.userId),
        notes,
        notes_with_tags: notes,
        private_notes: null,
        private_notes_with_tags: null,
        public_notes: null,
        public_notes_with_tags: null,
        status: row.submittedAt === null ? 'draft' : 'complete',
        submitted_at: momentOf(row.submittedAt),
        submitter_id: idOf(row.userId),
      })),
    ];
  });

const answers: List['entries'] = (view) =>
  ofFeedback(view, (row, stage) =>
    kitQuestions.map(({ question, answer_type }, index) => {
      const value = row.answers.find((one) => one.question === question)?.value ?? null;
      return entryOf({ ...row, id: partId(kinds.answer, row.id, index) }, () => ({
        answer: typeof value === 'string' ? value : null,
        boolean_value: answer_type === 'boolean' ? value === true : null,
        scorecard_id: Number(row.id),
        scorecard_question_id: partId(kinds.kitQuestion, stage.id, index),
      }));
    }),
  );

const chosenOptions: List['entries'] = (view) =>
  ofFeedback(view, (row, stage) =>
    chosenOf(row).map((index) =>
      entryOf({ ...row, id: partId(kinds.chosenOption, row.id, index) }, () => ({
        scorecard_question_answer_id: partId(kinds.answer, row.id, optionsAt),
        scorecard_question_option_id: partId(kinds.questionOption, stage.id, index),
      })),
    ),
  );

const attributeRatings: List['entries'] = (view) =>
  ofFeedback(view, (row, { jobId }) =>
    attributes.map((name, index) =>
      entryOf({ ...row, id: partId(kinds.attributeRating, row.id, index) }, () => ({
        candidate_attribute_rating: ratingOf(
          row.answers.find(({ question }) => question === name)?.value,
        ),
        job_candidate_attribute_id: partId(kinds.attribute, jobId ?? '0', index),
        note: null,
        scorecard_id: Number(row.id),
      })),
    ),
  );

/** What interviewers wrote, and the forms that they filled in. */
export const scorecardLists: Readonly<Record<string, List>> = {
  scorecards: {
    entries: scorecards,
    filters:
      'interview_kit_ids submitter_ids application_ids interviewer_ids interviewed_at@ submitted_at@ status=draft|complete',
  },
  scorecard_question_answers: {
    entries: answers,
    filters: 'scorecard_ids scorecard_question_ids',
  },
  scorecard_question_answer_options: {
    entries: chosenOptions,
    filters: 'scorecard_question_option_ids scorecard_question_answer_ids',
  },
  scorecard_candidate_attributes: {
    entries: attributeRatings,
    filters: 'scorecard_ids job_candidate_attribute_ids',
  },
  interview_kits: {
    entries: ofKits((stage) => [
      entryOf({ ...stage, id: partId(kinds.kit, stage.id) }, () => ({
        anonymize_candidate: false,
        anonymize_resumes: false,
        exercises: null,
        job_id: idOf(stage.jobId),
        job_interview_id: partId(kinds.jobInterview, stage.id),
      })),
    ]),
    filters: 'job_ids job_interview_ids',
  },
  scorecard_questions: {
    entries: ofKits((stage) =>
      kitQuestions.map((question, index) =>
        entryOf({ ...stage, id: partId(kinds.kitQuestion, stage.id, index) }, () => ({
          active: true,
          interview_kit_id: partId(kinds.kit, stage.id),
          required: false,
          sort_order: index,
          ...question,
        })),
      ),
    ),
    filters: 'interview_kit_ids active?',
  },
  scorecard_question_options: {
    entries: ofKits((stage) =>
      questionOptions.map((name, index) =>
        entryOf({ ...stage, id: partId(kinds.questionOption, stage.id, index) }, () => ({
          active: true,
          name,
          scorecard_question_id: partId(kinds.kitQuestion, stage.id, optionsAt),
          sort_order: index,
        })),
      ),
    ),
    filters: 'scorecard_question_ids active?',
  },
  job_candidate_attributes: {
    entries: (view) =>
      Array.from(jobsIn(view), (job) =>
        attributes.map((name, index) =>
          entryOf({ ...job, id: partId(kinds.attribute, job.id, index) }, () => ({
            active: true,
            candidate_attribute_type_id: null,
            job_id: Number(job.id),
            name,
            sort_order: index,
          })),
        ),
      ).flat(),
    filters: 'job_ids candidate_attribute_type_ids active?',
  },
};
