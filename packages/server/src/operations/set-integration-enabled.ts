import { setIntegrationEnabled as operation } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';

import { parseOptionalBody } from '../parse-input.ts';
import { type GeneralRoute, integrationOf } from './route.ts';
import { success } from './success.ts';

/** Switches the integration off or on. */
export function setIntegrationEnabled(engine: Engine): GeneralRoute {
  return async (call) => {
    const { id } = integrationOf(call);
    const { value } = parseOptionalBody(operation.body, call.body);
    if (await engine.setEnabled(id, value)) return success({});
    throw call.failure('PLATFORM.INTEGRATION_NOT_FOUND', `Integration ${id} has been deleted.`);
  };
}
