import { ApiError } from '@hirewire/contract';
import type { FieldModel } from '@hirewire/contract';
import type * as operations from '@hirewire/contract';
import {
  createCustomField as createField,
  deleteCustomField as deleteField,
  listCustomFields,
} from '@hirewire/store';

import { type Route, found, toId } from './route.ts';
import { viewEnvironmentField } from './views.ts';

// Fields of an environment that each integration fills from its tool: docs/concepts/custom-fields.md.

export const getEnvironmentCustomFields: Route<
  typeof operations.getEnvironmentCustomFields
> = async ({ database, environmentId }) => {
  const fields = await listCustomFields(database, environmentId);
  return { results: fields.map(viewEnvironmentField) };
};

export const createCustomField: Route<typeof operations.createCustomField> = async (call) => {
  const { database, environmentId, body } = call;
  const model = body.model.replace('ats_', '') as FieldModel;
  const field = await createField(database, { ...body, environmentId, model });
  if (field !== null) return viewEnvironmentField(field);
  const message = `There already is a custom field \`${body.key}\` of \`${body.model}\`.`;
  throw new ApiError(null, message, { status: 409, title: 'Custom field exists' });
};

export const deleteCustomField: Route<typeof operations.deleteCustomField> = async (call) => {
  const { database, environmentId, path } = call;
  const deleted = await deleteField(database, { environmentId, id: toId(path.custom_field_id) });
  const message = 'There is no custom field with this id in the environment of this API key.';
  return found(deleted, 'No such custom field', message);
};
