import type * as operations from '@hirewire/contract';
import { disabledNames } from '@hirewire/engine';
import { findIntegration, listVendorWebhooks } from '@hirewire/store';
import type { Integration } from '@hirewire/store';

import { answerRefusals, foundIntegration, overviewOf } from './integration-routes.ts';
import { type Route, integrationOf } from './route.ts';
import { viewMissingPermission, viewOverview, viewTime } from './views.ts';

// What was chosen for an integration, and choosing otherwise: docs/concepts/integrations.md.

export const getIntegration: Route<typeof operations.getIntegration> = async (call) => {
  const overview = await overviewOf(call, integrationOf(call));
  const { integration } = overview;
  return {
    ...viewOverview(overview),
    settings: { ...integration.settings },
    disabled: [...disabledNames(integration.settings)],
    missing_permissions: integration.missingPermissions.map(viewMissingPermission),
    tool_webhooks: await listVendorWebhooks(call.database, integration.id),
    credentials_expire_at: viewTime(integration.credentialsExpireAt),
    authentication_failing_since: viewTime(integration.authenticationFailingSince),
  };
};

export const updateSettings: Route<typeof operations.updateSettings> = async (call) => {
  const { id } = integrationOf(call);
  await answerRefusals(() => call.engine.changeSettings(id, call.body.settings));
  const { settings } = await currentOf(call, id);
  return { settings: { ...settings } };
};

export const updateScope: Route<typeof operations.updateScope> = async (call) => {
  const { id } = integrationOf(call);
  return { disabled: [...(await answerRefusals(() => call.engine.changeScope(id, call.body)))] };
};

export const registerToolWebhooks: Route<typeof operations.registerToolWebhooks> = async (call) => {
  const { engine } = call;
  const { id } = integrationOf(call);
  return answerRefusals(async () => {
    const byHand = await engine.describeHandMadeWebhook(id);
    if (byHand !== null) return { registered: null, by_hand: byHand };
    return { registered: await engine.registerVendorWebhooks(id), by_hand: null };
  });
};

export const unregisterToolWebhooks: Route<typeof operations.unregisterToolWebhooks> = async (
  call,
) => {
  const { id } = integrationOf(call);
  return { unregistered: await answerRefusals(() => call.engine.unregisterVendorWebhooks(id)) };
};

async function currentOf(
  { database }: Parameters<typeof overviewOf>[0],
  integrationId: string,
): Promise<Integration> {
  return foundIntegration(await findIntegration(database, integrationId));
}
