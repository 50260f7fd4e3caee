import type { Connector } from '@hirewire/connector-kit';
import type { Database, SealedKind, UnregisterWorkItem } from '@hirewire/store';
import {
  listIntegrations,
  listOtherSealed,
  listVendorWebhooks,
  replaceSealed,
  resealUnregisterItems,
} from '@hirewire/store';
import { erasureKeyContext } from '../erasure/erasure-key.ts';
import { keepDerivedSecrets, secretContext } from '../inbound-webhooks/webhook-secrets.ts';
import { tokenContext } from '../remotes/shared-token-store.ts';
import type { SecretKeys } from './sealing.ts';
import { keyIdIn, keyIdOf, listKeys, seal, unseal } from './sealing.ts';

interface ResealEnvironment {
  database: Database;
  secretKeys: SecretKeys;
  connectors: ReadonlyMap<string, Connector>;
}

const batch = 200;

const contexts: Readonly<Record<SealedKind, (owner: string) => string>> = {
  credentials: (integrationId) => integrationId,
  accessToken: tokenContext,
  vendorSecret: secretContext,
  endpointSecret: (endpointId) => endpointId,
  formerEndpointSecret: (endpointId) => endpointId,
  olderEndpointSecret: (endpointId) => endpointId,
  erasureKey: () => erasureKeyContext,
};

/**
 * Seals everything with the current key that another one has sealed, and keeps the secrets of vendors'
 * webhooks that follow from the other keys. It can be repeated at any time, and goes on where it
 * was interrupted. @returns how many texts it has sealed
 * @throws Error where no key opens a text
 */
export async function resealAll(environment: ResealEnvironment): Promise<number> {
  const { database, secretKeys } = environment;
  await keepSecretsOfWebhooks(environment);
  const keyId = keyIdOf(listKeys(secretKeys)[0]);
  let count = await resealUnregisterItems(database, (item) => resealItem(secretKeys, item));
  for (;;) {
    const others = await listOtherSealed(database, { keyId, limit: batch });
    if (others.length === 0) return count;
    for (const other of others) {
      const context = contexts[other.kind](other.owner);
      const plain = unseal(secretKeys, context, other.sealed);
      await replaceSealed(database, other, seal(secretKeys, context, plain));
      count += 1;
    }
  }
}

/** Of an integration that was deleted, and whose webhooks the vendor still sends. */
function resealItem(keys: SecretKeys, item: UnregisterWorkItem): UnregisterWorkItem | null {
  const { integrationId, sealedCredentials, sealedToken = null } = item;
  const isCurrent =
    keyIdIn(Buffer.from(sealedCredentials, 'base64')) === keyIdOf(listKeys(keys)[0]);
  if (isCurrent) return null;
  const reseal = (context: string, sealed: string): string =>
    seal(keys, context, unseal(keys, context, Buffer.from(sealed, 'base64'))).toString('base64');
  return {
    ...item,
    sealedCredentials: reseal(contexts.credentials(integrationId), sealedCredentials),
    sealedToken: sealedToken && reseal(contexts.accessToken(integrationId), sealedToken),
  };
}

/** Vendors go on signing with the secret that they got, until webhooks are registered again. */
async function keepSecretsOfWebhooks(environment: ResealEnvironment): Promise<void> {
  const { database, connectors } = environment;
  for (const integration of await listIntegrations(database)) {
    const webhooks = connectors.get(integration.tool)?.webhooks;
    if (webhooks === undefined) continue;
    const isHandMade = 'isHandMade' in webhooks;
    const isUsed = isHandMade || (await listVendorWebhooks(database, integration.id)).length > 0;
    if (isUsed) await keepDerivedSecrets(environment, integration.id);
  }
}
