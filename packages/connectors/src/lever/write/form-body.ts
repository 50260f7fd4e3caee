import { networkOf } from '@hirewire/connector-kit';
import type { AnswerDraft, Json, OutgoingFile } from '@hirewire/connector-kit';
import {
  linkId,
  listDetails,
  listEeoQuestions,
  listQuestions,
} from '../read/screening-questions.ts';
import type { Question } from '../read/screening-questions.ts';
import type { LeverApplyForm, LeverField } from '../remote-types.ts';

interface FormAnswers {
  answers: {
    customQuestions: { id: string; fields: { value: Json }[] }[];
    eeoResponses?: { [name: string]: Json };
  };
  /** Answers in place of what the candidate says of details and links, by the questions. */
  details: ReadonlyMap<string, string>;
  warnings: string[];
}

interface Surroundings {
  upload: (file: OutgoingFile) => Promise<string>;
  isDryRun: boolean;
}

/** All questions in the order of the form, those without an answer too: Lever counts them off. */
export async function toFormAnswers(
  form: LeverApplyForm,
  drafts: readonly AnswerDraft[],
  { upload, isDryRun }: Surroundings,
): Promise<FormAnswers> {
  const byQuestion = new Map(drafts.map((draft) => [draft.questionRemoteId, draft]));
  const toValue = async ({ remoteId, field }: Question): Promise<Json> => {
    const draft = byQuestion.get(remoteId);
    byQuestion.delete(remoteId);
    return draft === undefined ? null : toLeverValue(draft, field, upload);
  };
  const customQuestions: FormAnswers['answers']['customQuestions'] = [];
  for (const [index, question] of (form.customQuestions ?? []).entries()) {
    const fields: { value: Json }[] = [];
    // The position stands in for an id that is missing, as where the question was read.
    const id = question.id ?? String(index);
    for (const one of listQuestions([{ ...question, id }])) {
      fields.push({ value: await toValue(one) });
    }
    customQuestions.push({ id, fields });
  }
  const eeo: { [name: string]: Json } = {};
  for (const question of listEeoQuestions(form)) {
    const value = await toValue(question);
    if (value !== null) eeo[question.name] = value;
  }
  const details = new Map<string, string>();
  for (const question of listDetails(form)) {
    const value = await toValue(question);
    if (typeof value === 'string') details.set(question.remoteId, value);
  }
  // A dry run has not seen the form.
  const rest = isDryRun ? [] : [...byQuestion.values()];
  return {
    answers: { customQuestions, ...(Object.keys(eeo).length > 0 && { eeoResponses: eeo }) },
    details,
    warnings: rest.map(
      ({ title, questionRemoteId }) =>
        `The answer to "${title ?? questionRemoteId}" was not sent: Lever's form does not have this question any more.`,
    ),
  };
}

async function toLeverValue(
  { value }: AnswerDraft,
  field: LeverField,
  upload: Surroundings['upload'],
): Promise<Json> {
  if (typeof value === 'boolean') return toYesOrNo(value, field);
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (isFile(value)) return upload(value);
  return [...value];
}

/** In the form's own words where it has them. */
function toYesOrNo(value: boolean, { options }: LeverField): string {
  const word = value ? 'Yes' : 'No';
  const own = options?.find(({ text }) => text.trim().toLowerCase() === word.toLowerCase());
  return own?.text ?? word;
}

function isFile(value: readonly string[] | OutgoingFile): value is OutgoingFile {
  return 'chunks' in value;
}

/** Fields for links are named by their network (`LinkedIn`); what no field is for goes into another. */
export function toUrls(
  form: LeverApplyForm | null,
  { links, details }: { links: readonly string[]; details: FormAnswers['details'] },
): { name: string; value: string }[] {
  const all = (form?.urls ?? []).map(({ name }) => ({ name, value: details.get(linkId(name)) }));
  const answered = all.flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  const rest = links.filter((link) => answered.every(({ value }) => value !== link));
  const names = all.filter(({ value }) => value === undefined).map(({ name }) => name);
  const take = (matches: (link: string) => boolean): string | null => {
    const index = rest.findIndex(matches);
    return index < 0 ? null : (rest.splice(index, 1)[0] ?? null);
  };
  const isNetwork = (name: string): boolean => /linkedin|github|twitter|xing|stack/i.test(name);
  const pairs = [
    ...names.filter(isNetwork).map((name) => ({ name, value: take((link) => isFor(name, link)) })),
    ...names.filter((name) => !isNetwork(name)).map((name) => ({ name, value: take(() => true) })),
  ];
  const filled = pairs.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]));
  return [...answered, ...filled];
}

function isFor(name: string, link: string): boolean {
  const network = networkOf(link);
  return (
    network !== null &&
    name
      .toUpperCase()
      .replaceAll(/[^A-Z]/g, '')
      .includes(network)
  );
}
