import { parseOptionalBody, setIntegrationEnabled as operation } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';

import { type GeneralRoute, integrationOf, success } from './route.ts';

/** Enables or disables the integration. */
export function setIntegrationEnabled(engine: Engine): GeneralRoute {
  return async (call) => {
    const { id } = integrationOf(call);
    const { value } = parseOptionalBody(operation.body, call.body);
    if (await engine.setEnabled(id, value)) return success({});
    throw call.failure('PLATFORM.INTEGRATION_NOT_FOUND', `Integration ${id} has been deleted.`);
  };
}
