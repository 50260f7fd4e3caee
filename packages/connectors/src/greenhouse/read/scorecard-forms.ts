import {
  GreenhouseChosenOption,
  GreenhouseQuestionOption,
  GreenhouseRatedAttribute,
  GreenhouseScorecardAnswer,
  GreenhouseScorecardQuestion,
} from '../remote-types-of-scorecards.ts';
import type { GreenhouseScorecard } from '../remote-types-of-scorecards.ts';
import { GreenhouseNamed } from '../remote-types.ts';
import type { Join, OpenJoin } from './joins.ts';
import { idsOf } from './joins.ts';

const fields = ['responses'];

const questions: Join<typeof GreenhouseScorecardQuestion> = {
  path: '/scorecard_questions',
  schema: GreenhouseScorecardQuestion,
  keyOf: (row) => row.interview_kit_id,
  filter: 'interview_kit_ids',
  fields,
};
const options: Join<typeof GreenhouseQuestionOption> = {
  path: '/scorecard_question_options',
  schema: GreenhouseQuestionOption,
  keyOf: (row) => row.scorecard_question_id,
  filter: 'scorecard_question_ids',
  fields,
};
const answers: Join<typeof GreenhouseScorecardAnswer> = {
  path: '/scorecard_question_answers',
  schema: GreenhouseScorecardAnswer,
  keyOf: (row) => row.scorecard_id,
  filter: 'scorecard_ids',
  fields,
};
const chosen: Join<typeof GreenhouseChosenOption> = {
  path: '/scorecard_question_answer_options',
  schema: GreenhouseChosenOption,
  keyOf: (row) => row.scorecard_question_answer_id,
  filter: 'scorecard_question_answer_ids',
  fields,
};
const ratedAttributes: Join<typeof GreenhouseRatedAttribute> = {
  path: '/scorecard_candidate_attributes',
  schema: GreenhouseRatedAttribute,
  keyOf: (row) => row.scorecard_id,
  filter: 'scorecard_ids',
  fields,
};
const attributes: Join<typeof GreenhouseNamed> = {
  path: '/job_candidate_attributes',
  query: { fields: 'id,name' },
  schema: GreenhouseNamed,
  keyOf: (row) => row.id,
  filter: 'ids',
  fields,
};

export const joinsOfForms = [questions, options, answers, chosen, ratedAttributes, attributes];

/** Which scorecards have changed with a row of another list. */
export const touchingForms = [answers, ratedAttributes].map(({ path }) => ({
  path,
  fields,
  key: 'scorecard_id',
}));

/** The questions of interview kits, and what scorecards answer to them. */
export function formsOf(open: OpenJoin) {
  const loadQuestions = open(questions);
  const loadOptions = open(options);
  const loadAnswers = open(answers);
  const loadChosen = open(chosen);
  const loadRated = open(ratedAttributes);
  const loadAttributes = open(attributes);
  return async (all: readonly GreenhouseScorecard[]) => {
    const ids = idsOf(all, ({ id }) => id);
    const ofKit = await loadQuestions(idsOf(all, ({ interview_kit_id: kit }) => kit));
    const asked = all.flatMap(({ interview_kit_id: kit }) => ofKit.of(kit));
    const optionsOf = await loadOptions(idsOf(asked, ({ id }) => id));
    const answersOf = await loadAnswers(ids);
    const given = all.flatMap(({ id }) => answersOf.of(id));
    const chosenOf = await loadChosen(idsOf(given, ({ id }) => id));
    const ratedOf = await loadRated(ids);
    const rated = all.flatMap(({ id }) => ratedOf.of(id));
    const attributesOf = await loadAttributes(
      idsOf(rated, ({ job_candidate_attribute_id: attribute }) => attribute),
    );
    const parts = [ofKit, optionsOf, answersOf, chosenOf, ratedOf, attributesOf];
    return { ofKit, optionsOf, answersOf, chosenOf, ratedOf, attributesOf, parts };
  };
}

export type ScorecardForms = Awaited<ReturnType<ReturnType<typeof formsOf>>>;
