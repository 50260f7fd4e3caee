import { deleteIntegration as operation, parseOptionalBody } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';

import { type GeneralRoute, integrationOf, success } from './route.ts';

/** Deletes the integration with its credentials and records, for good. */
export function deleteIntegration(engine: Engine): GeneralRoute {
  return async (call) => {
    const { id } = integrationOf(call);
    parseOptionalBody(operation.body, call.body);
    if (await engine.deleteIntegration(id)) return success({});
    // Two calls at once: the other one was quicker.
    throw call.failure('PLATFORM.INTEGRATION_NOT_FOUND', `Integration ${id} has been deleted.`);
  };
}
