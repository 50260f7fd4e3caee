import { numberQuestions } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  QuestionFormat,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import type { SmartRecruitersQuestion } from '../remote-types.ts';
import { plainFormats } from '../vocabulary.ts';
import { toLabel } from './to-label.ts';

type Field = NonNullable<SmartRecruitersQuestion['fields']>[number];

/** Which field of which question is answered; of a box to be ticked, also the value that says so. */
export interface AnswerTarget {
  questionId: string;
  fieldId: string;
  ticked: string | null;
}

const separator = ':';

export function toAnswerTarget(remoteId: string): AnswerTarget | null {
  const [questionId, fieldId, ticked = null] = remoteId.split(separator);
  return questionId && fieldId ? { questionId, fieldId, ticked } : null;
}

/** Name, address and number are asked beside the questions. Each field of a question is one. */
export function toScreeningQuestions(
  questions: readonly SmartRecruitersQuestion[],
  context: ConnectorContext,
): ScreeningQuestion[] {
  const all = questions.flatMap((question) => {
    const fields = question.fields ?? [];
    return fields.map((field) => toQuestion(question, field));
  });
  return numberQuestions(all, context);
}

function toQuestion(question: SmartRecruitersQuestion, field: Field): ScreeningQuestion {
  const format = toFormat(field);
  const part = toLabel(field.label);
  const title = toLabel(question.label) ?? part;
  const isPart = (question.fields ?? []).length > 1 && part !== null && part !== title;
  const ticked = format.type === 'BOOLEAN' ? (field.values ?? []).map(({ id }) => id) : [];
  return {
    remote_id: [question.id, field.id, ...ticked].join(separator),
    title: isPart ? `${title}: ${part}` : title,
    format,
    category: field.complianceType === 'DIVERSITY' ? 'DEMOGRAPHIC' : null,
    required: field.required,
  };
}

function toFormat({ type, values, ...field }: Field): QuestionFormat {
  const options = (values ?? []).map(({ id, label }) => ({
    id,
    remote_id: id,
    name: toLabel(label) ?? id,
  }));
  const plain = plainFormats[type ?? ''];
  if (plain !== undefined) return plain;
  if (type === 'CHECKBOX' && options.length <= 1) return { type: 'BOOLEAN' };
  if (type === 'CHECKBOX' || type === 'MULTI_SELECT') return { type: 'MULTI_SELECT', options };
  if (type === 'SINGLE_SELECT') return { type, display_type: 'DROPDOWN', options };
  if (type === 'RADIO') return { type: 'SINGLE_SELECT', display_type: 'RADIO', options };
  if (options.length > 0) return { type: 'SINGLE_SELECT', options };
  return { type: 'UNKNOWN', raw_question: { ...field, type, values } as Json };
}
