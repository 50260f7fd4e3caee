import type {
  AccessToken,
  Clock,
  Connector,
  ConnectorContext,
  Limiter,
  Log,
  OutgoingGuard,
  PassthroughAnswer,
  PassthroughApi,
  PassthroughRequest,
  PlannedRequest,
  ReportIssue,
  RequestObserver,
  TokenStore,
} from '@hirewire/connector-kit';
import {
  createContext,
  createDryRunClient,
  createLocalTokenStore,
  createRemoteClient,
  sendPassthrough,
} from '@hirewire/connector-kit';
import { ApiError } from '@hirewire/contract';
import type { Database, Integration } from '@hirewire/store';
import { findSealedCredentials } from '@hirewire/store';
import type { SecretKeys } from '../integrations/sealing.ts';
import { unseal } from '../integrations/sealing.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { measureRequests, measureWaits } from '../telemetry/telemetry.ts';
import { limiterOf } from './shared-limiter.ts';
import { createSharedTokenStore } from './shared-token-store.ts';
import { judgeRefusal } from './judge-refusal.ts';
import { withSettings } from './with-settings.ts';

const defaults = {
  isDryRun: false,
  observer: { onRequest: () => undefined },
  /** Somebody waits for the response: a failure that asks for a longer pause is final. */
  maxRetryWaitMs: 5000,
};

export interface RemoteEnvironment {
  database: Database;
  secretKeys: SecretKeys;
  clock: Clock;
  log: Log;
  /** Checks every request to a vendor; by default it allows public addresses only. */
  guard?: OutgoingGuard;
  telemetry?: Telemetry;
}

export interface RemoteOptions {
  integration: Pick<Integration, 'id' | 'tool' | 'settings' | 'remoteBaseUrl'>;
  connector: Connector;
  signal: AbortSignal;
  /** In place of the stored ones: of an integration that was deleted, or read just before. */
  sealedCredentials?: Buffer;
  /** In place of stored ones: parsed, of an integration that does not have them yet. */
  credentials?: unknown;
  /** In place of the one that all processes share: keeps the token of such credentials. */
  tokens?: TokenStore;
  /** By default the one that this process shares for the integration. */
  limiter?: Limiter;
  /** Is told of every access token that is used, whether it was kept or is new. */
  onToken?: (token: AccessToken) => void;
  /** Is told of every request. */
  observer?: RequestObserver;
  /** Paces the client's retries; by default the environment's. */
  clientClock?: Clock;
  maxRetryWaitMs?: number;
  /** By default a value that cannot be used is logged. */
  reportIssue?: ConnectorContext['reportIssue'];
  /** Shared with other models of a run. */
  shareRead?: ConnectorContext['shareRead'];
  /** Plans requests instead of sending them. */
  isDryRun?: boolean;
}

export interface Remote {
  /** What the connector works with. */
  context: ConnectorContext;
  /** The requests of a dry run so far; null where requests are sent. */
  planned: readonly PlannedRequest[] | null;
  /** Sends a caller's own request. */
  passThrough: (api: PassthroughApi, request: PassthroughRequest) => Promise<PassthroughAnswer>;
}

/**
 * Opens an integration's remote with its credentials, settings and request limit: the one way to a
 * vendor for syncs, actions, files, webhooks, passthrough and checks of credentials.
 * @throws where the credentials cannot be unsealed or used, which no retry cures
 */
export async function openRemote(
  environment: RemoteEnvironment,
  options: RemoteOptions,
): Promise<Remote> {
  const { clock, log, telemetry } = environment;
  const { integration, connector, signal, isDryRun, observer, maxRetryWaitMs } = {
    ...defaults,
    ...options,
  };
  const { declaration, settings } = withSettings(connector.remote, integration.settings);
  const attributes = { tool: integration.tool, integration_id: integration.id };
  const limiter = options.limiter ?? limiterOf(environment, integration.id);
  const client = {
    declaration,
    ...withObserver(await readCredentials(environment, options), options),
    credentialFields: connector.credentials.fields,
    ...(integration.remoteBaseUrl === null ? {} : { baseUrl: integration.remoteBaseUrl }),
    guard: environment.guard,
    label: connector.tool.label,
    limiter: measureWaits(environment, attributes, limiter),
    observer: measureRequests(telemetry, attributes, observer),
    clock: options.clientClock ?? clock,
    log,
    signal,
    maxRetryWaitMs,
  };
  const dryRun = isDryRun ? createDryRunClient(client) : null;
  const remote = dryRun ?? createRemoteClient(client);
  const reportIssue = options.reportIssue ?? logIssues(environment, integration.id);
  const context: ConnectorContext = createContext({
    remote,
    settings,
    clock,
    log,
    signal,
    isDryRun,
    reportIssue,
    ...(options.shareRead && { shareRead: options.shareRead }),
    judgeRefusal: (failure) => judgeRefusal({ connector, context }, failure),
  });
  return {
    context,
    planned: dryRun?.planned ?? null,
    async passThrough(api, request) {
      if (isDryRun) throw new Error('a dry run sends nothing');
      return sendPassthrough(client, api, request);
    },
  };
}

function logIssues({ log }: RemoteEnvironment, integrationId: string): ReportIssue {
  return ({ model, field }) =>
    log.warn({ event: 'remote.value.unusable', integrationId, model, field }, 'Unusable value');
}

/** @throws where the key is another one, or the connector takes other credentials by now */
export function unsealCredentials(
  keys: SecretKeys,
  { integration, connector }: { integration: Pick<Integration, 'id'>; connector: Connector },
  sealed: Buffer,
): unknown {
  return connector.credentials.schema.parse(JSON.parse(unseal(keys, integration.id, sealed)));
}

function withObserver(
  { credentials, tokens }: { credentials: unknown; tokens: TokenStore },
  { onToken }: RemoteOptions,
): { credentials: unknown; tokens: TokenStore } {
  if (onToken === undefined) return { credentials, tokens };
  const observed: TokenStore = {
    async find() {
      const token = await tokens.find();
      if (token !== null) onToken(token);
      return token;
    },
    async renew(renewal, signal) {
      const token = await tokens.renew(renewal, signal);
      onToken(token);
      return token;
    },
  };
  return { credentials, tokens: observed };
}

async function readCredentials(
  environment: RemoteEnvironment,
  { integration, connector, credentials, tokens, sealedCredentials }: RemoteOptions,
): Promise<{ credentials: unknown; tokens: TokenStore }> {
  if (credentials !== undefined) {
    return { credentials, tokens: tokens ?? createLocalTokenStore() };
  }
  const { database, secretKeys } = environment;
  const sealed = sealedCredentials ?? (await findSealedCredentials(database, integration.id));
  if (sealed === null) {
    const message = `Integration ${integration.id} has been deleted.`;
    throw new ApiError('PLATFORM.INTEGRATION_NOT_FOUND', message);
  }
  const of = { integrationId: integration.id, sealedCredentials: sealed };
  return {
    credentials: unsealCredentials(secretKeys, { integration, connector }, sealed),
    tokens: tokens ?? createSharedTokenStore(environment, of),
  };
}
