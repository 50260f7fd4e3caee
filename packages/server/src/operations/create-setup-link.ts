import { createSetupLink as operation, inputInvalid, parseOptionalBody } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';

import { connectLink } from '../connect-link.ts';
import { type GeneralRoute, integrationOf, success } from './route.ts';

/** Makes a link under which the customer goes through the open setup steps. */
export function createSetupLink(engine: Engine): GeneralRoute {
  return async (call) => {
    const { id: integrationId, setupStatus } = integrationOf(call);
    const body = parseOptionalBody(operation.body, call.body);
    // While only the final sync is pending, there is nothing left to do for anybody.
    if (setupStatus !== 'INCOMPLETE') {
      throw inputInvalid(
        `Integration ${integrationId} has no open setup step (its setup status is ` +
          `${setupStatus}), so that there is nothing to link to.`,
      );
    }
    const token = engine.sealLinkToken({
      purpose: 'setup',
      integrationId,
      type: body.link_type,
      language: body.language ?? 'en',
      scopeConfigId: null,
    });
    return success({ link: connectLink(call.serverUrl, token) });
  };
}
