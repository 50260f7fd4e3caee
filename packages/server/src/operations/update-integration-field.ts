import {
  inputInvalid,
  parseOptionalBody,
  parsePath,
  updateIntegrationField as operation,
} from '@hirewire/contract';
import { type Database, findIntegrationField, setFieldPassthrough } from '@hirewire/store';

import { type GeneralRoute, integrationOf, success } from './route.ts';
import { viewIntegrationField } from './view-field.ts';

/** Lets a raw field through, or no longer, from the next sync on. */
export function updateIntegrationField(database: Database): GeneralRoute {
  return async (call) => {
    const path = parsePath(operation.pathParameters, call.pathParameters);
    const { enable_passthrough: isEnabled } = parseOptionalBody(operation.body, call.body);
    const field = { integrationId: integrationOf(call).id, id: path.integration_field_id };
    // What null means is not documented. Changing nothing loses nothing and reveals nothing.
    const found =
      isEnabled === null
        ? await findIntegrationField(database.pool, field)
        : await setFieldPassthrough(database, { ...field, isEnabled });
    if (found !== null) return success(viewIntegrationField(found));
    throw inputInvalid(
      'Path parameter `integration_field_id` is not the id of a field of this integration. ' +
        'GET /integrations/{integration_id}/integration-fields lists them.',
    );
  };
}
