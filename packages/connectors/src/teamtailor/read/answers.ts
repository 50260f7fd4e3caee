import { linkedIds, toIsoDate, toIsoDay } from '@hirewire/connector-kit';
import type {
  Included,
  JsonApiResource,
  ScorecardResponse,
  ScreeningAnswer,
} from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorAnswer, TeamtailorQuestion } from '../remote-types.ts';
import { listAlternatives, plainText, toFormat } from './questions.ts';
import type { Alternative } from './questions.ts';
import type { Source } from './read-list.ts';

interface Answered {
  question: TeamtailorQuestion;
  answer: TeamtailorAnswer;
  raw: JsonApiResource;
}

/** The answers that an owner links to, with their questions. */
export function listAnswers(
  owner: JsonApiResource,
  { included, ref }: { included: Included; ref: Source['ref'] },
): Answered[] {
  return included.all(owner, 'answers').flatMap((raw) => {
    const asked = included.one(raw, 'question');
    const question = asked && parseAttributes(TeamtailorQuestion, asked, ref('questions'));
    const answer = parseAttributes(TeamtailorAnswer, raw, ref('answers'));
    return question && answer ? [{ question, answer, raw }] : [];
  });
}

/**
 * Answers belong to the candidate: those to questions of the job count for an application.
 * A file has no form on the wire.
 */
export function toScreeningAnswers(
  candidate: JsonApiResource | null,
  job: JsonApiResource | null,
  surroundings: { included: Included; ref: Source['ref'] },
): ScreeningAnswer[] {
  if (candidate === null || job === null) return [];
  const { ref } = surroundings;
  const asked = new Set(linkedIds(job, 'questions'));
  return listAnswers(candidate, surroundings)
    .filter(({ question }) => asked.has(question.id))
    .flatMap((answered) => toScreeningAnswer(answered, ref) ?? []);
}

/** Null where it is a file. */
function toScreeningAnswer(answered: Answered, ref: Source['ref']): ScreeningAnswer | null {
  const { question: asked, answer, raw } = answered;
  const question = { remote_id: asked.id, title: plainText(asked.title ?? '') };
  const { checked, chosen, number, text } = valuesOf(answered, ref);
  const choices = chosen.map((one) => one.text);
  const { type } = toFormat(asked, null);
  switch (type) {
    case 'BOOLEAN':
      return { question: { ...question, type }, answer: { checked } };
    case 'SINGLE_SELECT':
      return { question: { ...question, type }, answer: { choice: choices[0] ?? null } };
    case 'MULTI_SELECT':
      return { question: { ...question, type }, answer: { choices } };
    case 'NUMBER':
      return { question: { ...question, type }, answer: { number } };
    case 'TEXT':
      return { question: { ...question, type }, answer: { content: text } };
    case 'DATE': {
      const date = toIsoDate(answer.date, ref('answers.date'), { isDay: true });
      return { question: { ...question, type }, answer: { date } };
    }
    case 'UNKNOWN':
      return { question: { ...question, type }, answer: { raw: raw.attributes ?? null } };
    default:
      return null;
  }
}

interface Values {
  checked: boolean | null;
  chosen: Alternative[];
  number: number | null;
  text: string | null;
}

function valuesOf(
  { question, answer }: Pick<Answered, 'question' | 'answer'>,
  ref: Source['ref'],
): Values {
  const alternatives = new Map(listAlternatives(question).map((one) => [one.id, one]));
  return {
    checked: answer.boolean ?? null,
    chosen: (answer.choices ?? []).flatMap((id) => {
      const found = alternatives.get(id);
      if (found !== undefined) return [found];
      // One that the question no longer has: what it said is not told.
      const { model, field, reportIssue } = ref('answers.choices');
      reportIssue({ model, field, sample: id });
      return [];
    }),
    number: answer.range ?? answer.number ?? null,
    text: answer.text ?? null,
  };
}

/** An answer of an evaluation; null where it has no form on the wire. */
export function toScorecardResponse(
  answered: Answered,
  ref: Source['ref'],
): ScorecardResponse | null {
  const { question: asked, answer } = answered;
  const label = plainText(asked.title ?? '') || asked.id;
  const question = { remote_id: asked.id, label, description: null, required: null };
  const { checked, chosen, number, text } = valuesOf(answered, ref);
  const options = listAlternatives(asked).map(toOption);
  const { type } = toFormat(asked, null);
  switch (type) {
    case 'BOOLEAN':
      return { ...question, type, answer: checked };
    case 'SINGLE_SELECT':
      return { ...question, type, options, answer: chosen.map(toOption)[0] ?? null };
    case 'MULTI_SELECT':
      return { ...question, type, options, answer: chosen.map(toOption) };
    case 'NUMBER':
      return { ...question, type, answer: number };
    case 'TEXT':
      return { ...question, type, answer: text };
    case 'DATE':
      return { ...question, type, answer: toIsoDay(answer.date, ref('answers.date')) };
    default:
      return null;
  }
}

const toOption = ({ id, text }: Alternative) => ({ remote_id: id, label: text });
