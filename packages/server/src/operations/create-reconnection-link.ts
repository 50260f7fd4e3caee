import { createReconnectionLink as operation, parseOptionalBody } from '@hirewire/contract';
import type { Engine } from '@hirewire/engine';

import { connectLink } from '../connect-link.ts';
import { requireScopeConfig } from '../scope-config.ts';
import { type GeneralRoute, integrationOf, success } from './route.ts';

/** Makes a link under which the customer enters new credentials. */
export function createReconnectionLink(engine: Engine): GeneralRoute {
  return async (call) => {
    const { id: integrationId, environmentId } = integrationOf(call);
    const body = parseOptionalBody(operation.body, call.body);
    requireScopeConfig(environmentId, body.scope_config_id);
    const token = engine.sealLinkToken({
      purpose: 'reconnect',
      integrationId,
      type: body.link_type,
      language: body.language ?? 'en',
      scopeConfigId: body.scope_config_id ?? null,
    });
    return success({ link: connectLink(call.serverUrl, token) });
  };
}
