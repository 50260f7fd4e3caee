import { path, attempt } from '@hirewire/connector-kit';
import type { AnswerDraft, ConnectorContext, OutgoingFile } from '@hirewire/connector-kit';
import { changeTeamtailor, linkTo } from '../call-teamtailor.ts';
import { attachFile, sendFile } from './files.ts';

interface Answering {
  candidateId: string;
  jobId: string;
  /** Ids of what the candidate has answered before, by the questions. */
  answerIds: ReadonlyMap<string, string>;
  warnings: string[];
}

/** Each takes a request of its own. https://docs.teamtailor.com/#answers */
export async function sendAnswers(
  context: ConnectorContext,
  answers: readonly AnswerDraft[],
  { warnings, ...answering }: Answering,
): Promise<void> {
  for (const draft of answers) {
    const name = draft.title ?? draft.questionRemoteId;
    const what = `the answer to "${name}" could not be sent`;
    await attempt(warnings, what, async () => {
      const { value } = draft;
      if (!isFile(value)) return sendAnswer(context, draft, answering);
      const uri = await sendFile(context, value);
      await attachFile(context, { uri, name: value.name }, answering);
      warnings.push(
        `The answer to "${name}" is among the files of the candidate: Teamtailor's API takes no files as answers.`,
      );
    });
  }
}

/** A candidate has one answer to a question: a further one replaces it. */
async function sendAnswer(
  context: ConnectorContext,
  draft: AnswerDraft,
  { candidateId, answerIds }: Pick<Answering, 'candidateId' | 'answerIds'>,
): Promise<void> {
  const id = answerIds.get(draft.questionRemoteId);
  const attributes = toAttributes(draft);
  if (id !== undefined) {
    const data = { id, type: 'answers', attributes };
    await changeTeamtailor(context, { method: 'PATCH', path: path`/answers/${id}`, data });
    return;
  }
  const relationships = {
    candidate: linkTo('candidates', candidateId),
    question: linkTo('questions', draft.questionRemoteId),
  };
  const data = { type: 'answers', attributes, relationships };
  await changeTeamtailor(context, { method: 'POST', path: '/answers', data });
}

function toAttributes({ format, value }: AnswerDraft): Record<string, unknown> {
  if (format.type === 'SINGLE_SELECT' || format.type === 'MULTI_SELECT') {
    return { choices: [value].flat().map(toChoice) };
  }
  if (format.type === 'BOOLEAN') return { boolean: value };
  if (format.type === 'DATE') return { date: value };
  if (format.type === 'NUMBER') {
    return format.display_type === 'SLIDER' ? { range: value } : { number: value };
  }
  return { text: value };
}

/** Choices are numbers. */
function toChoice(id: unknown): unknown {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}

function isFile(value: AnswerDraft['value']): value is OutgoingFile {
  return typeof value === 'object' && 'chunks' in value;
}
