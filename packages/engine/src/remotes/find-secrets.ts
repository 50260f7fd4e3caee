import type { AccessToken, Connector } from '@hirewire/connector-kit';
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

const isLongEnough = ({ length }: string): boolean => length >= shortestSecret;

export interface FoundSecrets {
  /** Long enough to be looked for in texts. */
  secrets: string[];
  /** The credentials that they were taken from; null where there are none. */
  sealedCredentials: Buffer | null;
}

/**
 * What proves an integration to its tool: parts of its credentials, and its access token. Nothing where
 * they cannot be read, as then nothing is sent to the tool that it could repeat.
 */
export async function findSecrets(
  { database, secretKeys, connectors }: SecretsEnvironment,
  integration: Pick<Integration, 'id' | 'tool'>,
): Promise<FoundSecrets> {
  const [sealedCredentials, sealedToken] = await Promise.all([
    findSealedCredentials(database, integration.id),
    findSealedToken(database, integration.id),
  ]);
  const connector = connectors.get(integration.tool);
  const none = { secrets: [], sealedCredentials };
  if (sealedCredentials === null || connector === undefined) return none;
  try {
    const of = { integration, connector };
    const credentials = unsealCredentials(secretKeys, of, sealedCredentials);
    const secrets = secretsOf({
      declaration: connector.remote,
      credentials,
      credentialFields: connector.credentials.fields,
    });
    if (sealedToken !== null) {
      secrets.push(...secretsOfToken(unsealToken(secretKeys, integration.id, sealedToken)));
    }
    return { secrets: secrets.filter(isLongEnough), sealedCredentials };
  } catch {
    return none;
  }
}

/** What an access token adds to them. */
export function secretsOfToken({ token, refreshToken }: AccessToken): string[] {
  return [token, refreshToken ?? ''].filter(isLongEnough);
}
