import type { Feedback, Job, Question as JobQuestion } from '../kit/company-rows.ts';

/** Answers name it by its id: https://github.com/reQruitz-K/teamtailor-bridge (2026). */
export interface Alternative {
  id: number;
  title: string;
}

/** A question of the library, which many jobs may ask. */
export interface Question {
  id: string;
  title: string;
  type: string;
  alternatives: Alternative[] | null;
  isMultiple: boolean | null;
  isSingleLine: boolean | null;
  range: { from: number; to: number; unit: string } | null;
}

/** A question that a job asks. */
export interface PickedQuestion {
  id: string;
  jobId: string;
  questionId: string;
  isMandatory: boolean;
}

const types: Readonly<Record<JobQuestion['type'], string>> = {
  text: 'Text',
  'long text': 'Text',
  'yes or no': 'Boolean',
  choice: 'Choice',
  choices: 'Choice',
  number: 'Range',
  date: 'Date',
  file: 'File',
  url: 'Text',
};

/** Titles with the entities that old questions have. */
const titles: Readonly<Record<string, string>> = {
  'Do you need a visa?': 'Do you need a visa &amp; a work permit?',
};

/** Of types that the company does not have. Nobody answers them before a test does. */
const others = [
  { title: 'Say hello on video', type: 'Video' },
  { title: 'Salary expectation in thousands', type: 'Number' },
  { title: 'Where do you live?', type: 'Location' },
];

/** Jobs that ask the same share a question; the first job asks all. */
export function libraryOf(
  jobs: readonly Job[],
  newId: () => string,
): { questions: Question[]; picked: PickedQuestion[] } {
  const byText = new Map<string, Question>();
  const picked: PickedQuestion[] = [];
  for (const job of jobs) {
    for (const question of job.questions) {
      const shared = byText.get(question.text) ?? questionOf(question, newId());
      byText.set(question.text, shared);
      const { id, isRequired: isMandatory } = question;
      picked.push({ id, jobId: job.id, questionId: shared.id, isMandatory });
    }
  }
  const questions = [...byText.values()];
  for (const { title, type } of others) {
    const nothing = { alternatives: null, isMultiple: null, isSingleLine: null, range: null };
    const question = { id: newId(), title, type, ...nothing };
    questions.push(question);
    const [first] = jobs;
    if (first === undefined) continue;
    picked.push({ id: newId(), jobId: first.id, questionId: question.id, isMandatory: false });
  }
  return { questions, picked };
}

/** From 1 on; the second of each question was taken out again. */
export const alternativeIdAt = (index: number): number => (index === 0 ? 1 : index + 2);

function questionOf({ text, type, options }: JobQuestion, id: string): Question {
  const isChoice = type === 'choice' || type === 'choices';
  return {
    id,
    title: titles[text] ?? text,
    type: types[type],
    alternatives: isChoice
      ? options.map((option, index) => ({ id: alternativeIdAt(index), title: option.text }))
      : null,
    isMultiple: isChoice ? type === 'choices' : null,
    isSingleLine: types[type] === 'Text' ? type !== 'long text' : null,
    range: type === 'number' ? { from: 0, to: 25, unit: 'years' } : null,
  };
}

const interviewTypes: Readonly<Record<Feedback['answers'][number]['type'], string>> = {
  text: 'Text',
  score: 'Range',
  'yes or no': 'Boolean',
};

/** What interviewers are asked: questions of the library that no job asks. */
export function interviewQuestions(feedback: readonly Feedback[], newId: () => string): Question[] {
  const asked = new Map(
    feedback.flatMap(({ answers }) => answers.map((one) => [one.question, one])),
  );
  return Array.from(asked.values(), ({ question: title, type }) => ({
    id: newId(),
    title,
    type: interviewTypes[type],
    alternatives: null,
    isMultiple: null,
    isSingleLine: type === 'text' ? false : null,
    range: type === 'score' ? { from: 1, to: 4, unit: 'points' } : null,
  }));
}
