import { createContext, createDryRunClient, createRemoteClient } from '@hirewire/connector-kit';
import type {
  Connector,
  ConnectorContext,
  Limiter,
  PlannedRequest,
  RemoteClientOptions,
  RequestObserver,
} from '@hirewire/connector-kit';
import type { Integration } from '@hirewire/store';
import { findSealedCredentials } from '@hirewire/store';
import { unseal } from '../integrations/sealing.ts';
import { withSettings } from './with-settings.ts';
import { ActionError } from '../actions/action-error.ts';
import type { ActionEnvironment } from '../actions/action.ts';

/** A person is waiting: what would have to wait longer than this is an answer of its own. */
const maxRetryWaitMs = 5000;

export interface ContextOptions {
  integration: Pick<Integration, 'id' | 'settings' | 'remoteBaseUrl'>;
  /** Of an integration that has been deleted since; default: those that it has. */
  sealedCredentials?: Buffer;
  connector: Connector;
  limiter: Limiter;
  observer: RequestObserver;
  signal: AbortSignal;
}

/** What it takes to talk to an integration's remote, with its credentials opened. */
export async function remoteOptions(
  environment: ActionEnvironment,
  { integration, connector, limiter, observer, signal, sealedCredentials }: ContextOptions,
): Promise<RemoteClientOptions<unknown>> {
  const { database, clock, log, guard, secretKeys } = environment;
  const sealed = sealedCredentials ?? (await findSealedCredentials(database, integration.id));
  if (sealed === null) {
    const message = `Integration ${integration.id} has been deleted.`;
    throw new ActionError('PLATFORM.INTEGRATION_NOT_FOUND', message);
  }
  const plain: unknown = JSON.parse(unseal(secretKeys, integration.id, sealed));
  return {
    declaration: withSettings(connector.remote, integration.settings).declaration,
    credentials: connector.credentials.schema.parse(plain),
    ...(integration.remoteBaseUrl === null ? {} : { baseUrl: integration.remoteBaseUrl }),
    guard,
    label: connector.tool.label,
    limiter,
    clock,
    log,
    signal,
    observer,
    maxRetryWaitMs,
  };
}

export async function openContext(
  environment: ActionEnvironment,
  options: ContextOptions,
): Promise<ConnectorContext> {
  const remote = createRemoteClient(await remoteOptions(environment, options));
  return toContext(environment, options, remote);
}

/** A context whose remote only writes down what it would have been sent. */
export async function openDryRun(
  environment: ActionEnvironment,
  options: ContextOptions,
): Promise<{ context: ConnectorContext; planned: readonly PlannedRequest[] }> {
  const remote = createDryRunClient(await remoteOptions(environment, options));
  const context = { ...toContext(environment, options, remote), isDryRun: true };
  return { context, planned: remote.planned };
}

function toContext(
  { clock, log }: ActionEnvironment,
  { integration, connector, signal }: ContextOptions,
  remote: ConnectorContext['remote'],
): ConnectorContext {
  const { settings } = withSettings(connector.remote, integration.settings);
  const reportIssue: ConnectorContext['reportIssue'] = ({ model, field }) =>
    log.warn({ integrationId: integration.id, model, field }, 'a value could not be used');
  return createContext({ remote, settings, clock, log, signal, reportIssue });
}
