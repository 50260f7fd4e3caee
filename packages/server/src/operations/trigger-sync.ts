import { parseOptionalBody, triggerSync as operation } from '@hirewire/contract';
import { type Engine, EngineError } from '@hirewire/engine';

import { type GeneralRoute, integrationOf, success } from './route.ts';

/** Refusals for which the wire has no code that general operations may answer with. */
const titles: Partial<Record<EngineError['code'], string>> = {
  'integration-disabled': 'Integration disabled',
  'integration-invalid': 'Integration invalid',
};

/** Queues a sync of the integration; a worker runs it. */
export function triggerSync(engine: Engine): GeneralRoute {
  return async (call) => {
    const { id } = integrationOf(call);
    const { type } = parseOptionalBody(operation.body, call.body);
    try {
      return success(await engine.requestSync(id, { type, trigger: 'API' }));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      const title = titles[error.code];
      if (title !== undefined) {
        throw call.failure(null, error.message, { status: 409, title, cause: error });
      }
      throw call.failure('PLATFORM.INTEGRATION_NOT_FOUND', error.message, { cause: error });
    }
  };
}
