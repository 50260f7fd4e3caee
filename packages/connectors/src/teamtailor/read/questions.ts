import { decodeEntities, numberQuestions } from '@hirewire/connector-kit';
import type {
  Included,
  Json,
  JsonApiResource,
  QuestionFormat,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import { parseAttributes } from '../call-teamtailor.ts';
import { TeamtailorPickedQuestion, TeamtailorQuestion } from '../remote-types.ts';
import type { Source } from './read-list.ts';

/** A choice of a question. Answers name it by a number. */
export interface Alternative {
  id: string;
  text: string;
}

/**
 * Alternatives are `{id, title}`: https://github.com/reQruitz-K/teamtailor-bridge (2026) reads and sends
 * their ids. One without an id is known by its position from 1, as Direct Apply has it.
 */
export function listAlternatives({ alternatives }: TeamtailorQuestion): Alternative[] {
  return (alternatives ?? []).map((one, index) => {
    const position = String(index + 1);
    if (typeof one === 'string') return { id: position, text: plainText(one) };
    const id = one.id ?? position;
    return { id, text: plainText(one.title || one.name || one.value || id) };
  });
}

/** The questions that were picked for a job, in their order. */
export function toScreeningQuestions(
  job: JsonApiResource,
  { included, ref }: { included: Included; ref: Source['ref'] },
): ScreeningQuestion[] {
  const picked = included.all(job, 'picked-questions').flatMap((resource) => {
    const own = parseAttributes(TeamtailorPickedQuestion, resource, ref('picked-questions'));
    const asked = included.one(resource, 'question');
    const question = asked && parseAttributes(TeamtailorQuestion, asked, ref('questions'));
    return question
      ? [{ question, raw: asked?.attributes ?? null, isRequired: own?.mandatory ?? null }]
      : [];
  });
  // Nothing comes of picking a question twice.
  const byId = new Map(picked.map((one) => [one.question.id, one]));
  const questions = [...byId.values()].map(({ question, raw, isRequired }) => ({
    remote_id: question.id,
    title: question.title ? plainText(question.title) : null,
    format: toFormat(question, raw),
    required: isRequired,
  }));
  return numberQuestions(questions, ref('screening_questions'));
}

/** Of types that say all. */
const plainFormats: Readonly<Record<string, QuestionFormat>> = {
  Boolean: { type: 'BOOLEAN' },
  Number: { type: 'NUMBER', display_type: 'FIELD' },
  Date: { type: 'DATE' },
  File: { type: 'FILE' },
};

/** A type that is new is a select if it has choices. */
export function toFormat(question: TeamtailorQuestion, raw: Json): QuestionFormat {
  const { 'question-type': type, multiple, 'start-with': min, 'end-with': max } = question;
  const plain = plainFormats[type ?? ''];
  if (plain !== undefined) return plain;
  if (type === 'Text') {
    const isLine = question['single-line'] === true;
    return { type: 'TEXT', display_type: isLine ? 'SINGLE_LINE' : 'MULTI_LINE' };
  }
  if (type === 'Range') {
    return { type: 'NUMBER', display_type: 'SLIDER', min: min ?? null, max: max ?? null };
  }
  const alternatives = listAlternatives(question);
  if (type !== 'Choice' && alternatives.length === 0) return { type: 'UNKNOWN', raw_question: raw };
  const options = alternatives.map(({ id, text }) => ({ id, remote_id: id, name: text }));
  return { type: multiple === true ? 'MULTI_SELECT' : 'SINGLE_SELECT', options };
}

/** Titles are text, some of which were stored with HTML's names for characters. */
export const plainText = (text: string): string => decodeEntities(text).trim();
