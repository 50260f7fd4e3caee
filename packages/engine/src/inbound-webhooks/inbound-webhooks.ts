import { createHash, createHmac } from 'node:crypto';
import type { ConnectorContext, VendorDelivery, VendorWebhooks } from '@hirewire/connector-kit';
import {
  findIntegration,
  forgetVendorWebhooks,
  listVendorWebhooks,
  queueChanged,
  saveVendorWebhook,
} from '@hirewire/store';
import { openRemote } from '../remotes/open-remote.ts';
import type { ActionEnvironment } from '../actions/action.ts';
import { EngineError } from '../engine-error.ts';

export type VendorEnvironment = ActionEnvironment & { publicUrl: string };

/** For asking the vendor a dozen times, at its pace. */
const registerTimeoutMs = 120_000;

/**
 * Ingests what claims to be a vendor's webhook: `unknown` if the integration expects none, `rejected`
 * if it is not authentic. A worker reads the records that it names; nothing else in it is used.
 */
export async function ingestWebhook(
  environment: VendorEnvironment,
  integrationId: string,
  delivery: VendorDelivery,
): Promise<'accepted' | 'rejected' | 'unknown'> {
  const { database } = environment;
  const integration = await findIntegration(database, integrationId);
  const webhooks = integration && environment.connectors.get(integration.tool)?.webhooks;
  if (!integration || !webhooks) return 'unknown';
  // Previous keys, too: the vendor keeps the secret that it got at registration.
  const secrets = environment.secretKeys.map((key) => secretOf(key, integrationId));
  const received = secrets.map((secret) => webhooks.receive(delivery, secret));
  const changed = received.find((changes) => changes !== null);
  if (changed === undefined || changed === null) return 'rejected';
  if (changed.length > 0 && integration.status === 'ACTIVE') {
    const deliveryId = createHash('sha256').update(delivery.body).digest('base64url').slice(0, 24);
    await queueChanged(database, [{ integrationId, deliveryId, changed }]);
  }
  return 'accepted';
}

/**
 * Registers webhooks with the vendor, in place of earlier ones: each is noted when it is there, and
 * earlier ones go when all are. Needs a public URL, and permissions that the connector's guide names.
 * @returns how many types of events are registered
 * @throws EngineError, and RemoteError where the vendor refuses
 */
export async function registerVendorWebhooks(
  environment: VendorEnvironment,
  integrationId: string,
): Promise<number> {
  const { database, publicUrl, secretKeys } = environment;
  const place = await find(environment, integrationId);
  const { context, webhooks } = place;
  const known = await listVendorWebhooks(database, integrationId);
  const url = `${publicUrl}/hirewire/v1/vendor-webhooks/${encodeURIComponent(integrationId)}`;
  const secret = secretOf(secretKeys[0], integrationId);
  const inPlace = new Set<string>();
  for await (const hook of webhooks.register(context, { url, secret, known })) {
    await saveVendorWebhook(database, { integrationId, ...hook, state: 'enabled' });
    inPlace.add(hook.id);
  }
  const former = known.map(({ id }) => id).filter((id) => !inPlace.has(id));
  await webhooks.unregister(context, former);
  await forgetVendorWebhooks(database, integrationId, former);
  return inPlace.size;
}

/**
 * Unregisters all webhooks of the integration.
 * @returns how many types of events were registered
 * @throws EngineError, and RemoteError where the vendor refuses
 */
export async function unregisterVendorWebhooks(
  environment: ActionEnvironment,
  integrationId: string,
): Promise<number> {
  return unregisterWebhooks(environment, await find(environment, integrationId));
}

interface Place {
  integrationId: string;
  webhooks: VendorWebhooks;
  context: ConnectorContext;
}

async function unregisterWebhooks(
  { database }: ActionEnvironment,
  { integrationId, webhooks, context }: Place,
): Promise<number> {
  const ids = (await listVendorWebhooks(database, integrationId)).map(({ id }) => id);
  await webhooks.unregister(context, ids);
  await forgetVendorWebhooks(database, integrationId, ids);
  return ids.length;
}

async function find(environment: ActionEnvironment, integrationId: string): Promise<Place> {
  const integration = await findIntegration(environment.database, integrationId);
  if (integration === null) {
    throw new EngineError('integration-not-found', `There is no integration ${integrationId}.`);
  }
  const connector = environment.connectors.get(integration.tool);
  if (connector?.webhooks === undefined) {
    throw new EngineError(
      'no-vendor-webhooks',
      `${connector?.tool.label ?? integration.tool} offers no webhooks, or Hirewire does not support them yet.`,
    );
  }
  const { context } = await openRemote(environment, {
    integration,
    connector,
    signal: AbortSignal.timeout(registerTimeoutMs),
  });
  return { integrationId, webhooks: connector.webhooks, context };
}

/** Follows from the secret key, so that it need not be kept. */
function secretOf(secretKey: Buffer, integrationId: string): string {
  return createHmac('sha256', secretKey)
    .update(`vendor webhooks of ${integrationId}`)
    .digest('base64url');
}
