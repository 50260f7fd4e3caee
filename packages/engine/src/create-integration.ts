import type { Connector, CredentialsCheck } from '@hirewire/connector-kit';
import {
  AddressRefusedError,
  createContext,
  createLocalLimiter,
  createRemoteClient,
  RemoteError,
} from '@hirewire/connector-kit';
import { integrationId } from '@hirewire/contract';
import type { Integration } from '@hirewire/store';
import { createRun, insertIntegration } from '@hirewire/store';
import { EngineError } from './engine-error.ts';
import type { SyncEnvironment } from './run-sync.ts';
import { seal } from './sealing.ts';
import { parseSettings } from './with-settings.ts';

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

export interface CreatedIntegration extends Integration {
  /** What the credentials may not do, in the vendor's words; the models concerned will fail. */
  missingPermissions: readonly string[];
}

/** Checks the credentials with the vendor, stores them encrypted and queues the first sync. */
export async function createIntegration(
  environment: SyncEnvironment & { allowRemoteBaseUrl: boolean },
  request: CreateIntegrationRequest,
): Promise<CreatedIntegration> {
  const connector = findConnector(environment, request.tool);
  if (request.remoteBaseUrl !== null) checkRemoteBaseUrl(environment, request.remoteBaseUrl);
  const settings = parseSettings(connector, request.settings ?? {});
  const parsed = connector.credentials.schema.safeParse(request.credentials);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.') || 'the credentials'}: ${issue.message}`,
    );
    throw new EngineError(
      'invalid-credentials',
      `${connector.tool.label} needs other credentials. ${problems.join('; ')}. ` +
        `It takes: ${Object.keys(connector.credentials.fields).join(', ')}.`,
    );
  }
  const check = await checkCredentials(environment, {
    connector,
    credentials: parsed.data,
    baseUrl: request.remoteBaseUrl,
  });
  const id = request.id ?? integrationId(request.tool);
  const integration = await insertIntegration(environment.database, {
    id,
    environmentId: request.environmentId,
    tool: request.tool,
    endUser: request.endUser,
    sealedCredentials: seal(environment.secretKeys, id, JSON.stringify(parsed.data)),
    remoteBaseUrl: request.remoteBaseUrl,
    settings,
    isRemoteDataEnabled: request.isRemoteDataEnabled ?? false,
  });
  await createRun(environment.database, { integrationId: id, type: 'FULL', trigger: 'INITIAL' });
  return { ...integration, missingPermissions: check.missingPermissions };
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

async function checkCredentials(
  environment: SyncEnvironment,
  target: { connector: Connector; credentials: unknown; baseUrl: string | null },
): Promise<CredentialsCheck> {
  const { clock, log } = environment;
  const { connector, credentials, baseUrl } = target;
  const signal = AbortSignal.timeout(60_000);
  try {
    const remote = createRemoteClient({
      declaration: connector.remote,
      credentials,
      ...(baseUrl === null ? {} : { baseUrl }),
      guard: environment.guard,
      label: connector.tool.label,
      limiter: createLocalLimiter(clock),
      clock,
      log,
      signal,
    });
    return await connector.checkCredentials(createContext({ remote, clock, log, signal }));
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    if (error.cause instanceof AddressRefusedError) {
      throw new EngineError('remote-address-refused', error.message, { cause: error });
    }
    const isRefused = error.kind === 'authentication' || error.kind === 'permission';
    throw new EngineError(
      isRefused ? 'credentials-refused' : 'remote-unavailable',
      `${connector.tool.label} did not accept the connection: ${error.message}`,
      { cause: error },
    );
  }
}
