import type { Connector, CredentialsCheck } from '@hirewire/connector-kit';
import {
  AddressRefusedError,
  createContext,
  createLocalLimiter,
  createRemoteClient,
  RemoteError,
} from '@hirewire/connector-kit';
import { EngineError } from '../engine-error.ts';
import type { SyncEnvironment } from '../sync/sync-environment.ts';

interface Candidate {
  connector: Connector;
  /** As the customer typed them; the connector's schema decides. */
  credentials: unknown;
  /** Another host in place of the vendor's. */
  baseUrl: string | null;
}

/**
 * Credentials that have the shape the connector needs, and that the vendor accepts.
 * @throws EngineError that says what is wrong with them, without repeating them
 */
export async function acceptCredentials(
  environment: SyncEnvironment,
  { connector, credentials, baseUrl }: Candidate,
): Promise<Pick<CredentialsCheck, 'missingPermissions'> & { credentials: unknown }> {
  const parsed = connector.credentials.schema.safeParse(credentials);
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
  const target = { connector, credentials: parsed.data, baseUrl };
  const { missingPermissions } = await checkCredentials(environment, target);
  return { credentials: parsed.data, missingPermissions };
}

async function checkCredentials(
  environment: SyncEnvironment,
  { connector, credentials, baseUrl }: Candidate,
): Promise<CredentialsCheck> {
  const { clock, log } = environment;
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
