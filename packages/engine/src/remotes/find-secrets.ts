import type { Connector } from '@hirewire/connector-kit';
import { secretsOf } from '@hirewire/connector-kit';
import type { Database, Integration } from '@hirewire/store';
import { findSealedCredentials, findSealedToken } from '@hirewire/store';
import type { SecretKeys } from '../integrations/sealing.ts';
import { unsealCredentials } from './open-remote.ts';
import { unsealToken } from './shared-token-store.ts';

interface SecretsEnvironment {
  database: Database;
  secretKeys: SecretKeys;
  connectors: ReadonlyMap<string, Connector>;
}

/** A shorter one is a part of many words, which a mask would take with it. */
const shortestSecret = 6;

/**
 * What proves an integration to its tool: parts of its credentials, and its access token. Nothing where
 * they cannot be read, as then nothing is sent to the tool that it could repeat.
 */
export async function findSecrets(
  { database, secretKeys, connectors }: SecretsEnvironment,
  integration: Pick<Integration, 'id' | 'tool'>,
): Promise<string[]> {
  const [sealed, sealedToken] = await Promise.all([
    findSealedCredentials(database, integration.id),
    findSealedToken(database, integration.id),
  ]);
  const connector = connectors.get(integration.tool);
  if (sealed === null || connector === undefined) return [];
  try {
    const credentials = unsealCredentials(secretKeys, { integration, connector }, sealed);
    const secrets = secretsOf({
      declaration: connector.remote,
      credentials,
      credentialFields: connector.credentials.fields,
    });
    if (sealedToken !== null) {
      const { token, refreshToken } = unsealToken(secretKeys, integration.id, sealedToken);
      secrets.push(token, refreshToken ?? '');
    }
    return secrets.filter(({ length }) => length >= shortestSecret);
  } catch {
    return [];
  }
}
