import { customValueField } from '../answer-fields.ts';
import { found } from '../asked-records.ts';
import { updateApplication } from '../changes/applications.ts';
import { updateCandidate } from '../changes/candidates.ts';
import { invalidInput, notFound } from '../envelope.ts';
import { anything, oneOf, required, textOf, uuid } from '../../kit/fields.ts';
import type { AshbyCall, AshbyMethod } from '../method.ts';
import type { AshbyCustomField, AshbyCustomFieldDefinition } from '../types.ts';

export const customValueMethods: Record<string, AshbyMethod> = {
  'customField.setValue': {
    scope: 'candidates:write',
    fields: {
      objectId: required(uuid),
      objectType: required(oneOf('Application', 'Candidate', 'Job', 'Opening')),
      fieldId: required(uuid),
      fieldValue: required(anything),
    },
    answer: (call) => {
      const definition = askedDefinition(call);
      const value = call.input['fieldValue'];
      const { fieldType: type, selectableValues = [] } = definition;
      const problem = customValueField({ type, selectableValues }).complaint(value);
      if (problem !== null) throw invalidInput(`fieldValue ${problem}`);
      const { id, isPrivate, title } = definition;
      const labels = labelsOf(value, selectableValues);
      const customField = { id, isPrivate, title, value, ...labels };
      setValue(call, customField);
      return { results: customField };
    },
  },
};

function askedDefinition({ input, records, visibility }: AshbyCall): AshbyCustomFieldDefinition {
  const definition = found(records.customFields, textOf(input, 'fieldId'), 'custom_field');
  if (definition.isPrivate && !visibility.arePrivateFieldsVisible()) throw notFound('custom_field');
  if (definition.objectType !== input['objectType']) {
    throw invalidInput(`The field belongs to objects of type ${definition.objectType}`);
  }
  return definition;
}

/** The words for the chosen values of a select field. */
function labelsOf(
  value: unknown,
  options: { label: string; value: string }[],
): Pick<AshbyCustomField, 'valueLabel'> {
  const labels = options.filter((one) => [value].flat().includes(one.value));
  const [first] = labels;
  if (first === undefined) return {};
  return { valueLabel: Array.isArray(value) ? labels.map(({ label }) => label) : first.label };
}

/** An opening is never found, as this organisation has none. */
function setValue({ input, records, changes, visibility }: AshbyCall, set: AshbyCustomField): void {
  const id = textOf(input, 'objectId');
  const withValue = (known: AshbyCustomField[]): { customFields: AshbyCustomField[] } => ({
    customFields: [...known.filter((one) => one.id !== set.id), set],
  });
  const candidate = input['objectType'] === 'Candidate' ? records.candidates.find(id) : null;
  if (candidate !== null && visibility.isCandidateVisible(candidate)) {
    updateCandidate(changes, id, withValue(candidate.customFields));
    return;
  }
  const application = input['objectType'] === 'Application' ? records.applications.find(id) : null;
  if (application !== null && visibility.isApplicationVisible(application)) {
    updateApplication(changes, id, withValue(application.customFields));
    return;
  }
  const job = input['objectType'] === 'Job' ? records.jobs.find(id) : null;
  if (job === null || !visibility.isJobVisible(job)) {
    throw notFound(textOf(input, 'objectType').toLowerCase());
  }
  changes.change(records.jobs, id, withValue(job.customFields));
}
