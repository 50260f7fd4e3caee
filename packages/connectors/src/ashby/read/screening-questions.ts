import type { Json, QuestionFormat, ScreeningQuestion } from '@hirewire/connector-kit';
import type { AshbyFormDefinition, AshbyFormField, AshbyPosting } from '../remote-types.ts';
import {
  candidateFieldPaths,
  questionFormats,
  selectFormats,
  surveyCategories,
} from '../vocabulary.ts';

/** The questions of a posting's application form, and after them those of its surveys. */
export function toScreeningQuestions(posting: AshbyPosting): ScreeningQuestion[] {
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
  return questions.map((question, index) => ({ ...question, index }));
}

/** A form's fields in their order, without those that the candidate record answers. */
export function listFields(form: AshbyFormDefinition | null | undefined): AshbyFormField[] {
  const fields = (form?.sections ?? []).flatMap((section) => section.fields ?? []);
  return fields.filter(({ field }) => !candidateFieldPaths.has(field.path));
}

function toQuestion(
  { field, isRequired, descriptionHtml, descriptionPlain }: AshbyFormField,
  remoteId: string,
  category: ScreeningQuestion['category'],
): ScreeningQuestion {
  return {
    remote_id: remoteId,
    title: field.title,
    description: descriptionHtml ?? descriptionPlain,
    format: toFormat(field),
    category,
    required: isRequired,
  };
}

function toFormat(field: AshbyFormField['field']): QuestionFormat {
  const type = field.type ?? '';
  const selectType = selectFormats[type];
  if (selectType !== undefined) {
    const options = (field.selectableValues ?? []).map(({ label, value }) => ({
      id: value,
      remote_id: value,
      name: label ?? value,
    }));
    return { type: selectType, options };
  }
  return questionFormats[type] ?? { type: 'UNKNOWN', raw_question: field as Json };
}
