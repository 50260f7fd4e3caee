import { triggerSync as operation } from '@hirewire/contract';
import { type Engine, EngineError } from '@hirewire/engine';

import { parseOptionalBody } from '../parse-input.ts';
import { type GeneralRoute, integrationOf } from './route.ts';
import { success } from './success.ts';

/** Queues a sync of the integration; a worker runs it. */
export function triggerSync(engine: Engine): GeneralRoute {
  return async (call) => {
    const { id } = integrationOf(call);
    const { type } = parseOptionalBody(operation.body, call.body);
    try {
      return success(await engine.requestSync(id, { type, trigger: 'API' }));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      // The wire has no code for it that general operations may answer with.
      const disabled = { status: 409, title: 'Integration disabled', cause: error };
      if (error.code === 'integration-disabled') throw call.failure(null, error.message, disabled);
      throw call.failure('PLATFORM.INTEGRATION_NOT_FOUND', error.message, { cause: error });
    }
  };
}
