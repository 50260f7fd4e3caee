import {
  claimVendorWebhookCheck,
  findIntegration,
  listVendorWebhooks,
  saveVendorWebhook,
} from '@hirewire/store';
import type { ActionEnvironment } from '../actions/action.ts';
import { openRemote } from '../remotes/open-remote.ts';

const checkTimeoutMs = 120_000;

/**
 * Asks vendors whether they still send what they were asked to, of each integration a few times a
 * day: vendors switch off webhooks whose events were not taken, and people delete them.
 */
export async function checkWebhooks(
  environment: ActionEnvironment,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const integrationId = await claimVendorWebhookCheck(environment.database);
    if (integrationId === null) return;
    await checkWebhooksOf(environment, integrationId, signal).catch((error: unknown) => {
      const event = 'inbound_webhook.check.failed';
      environment.log.warn(
        { event, integrationId, error },
        'Asking a vendor for its webhooks failed; will ask again in some hours',
      );
    });
  }
}

async function checkWebhooksOf(
  environment: ActionEnvironment,
  integrationId: string,
  stop: AbortSignal,
): Promise<void> {
  const { database, log } = environment;
  const integration = await findIntegration(database, integrationId);
  const connector = integration && environment.connectors.get(integration.tool);
  const webhooks = connector?.webhooks;
  if (!integration || !webhooks || !('inspect' in webhooks) || !webhooks.inspect) return;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(checkTimeoutMs)]);
  const { context } = await openRemote(environment, { integration, connector, signal });
  const known = await listVendorWebhooks(database, integrationId);
  const states = await webhooks.inspect(
    context,
    known.map(({ id }) => id),
  );
  const now = known.map((webhook) => ({ ...webhook, state: states.get(webhook.id) ?? 'gone' }));
  for (const webhook of now) await saveVendorWebhook(database, { integrationId, ...webhook });
  const lost = now.filter(({ state }) => state !== 'enabled');
  if (lost.length === 0) return;
  log.warn(
    { event: 'inbound_webhook.switched_off', integrationId, webhooks: lost },
    `${connector.tool.label} no longer sends ${lost.length} of ${now.length} webhooks; register them again`,
  );
}
