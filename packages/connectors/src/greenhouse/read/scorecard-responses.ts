import { decodeEntities } from '@hirewire/connector-kit';
import type { ScorecardResponse } from '@hirewire/connector-kit';
import type {
  GreenhouseScorecard,
  GreenhouseScorecardAnswer,
  GreenhouseScorecardQuestion,
} from '../remote-types-of-scorecards.ts';
import { noRating, questionFormats, ratings, selectFormats } from '../vocabulary.ts';
import type { ScorecardForms } from './scorecard-forms.ts';

/** All of a scorecard: the overall rating, attributes, the questions of the kit, and the notes. */
export function toScorecardResponses(
  scorecard: GreenhouseScorecard,
  forms: ScorecardForms,
): ScorecardResponse[] {
  return [
    toRating({ remote_id: null, label: 'Overall recommendation' }, scorecard.candidate_rating),
    ...toAttributes(scorecard, forms),
    ...toQuestions(scorecard, forms),
    ...toNotes([
      ['Notes', scorecard.notes],
      ['Public notes', scorecard.public_notes],
      ['Private notes', scorecard.private_notes],
    ]),
  ];
}

interface About {
  remote_id: string | null;
  label: string;
}

/** One that the table does not have is shown as it is, as one more choice. */
function toRating({ remote_id: id, label }: About, word: string | null | undefined) {
  const isGiven = Boolean(word) && word !== noRating;
  const known = Object.entries(ratings).map(([one, text]) => ({ remote_id: one, label: text }));
  const answer = known.find((one) => one.remote_id === word);
  const other =
    isGiven && answer === undefined ? [{ remote_id: word ?? null, label: word ?? '' }] : [];
  return {
    remote_id: id,
    label,
    description: null,
    required: null,
    type: 'SINGLE_SELECT',
    options: [...known, ...other],
    answer: answer ?? other[0] ?? null,
  } satisfies ScorecardResponse;
}

function toAttributes(
  { id }: GreenhouseScorecard,
  { ratedOf, attributesOf }: ScorecardForms,
): ScorecardResponse[] {
  return ratedOf.of(id).flatMap((row) => {
    const attribute = row.job_candidate_attribute_id ?? null;
    const label = attributesOf.of(attribute)[0]?.name?.trim() || attribute;
    if (label === null) return [];
    return [
      toRating({ remote_id: attribute, label }, row.candidate_attribute_rating),
      ...toNotes([[`${label}: note`, row.note]]),
    ];
  });
}

function toNotes(notes: readonly (readonly [string, string | null | undefined])[]) {
  return notes.flatMap(([label, answer]): ScorecardResponse[] =>
    answer?.trim()
      ? [{ remote_id: null, label, description: null, required: null, type: 'TEXT', answer }]
      : [],
  );
}

function toQuestions(
  { id, interview_kit_id: kit }: GreenhouseScorecard,
  forms: ScorecardForms,
): ScorecardResponse[] {
  const given = new Map(
    forms.answersOf.of(id).map((answer) => [answer.scorecard_question_id ?? '', answer]),
  );
  const asked = forms.ofKit.of(kit).toSorted(bySortOrder);
  return asked.map((question) => toResponse(question, given.get(question.id), forms));
}

function bySortOrder(
  one: { sort_order?: number | null | undefined },
  other: { sort_order?: number | null | undefined },
): number {
  return (one.sort_order ?? 0) - (other.sort_order ?? 0);
}

function toResponse(
  question: GreenhouseScorecardQuestion,
  given: GreenhouseScorecardAnswer | undefined,
  forms: ScorecardForms,
): ScorecardResponse {
  const about = {
    remote_id: question.id,
    label: decodeEntities(question.question ?? '').trim() || question.id,
    description: null,
    required: question.required ?? null,
  };
  const word = question.answer_type ?? '';
  const options = forms.optionsOf
    .of(question.id)
    .toSorted(bySortOrder)
    .map(({ id, name }) => ({ remote_id: id, label: name ?? id }));
  const answer =
    options.length > 0 ? toChoice({ word, options, given }, forms) : toPlain(word, given);
  return { ...about, ...answer };
}

function toPlain(word: string, given: GreenhouseScorecardAnswer | undefined) {
  const flag = given?.boolean_value ?? null;
  const text = given?.answer || null;
  const isFlag = flag !== null || (questionFormats[word]?.type === 'BOOLEAN' && text === null);
  return isFlag
    ? { type: 'BOOLEAN' as const, answer: flag }
    : { type: 'TEXT' as const, answer: text };
}

interface Choice {
  word: string;
  options: { remote_id: string; label: string }[];
  given: GreenhouseScorecardAnswer | undefined;
}

/** Of a type that we do not know, any number of options may be chosen. */
function toChoice({ word, options, given }: Choice, { chosenOf }: ScorecardForms) {
  const ids = new Set(
    chosenOf.of(given?.id).map(({ scorecard_question_option_id: option }) => option),
  );
  const picked = options.filter((option) => ids.has(option.remote_id));
  return selectFormats[word] === 'SINGLE_SELECT' && picked.length < 2
    ? { type: 'SINGLE_SELECT' as const, options, answer: picked[0] ?? null }
    : { type: 'MULTI_SELECT' as const, options, answer: ids.size > 0 ? picked : null };
}
