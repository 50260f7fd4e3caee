import { decodeEntities, numberQuestions } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  QuestionFormat,
  ScreeningQuestion,
} from '@hirewire/connector-kit';
import type { GreenhouseQuestion } from '../remote-types.ts';
import { hiddenField, questionFormats, selectFormats } from '../vocabulary.ts';

/** What every application has, or what nobody can say here. */
const neverAsked = new Set([
  'first_name',
  'last_name',
  'preferred_name',
  'email',
  'latitude',
  'longitude',
]);

/** What the candidate may have: asked for where the form demands it. `resume_text` is another form. */
const ofCandidate = new Set([
  'phone',
  'location',
  'resume',
  'resume_text',
  'cover_letter',
  'cover_letter_text',
]);

/** A question with what its first field says of it, in whichever of the known forms it comes. */
interface Question {
  name: string | null;
  type: string;
  values: NonNullable<GreenhouseQuestion['values']>;
}

export function toScreeningQuestions(
  questions: readonly GreenhouseQuestion[],
  context: Pick<ConnectorContext, 'reportIssue'>,
): ScreeningQuestion[] {
  const asked = questions.flatMap((raw) => {
    const question = toQuestion(raw);
    const { name, type } = question;
    const isAsked = name === null || raw.required === true || !ofCandidate.has(name);
    const isShown = isAsked && type !== hiddenField && !neverAsked.has(name ?? '');
    return isShown ? [{ raw, question }] : [];
  });
  const all = asked.map(({ raw, question }, index): ScreeningQuestion => {
    const title = decodeEntities(raw.label ?? '').trim();
    return {
      // Without a name, the text is what tells questions of a form apart.
      remote_id: question.name ?? (title || `question ${index + 1}`),
      title,
      description: raw.description || null,
      format: toFormat(question, raw),
      category: null,
      required: raw.required,
    };
  });
  return numberQuestions(all, context);
}

function toQuestion(raw: GreenhouseQuestion): Question {
  const field = raw.fields?.[0];
  const [name] = given(field?.name, raw.name, raw.id);
  const [type = ''] = given(field?.type, raw.type, raw.answer_type);
  const [values = []] = given(field?.values, raw.values, raw.answer_options);
  return { name: name === undefined ? null : withoutBrackets(name), type, values };
}

/** The name of a field: forms mark that of a list with brackets. */
export function withoutBrackets(name: string): string {
  return name.replace(/\[\]$/, '');
}

/** Those that are there. */
function given<Value>(...values: readonly (Value | null | undefined)[]): Value[] {
  return values.filter((value) => value !== null && value !== undefined);
}

function toFormat({ type, values }: Question, raw: GreenhouseQuestion): QuestionFormat {
  const options = values.map(toOption);
  const isYesOrNo = options.length === 2 && options.every(({ id }) => id === '0' || id === '1');
  const plain = questionFormats[type];
  if (isYesOrNo) return { type: 'BOOLEAN' };
  if (plain !== undefined && (options.length === 0 || plain.type === 'BOOLEAN')) return plain;
  if (options.length > 0) return { type: selectFormats[type] ?? 'SINGLE_SELECT', options };
  return { type: 'UNKNOWN', raw_question: raw as Json };
}

function toOption(choice: Question['values'][number]) {
  const record: {
    value?: Json | undefined;
    id?: Json | undefined;
    label?: string | null | undefined;
    name?: string | null | undefined;
  } = choice;
  const label = decodeEntities(record.label ?? record.name ?? '').trim();
  const id = record.value ?? record.id ?? label;
  const text = typeof id === 'string' || typeof id === 'number' ? String(id) : label;
  return { id: text, remote_id: text, name: label || text };
}
