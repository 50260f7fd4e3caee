import { createLocalLimiter, createLocalTokenStore } from '@hirewire/connector-kit';
import type { UnregisterWorkItem } from '@hirewire/store';
import type { ActionEnvironment } from '../actions/action.ts';
import { openRemote } from '../remotes/open-remote.ts';
import { unsealToken } from '../remotes/shared-token-store.ts';

const unregisterTimeoutMs = 120_000;

/**
 * Has a vendor send nothing more for an integration that has been deleted. Given up after the last
 * try, with a line in the log: the events are refused from then on, whatever the vendor does.
 */
export async function unregisterDeletedWebhooks(
  environment: ActionEnvironment,
  item: UnregisterWorkItem,
  { isLastTry }: { isLastTry: boolean },
): Promise<void> {
  const { integrationId, tool, settings, remoteBaseUrl, webhookIds, sealedToken = null } = item;
  const { clock, connectors, log, secretKeys } = environment;
  const connector = connectors.get(tool);
  const webhooks = connector?.webhooks;
  if (connector === undefined || webhooks === undefined || 'isHandMade' in webhooks) return;
  try {
    const token =
      sealedToken === null
        ? null
        : unsealToken(secretKeys, integrationId, Buffer.from(sealedToken, 'base64'));
    const { context } = await openRemote(environment, {
      integration: { id: integrationId, tool, settings, remoteBaseUrl },
      sealedCredentials: Buffer.from(item.sealedCredentials, 'base64'),
      tokens: createLocalTokenStore(token),
      connector,
      // The shared one would leave a row behind of an integration that is gone.
      limiter: createLocalLimiter(clock),
      signal: AbortSignal.timeout(unregisterTimeoutMs),
    });
    await webhooks.unregister(context, webhookIds);
    log.info(
      { event: 'inbound_webhook.unregistered', integrationId, webhookIds },
      'Unregistered the webhooks of a deleted integration',
    );
  } catch (error) {
    const event = 'inbound_webhook.unregister.failed';
    const failed = `Unregistering the webhooks of a deleted integration in ${connector.tool.label} failed`;
    if (!isLastTry) {
      log.warn({ event, integrationId, error }, `${failed}; will retry`);
      throw error;
    }
    // Not thrown: the queue would keep the item, and the credentials in it.
    log.error({ event, integrationId, webhookIds, error }, `${failed}: delete them there`);
  }
}
