import { triggerSync as operation } from '@hirewire/contract';
import { type Engine, EngineError } from '@hirewire/engine';

import { parseOptionalBody } from '../parse-input.ts';
import type { GeneralRoute } from './route.ts';
import { success } from './success.ts';

/** Queues a sync of the integration; a worker runs it. */
export function triggerSync(engine: Engine): GeneralRoute {
  return async ({ authorization, body, failure }) => {
    const { integration } = authorization;
    if (integration === null) throw new Error('force-sync requires an integration');
    const { type } = parseOptionalBody(operation.body, body);
    if (integration.status === 'INACTIVE') {
      throw failure(null, `Integration ${integration.id} is disabled: enable it to sync.`, {
        status: 409,
        title: 'Integration disabled',
      });
    }
    try {
      return success(await engine.requestSync(integration.id, { type, trigger: 'API' }));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      throw failure('PLATFORM.INTEGRATION_NOT_FOUND', error.message, { cause: error });
    }
  };
}
