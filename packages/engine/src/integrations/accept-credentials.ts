import type { AccessToken, Connector, CredentialsCheck, TokenStore } from '@hirewire/connector-kit';
import {
  AddressRefusedError,
  createLocalLimiter,
  createLocalTokenStore,
  RemoteError,
} from '@hirewire/connector-kit';
import { EngineError } from '../engine-error.ts';
import { expiryOf } from '../remotes/credentials-check.ts';
import type { RemoteEnvironment, RemoteOptions } from '../remotes/open-remote.ts';
import { openRemote } from '../remotes/open-remote.ts';

interface Candidate {
  integration: RemoteOptions['integration'];
  connector: Connector;
  /** As the customer typed them; the connector's schema decides. */
  credentials: unknown;
}

const checkTimeoutMs = 60_000;

export interface AcceptedCredentials extends Pick<CredentialsCheck, 'missingPermissions'> {
  credentials: unknown;
  /** When they expire; null where the vendor does not tell. */
  expireAt: Date | null;
  /**
   * What the vendor gave for them, to be kept with them: a code or a refresh token that works once
   * is used up by now.
   */
  token: AccessToken | null;
}

/**
 * Credentials that have the shape the connector needs, and that the vendor accepts.
 * @throws EngineError that says what is wrong with them, without repeating them
 */
export async function acceptCredentials(
  environment: RemoteEnvironment,
  { integration, connector, credentials }: Candidate,
): Promise<AcceptedCredentials> {
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
  const candidate = { integration, connector, credentials: parsed.data };
  const tokens = createLocalTokenStore();
  const check = await checkCredentials(environment, candidate, tokens);
  const { missingPermissions } = check;
  const expireAt = expiryOf(check);
  return { credentials: parsed.data, missingPermissions, expireAt, token: tokens.kept };
}

async function checkCredentials(
  environment: RemoteEnvironment,
  candidate: Candidate,
  tokens: TokenStore,
): Promise<CredentialsCheck> {
  const { connector } = candidate;
  try {
    const { context } = await openRemote(environment, {
      ...candidate,
      tokens,
      // The shared one keeps its pace with the integration, which may not be there yet.
      limiter: createLocalLimiter(environment.clock),
      signal: AbortSignal.timeout(checkTimeoutMs),
      maxRetryWaitMs: Infinity,
    });
    return await connector.checkCredentials(context);
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
