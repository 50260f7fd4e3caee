import { createHmac } from 'node:crypto';
import type { Connector } from '@hirewire/connector-kit';
import type { Integration } from '@hirewire/store';
import { addWebhookSecret, findSealedCredentials, listWebhookSecrets } from '@hirewire/store';
import { listKeys, seal, unseal } from '../integrations/sealing.ts';
import type { RemoteEnvironment } from '../remotes/open-remote.ts';
import { unsealCredentials } from '../remotes/open-remote.ts';

type SecretsEnvironment = Pick<RemoteEnvironment, 'database' | 'secretKeys'>;

/** Ours: follows from the secret key, so that it need not be kept. */
export function secretOf(secretKey: Buffer, integrationId: string): string {
  return createHmac('sha256', secretKey)
    .update(`vendor webhooks of ${integrationId}`)
    .digest('base64url');
}

/** Another one than of the credentials: what is sealed as one does not open as the other. */
export const secretContext = (integrationId: string): string => `${integrationId} (webhook secret)`;

/** Keeps a secret that the vendor has made, and returns it as it is sealed. */
export async function keepSecret(
  { database, secretKeys }: SecretsEnvironment,
  integrationId: string,
  secret: string,
): Promise<Buffer> {
  const sealed = seal(secretKeys, secretContext(integrationId), secret);
  await addWebhookSecret(database, { integrationId, sealed });
  return sealed;
}

/** Keeps what followed from keys that are to go: the vendor has it. */
export async function keepDerivedSecrets(
  environment: SecretsEnvironment,
  integrationId: string,
): Promise<void> {
  const [, ...former] = listKeys(environment.secretKeys);
  const kept = await listMade(environment, integrationId);
  for (const key of former) {
    const secret = secretOf(key, integrationId);
    if (!kept.includes(secret)) await keepSecret(environment, integrationId, secret);
  }
}

async function listMade(
  { database, secretKeys }: SecretsEnvironment,
  integrationId: string,
): Promise<string[]> {
  const made = await listWebhookSecrets(database, integrationId);
  return made.map((sealed) => unseal(secretKeys, secretContext(integrationId), sealed));
}

/** All that a genuine delivery may be signed with. */
export async function listSecrets(
  { database, secretKeys }: SecretsEnvironment,
  { integration, connector }: { integration: Pick<Integration, 'id'>; connector: Connector },
): Promise<string[]> {
  const { id: integrationId } = integration;
  // Previous keys, too: the vendor keeps the secret that it got at registration.
  const ours = listKeys(secretKeys).map((key) => secretOf(key, integrationId));
  const unsealed = await listMade({ database, secretKeys }, integrationId);
  const given = await findGiven({ database, secretKeys }, { integration, connector });
  return [...ours, ...unsealed, ...(given === null ? [] : [given])];
}

/** The one that is a part of the credentials; null for none. */
export async function findGiven(
  { database, secretKeys }: SecretsEnvironment,
  { integration, connector }: { integration: Pick<Integration, 'id'>; connector: Connector },
): Promise<string | null> {
  if (connector.webhooks?.secretOf === undefined) return null;
  const sealed = await findSealedCredentials(database, integration.id);
  if (sealed === null) return null;
  const credentials = unsealCredentials(secretKeys, { integration, connector }, sealed);
  return connector.webhooks.secretOf(credentials);
}
