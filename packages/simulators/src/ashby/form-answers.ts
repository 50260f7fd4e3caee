import { answerField } from './answer-fields.ts';
import { invalidInput } from './envelope.ts';
import type { AshbyFormDefinition, AshbyFormField } from './types.ts';

interface Answer {
  path: string;
  value: unknown;
}

/** "You can simulate a validation failure by submitting the email address …" */
const failingAddress = 'testing-fail-validation@example.com';

/**
 * The answers by path, when every one of them fits its question and no required one is missing;
 * throws `invalid_input` with all complaints otherwise. An empty answer counts as none.
 */
export function checkedAnswers(
  form: AshbyFormDefinition,
  given: Answer[],
): Map<AshbyFormField['field'], unknown> {
  const questions = form.sections.flatMap(({ fields }) => fields);
  const byPath = new Map(questions.map((question) => [question.field.path, question]));
  const complaints: string[] = [];
  const answers = new Map<AshbyFormField['field'], unknown>();
  for (const { path, value } of given) {
    const field = byPath.get(path)?.field;
    if (field === undefined) {
      complaints.push(`${path} is not a field of the form`);
      continue;
    }
    if (answers.has(field)) complaints.push(`${field.title} is answered twice`);
    if (isEmpty(value)) continue;
    const problem = answerField(field).complaint(value);
    if (problem !== null) complaints.push(`${field.title} ${problem}`);
    if (value === failingAddress) complaints.push(`${field.title} fails as asked for`);
    answers.set(field, value);
  }
  for (const { isRequired, field } of questions) {
    if (isRequired && !answers.has(field)) complaints.push(`${field.title} is required`);
  }
  if (complaints.length > 0) throw invalidInput(complaints.join('; '));
  return answers;
}

function isEmpty(value: unknown): boolean {
  const isNothing = value === null || value === undefined;
  return isNothing || value === '' || (Array.isArray(value) && value.length === 0);
}
