import { numberQuestions } from '@hirewire/connector-kit';
import type { ConnectorContext, ScreeningQuestion } from '@hirewire/connector-kit';
import { hintOf, listFields, toFormat } from '../form-fields.ts';
import type { AshbyFormField, AshbyPosting } from '../remote-types.ts';
import { surveyCategories } from '../vocabulary.ts';

/** The questions of a posting's application form, and after them those of its surveys. */
export function toScreeningQuestions(
  posting: AshbyPosting,
  context: ConnectorContext,
): ScreeningQuestion[] {
  const questions = listFields(posting.applicationFormDefinition).map((field) =>
    toQuestion(field, field.field.path, null),
  );
  for (const survey of posting.surveyFormDefinitions ?? []) {
    const category = surveyCategories[survey.surveyType ?? ''];
    if (category === undefined) continue;
    for (const field of listFields(survey.formDefinition)) {
      // A survey is submitted by itself, and its paths may be those of another one.
      questions.push(toQuestion(field, `${survey.id}/${field.field.path}`, category));
    }
  }
  return numberQuestions(questions, context);
}

function toQuestion(
  { field, isRequired, descriptionHtml, descriptionPlain }: AshbyFormField,
  remoteId: string,
  category: ScreeningQuestion['category'],
): ScreeningQuestion {
  return {
    remote_id: remoteId,
    title: field.title,
    description: described(descriptionHtml ?? descriptionPlain, hintOf(field)),
    format: toFormat(field),
    category,
    required: isRequired,
  };
}

function described(description: string | null | undefined, hint: string | null): string | null {
  if (hint === null) return description ?? null;
  return description ? `${description} ${hint}` : hint;
}
