import {
  inputInvalid,
  parseOptionalBody,
  parsePath,
  updateCustomFieldMapping as operation,
} from '@hirewire/contract';
import { type Database, type MappingRefusal, setFieldMapping } from '@hirewire/store';

import { type GeneralRoute, integrationOf, success } from './route.ts';
import { viewCustomField } from './view-field.ts';

const refusals: Readonly<Record<MappingRefusal, string>> = {
  'custom-field-unknown':
    'Path parameter `custom_field_id` is not the id of a custom field in the environment of this ' +
    'API key. GET /integrations/{integration_id}/custom-fields lists them.',
  'integration-field-unknown':
    'Body field `integration_field_id` is not the id of a field of this integration. ' +
    'GET /integrations/{integration_id}/integration-fields lists them.',
  'models-differ':
    'Body field `integration_field_id` is a field of another model than the custom field: both ' +
    'must have the same `model`.',
};

/** Chooses the raw field that fills a custom field, from the next sync on. */
export function updateCustomFieldMapping(database: Database): GeneralRoute {
  return async (call) => {
    const path = parsePath(operation.pathParameters, call.pathParameters);
    const body = parseOptionalBody(operation.body, call.body);
    const { id: integrationId, environmentId } = integrationOf(call);
    const mapped = await setFieldMapping(database, {
      integrationId,
      environmentId,
      customFieldId: path.custom_field_id,
      integrationFieldId: body.integration_field_id,
    });
    if (typeof mapped === 'object') return success(viewCustomField(mapped));
    throw inputInvalid(refusals[mapped]);
  };
}
