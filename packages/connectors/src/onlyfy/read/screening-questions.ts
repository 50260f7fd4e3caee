import { nullIfGone, numberQuestions, parseResults, path } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  QuestionFormat,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import { readWholeList } from '../call-onlyfy.ts';
import { OnlyfyCustomField } from '../remote-types.ts';

export const questionsCall = {
  name: '/job/custom_candidate_fields',
  fields: ['screening_questions', 'remote_data./job/custom_candidate_fields'],
};

/** The fields of a job's application form. None where the job is gone since it was listed. */
export async function readQuestions(
  context: ConnectorContext,
  jobId: string,
): Promise<{ raw: Json; questions: ScreeningQuestion[] }> {
  const list = path`/job/${jobId}/custom_candidate_fields`;
  const rows = (await nullIfGone(() => readWholeList(context, list))) ?? [];
  const fields = parseResults(OnlyfyCustomField, rows, { model: 'jobs', context });
  const questions = fields.map(({ raw, parsed }) => ({
    remote_id: parsed.id,
    title: parsed.label?.trim() || parsed.name?.trim() || null,
    description: null,
    format: toFormat(parsed, raw),
    category: null,
    required: null,
  }));
  return { raw: rows, questions: numberQuestions(questions, context) };
}

/**
 * A field with possible values is a choice. Whether several may be chosen is not told, so that it is
 * one. Files are no values: how a form takes them is not known.
 */
function toFormat({ type, possible_values: values }: OnlyfyCustomField, raw: Json): QuestionFormat {
  if (type === 'file') return { type: 'UNKNOWN', raw_question: raw };
  const options = (values ?? []).map(({ id, value }) => ({
    id,
    remote_id: id,
    name: value ?? id,
  }));
  if (options.length > 0) return { type: 'SINGLE_SELECT', options };
  return { type: 'TEXT', display_type: null };
}
