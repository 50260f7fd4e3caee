import { createHash } from 'node:crypto';
import type {
  ConnectorContext,
  VendorChange,
  VendorDelivery,
  VendorWebhooks,
  WebhookReception,
} from '@hirewire/connector-kit';
import {
  deleteUnusedSecrets,
  findIntegration,
  forgetVendorWebhooks,
  listVendorWebhooks,
  queueChanged,
  saveVendorWebhook,
  setWebhookOfSecret,
} from '@hirewire/store';
import type { Integration } from '@hirewire/store';
import { listKeys } from '../integrations/sealing.ts';
import { openRemote } from '../remotes/open-remote.ts';
import type { ActionEnvironment } from '../actions/action.ts';
import { EngineError } from '../engine-error.ts';
import { findGiven, keepSecret, listSecrets, secretOf } from './webhook-secrets.ts';

export type VendorEnvironment = ActionEnvironment & { publicUrl: string };

/** For asking the vendor a dozen times, at its pace. */
const registerTimeoutMs = 120_000;

/** What a vendor's delivery is answered with. */
export interface WebhookAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
}

/**
 * Ingests what claims to be a vendor's webhook: `unknown` if the integration expects none, `rejected`
 * if it is not authentic. A worker reads the records that it names; nothing else in it is used.
 */
export async function ingestWebhook(
  environment: VendorEnvironment,
  integrationId: string,
  delivery: VendorDelivery,
): Promise<WebhookAnswer | 'rejected' | 'unknown'> {
  const { database } = environment;
  const integration = await findIntegration(database, integrationId);
  const connector = integration && environment.connectors.get(integration.tool);
  const webhooks = connector?.webhooks;
  if (!integration || !webhooks) return 'unknown';
  const echoed = webhooks.handshake?.(delivery) ?? null;
  if (echoed !== null) return { status: 200, headers: echoed };
  const secrets = await listSecrets(environment, { integration, connector });
  const changed = receiveWith(webhooks, delivery, secrets);
  if (changed === null) return 'rejected';
  if (changed.length > 0 && integration.status === 'ACTIVE') {
    const deliveryId = createHash('sha256').update(delivery.body).digest('base64url').slice(0, 24);
    await queueChanged(database, [{ integrationId, deliveryId, changed }]);
  }
  return { status: 200, headers: {}, ...webhooks.success };
}

/** Null where no secret proves the delivery. */
function receiveWith(
  webhooks: WebhookReception,
  delivery: VendorDelivery,
  secrets: readonly string[],
): readonly VendorChange[] | null {
  const received = secrets.map((secret) => webhooks.receive(delivery, secret));
  return received.find((changes) => changes !== null) ?? null;
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
  const source = await find(environment, integrationId);
  const { context, webhooks } = source;
  const known = await listVendorWebhooks(database, integrationId);
  const inPlace = new Set<string>();
  // Of the webhook that comes next.
  let made: Buffer[] = [];
  const hooks = webhooks.register(context, {
    url: addressOf(publicUrl, integrationId),
    secret: secretOf(listKeys(secretKeys)[0], integrationId),
    known,
    keepSecret: async (secret) => {
      made.push(await keepSecret(environment, integrationId, secret));
    },
  });
  for await (const hook of hooks) {
    // Before it is noted: one that is known may keep its secret the next time.
    for (const sealed of made) {
      await setWebhookOfSecret(database, { integrationId, sealed, remoteId: hook.id });
    }
    made = [];
    await saveVendorWebhook(database, { integrationId, ...hook, state: 'enabled' });
    inPlace.add(hook.id);
  }
  const former = known.map(({ id }) => id).filter((id) => !inPlace.has(id));
  await webhooks.unregister(context, former);
  await forgetVendorWebhooks(database, integrationId, former);
  await deleteUnusedSecrets(database, integrationId);
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

/** What people enter in a tool whose webhooks are set up there. */
export interface HandMadeWebhook {
  url: string;
  /** Null where it is a part of the credentials, and so known to the tool. */
  secret: string | null;
}

/**
 * What to enter in the tool; null where webhooks are registered, or there are none.
 * @throws EngineError `integration-not-found`
 */
export async function describeHandMadeWebhook(
  environment: VendorEnvironment,
  integrationId: string,
): Promise<HandMadeWebhook | null> {
  const { connectors, publicUrl, secretKeys } = environment;
  const integration = await requireIntegration(environment, integrationId);
  const connector = connectors.get(integration.tool);
  if (connector?.webhooks === undefined || !('isHandMade' in connector.webhooks)) return null;
  const isGiven = (await findGiven(environment, { integration, connector })) !== null;
  const secret = isGiven ? null : secretOf(listKeys(secretKeys)[0], integrationId);
  return { url: addressOf(publicUrl, integrationId), secret };
}

interface WebhookSource {
  integrationId: string;
  webhooks: VendorWebhooks;
  context: ConnectorContext;
}

async function unregisterWebhooks(
  { database }: ActionEnvironment,
  { integrationId, webhooks, context }: WebhookSource,
): Promise<number> {
  const ids = (await listVendorWebhooks(database, integrationId)).map(({ id }) => id);
  await webhooks.unregister(context, ids);
  await forgetVendorWebhooks(database, integrationId, ids);
  await deleteUnusedSecrets(database, integrationId);
  return ids.length;
}

async function find(environment: ActionEnvironment, integrationId: string): Promise<WebhookSource> {
  const integration = await requireIntegration(environment, integrationId);
  const connector = environment.connectors.get(integration.tool);
  const webhooks = connector?.webhooks;
  if (connector === undefined || webhooks === undefined || 'isHandMade' in webhooks) {
    const label = connector?.tool.label ?? integration.tool;
    const reason =
      webhooks === undefined
        ? `${label} offers no webhooks, or Hirewire does not support them yet.`
        : `Webhooks are set up in ${label}, by hand; there is nothing to register.`;
    throw new EngineError('no-vendor-webhooks', reason);
  }
  const { context } = await openRemote(environment, {
    integration,
    connector,
    signal: AbortSignal.timeout(registerTimeoutMs),
  });
  return { integrationId, webhooks, context };
}

async function requireIntegration(
  { database }: ActionEnvironment,
  integrationId: string,
): Promise<Integration> {
  const integration = await findIntegration(database, integrationId);
  if (integration !== null) return integration;
  throw new EngineError('integration-not-found', `There is no integration ${integrationId}.`);
}

const addressOf = (publicUrl: string, integrationId: string): string =>
  `${publicUrl}/hirewire/v1/vendor-webhooks/${encodeURIComponent(integrationId)}`;
