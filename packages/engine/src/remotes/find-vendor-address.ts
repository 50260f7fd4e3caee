import type { Connector } from '@hirewire/connector-kit';
import type { Database, Integration } from '@hirewire/store';
import { findSealedCredentials } from '@hirewire/store';
import type { SecretKeys } from '../integrations/sealing.ts';
import { unsealCredentials } from './open-remote.ts';

/**
 * Where the requests of an integration go; of many tools only its credentials tell. Null of one that
 * was deleted.
 * @throws where the credentials cannot be unsealed or used
 */
export async function findVendorAddress(
  { database, secretKeys }: { database: Database; secretKeys: SecretKeys },
  of: { integration: Pick<Integration, 'id' | 'remoteBaseUrl'>; connector: Connector },
): Promise<URL | null> {
  const { id, remoteBaseUrl } = of.integration;
  if (remoteBaseUrl !== null) return new URL(remoteBaseUrl);
  const sealed = await findSealedCredentials(database, id);
  if (sealed === null) return null;
  return new URL(of.connector.remote.baseUrl(unsealCredentials(secretKeys, of, sealed)));
}
