import {
  findIntegration,
  replaceCredentials as storeCredentials,
  noteCredentialsCheck,
} from '@hirewire/store';
import { acceptCredentials } from './accept-credentials.ts';
import { EngineError } from '../engine-error.ts';
import type { RequestedSync } from '../sync/request-sync.ts';
import { requestSync } from '../sync/request-sync.ts';
import { sealToken } from '../remotes/shared-token-store.ts';
import { seal } from './sealing.ts';
import type { SyncEnvironment } from '../sync/sync-environment.ts';

/** Replaces an integration's credentials by others that the vendor accepts. */
export async function replaceCredentials(
  environment: SyncEnvironment,
  integrationId: string,
  credentials: unknown,
): Promise<RequestedSync | null> {
  const { database, connectors, secretKeys, log } = environment;
  const integration = await findIntegration(database, integrationId);
  const connector = integration && connectors.get(integration.tool);
  const unknown = `There is no integration ${integrationId}.`;
  if (!integration || !connector) throw new EngineError('integration-not-found', unknown);
  const accepted = await acceptCredentials(environment, { integration, connector, credentials });
  const { token } = accepted;
  const status = await storeCredentials(database, integrationId, {
    credentials: seal(secretKeys, integrationId, JSON.stringify(accepted.credentials)),
    token: token && sealToken(secretKeys, integrationId, token),
  });
  if (status === null) throw new EngineError('integration-not-found', unknown);
  await noteCredentialsCheck(database, integrationId, {
    missingPermissions: accepted.missingPermissions,
    refusedModels: [],
    credentialsExpireAt: accepted.expireAt,
  });
  log.info(
    { event: 'integration.credentials.replaced', integrationId, status },
    'Credentials replaced',
  );
  if (status !== 'ACTIVE') return null;
  return requestSync(environment, integrationId, { type: 'FULL', trigger: 'API' });
}
