import type { Connector } from '@hirewire/connector-kit';
import { integrationId } from '@hirewire/contract';
import type { Integration } from '@hirewire/store';
import { createRun, insertIntegration, noteConnectionFailed } from '@hirewire/store';
import { acceptCredentials } from './accept-credentials.ts';
import { EngineError } from '../engine-error.ts';
import type { SyncEnvironment } from '../sync/sync-environment.ts';
import { seal } from './sealing.ts';
import { sealToken } from '../remotes/shared-token-store.ts';
import { parseSettings } from '../remotes/with-settings.ts';

export interface CreateIntegrationRequest {
  environmentId: string;
  tool: string;
  /** As the customer typed them; the connector's schema decides. */
  credentials: unknown;
  endUser: Integration['endUser'];
  /** Another host in place of the vendor's; refused unless the server allows it. */
  remoteBaseUrl: string | null;
  /** Choices that the connector declares, and `requests_per_second`. */
  settings?: Readonly<Record<string, unknown>>;
  isRemoteDataEnabled?: boolean;
  /** The id to give it; by default a new one. Must begin with the tool and a colon. */
  id?: string;
}

/** Checks the credentials with the vendor, stores them encrypted and queues the first sync. */
export async function createIntegration(
  environment: SyncEnvironment & { allowRemoteBaseUrl: boolean },
  request: CreateIntegrationRequest,
): Promise<Integration> {
  const connector = findConnector(environment, request.tool);
  if (request.remoteBaseUrl !== null) checkRemoteBaseUrl(environment, request.remoteBaseUrl);
  const settings = parseSettings(connector, request.settings ?? {});
  const { tool, remoteBaseUrl } = request;
  const id = request.id ?? integrationId(tool);
  const { credentials, missingPermissions, expireAt, token } = await acceptCredentials(
    environment,
    {
      integration: { id, tool, settings, remoteBaseUrl },
      connector,
      credentials: request.credentials,
    },
  ).catch(async (error: unknown) => {
    if (error instanceof EngineError && error.code === 'credentials-refused') {
      await noteConnectionFailed(environment.database, { ...request, message: error.message });
    }
    throw error;
  });
  const integration = await insertIntegration(environment.database, {
    id,
    environmentId: request.environmentId,
    tool,
    endUser: request.endUser,
    sealedCredentials: seal(environment.secretKeys, id, JSON.stringify(credentials)),
    sealedToken: token && sealToken(environment.secretKeys, id, token),
    remoteBaseUrl,
    settings,
    isRemoteDataEnabled: request.isRemoteDataEnabled ?? false,
    missingPermissions,
    credentialsExpireAt: expireAt,
  });
  await createRun(environment.database, { integrationId: id, type: 'FULL', trigger: 'INITIAL' });
  return integration;
}

function findConnector(environment: SyncEnvironment, tool: string): Connector {
  const connector = environment.connectors.get(tool);
  if (connector !== undefined) return connector;
  throw new EngineError(
    'unknown-tool',
    `There is no connector "${tool}". Known: ${[...environment.connectors.keys()].join(', ')}.`,
  );
}

function checkRemoteBaseUrl(environment: { allowRemoteBaseUrl: boolean }, url: string): void {
  if (!environment.allowRemoteBaseUrl) {
    throw new EngineError(
      'remote-base-url-refused',
      'A remote base URL sends a customer’s credentials to another host, so it is refused. ' +
        'For simulators and recording proxies start the server with HIREWIRE_ALLOW_REMOTE_BASE_URL=1.',
    );
  }
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new EngineError('remote-base-url-refused', `"${url}" is not an http(s) address.`);
  }
}
