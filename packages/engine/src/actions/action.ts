import type {
  Clock,
  Connector,
  ConnectorContext,
  Json,
  Log,
  OutgoingGuard,
  RequestObserver,
  WriteFunctions,
} from '@hirewire/connector-kit';
import { coverageStatus, slugsOf, writeActionFunctions } from '@hirewire/connector-kit';
import type {
  ActionOperationId,
  ErrorCode,
  Operation,
  sendPassthroughRequest,
} from '@hirewire/contract';
import { ApiError } from '@hirewire/contract';
import type { Database, Integration } from '@hirewire/store';
import type { SecretKeys } from '../integrations/sealing.ts';
import type { Remote } from '../remotes/open-remote.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

/** What all actions of this process share. */
export interface ActionEnvironment {
  database: Database;
  connectors: ReadonlyMap<string, Connector>;
  secretKeys: SecretKeys;
  clock: Clock;
  log: Log;
  guard: OutgoingGuard;
  limits: ActionLimits;
  /** Nothing is measured without it. */
  telemetry?: Telemetry;
}

export interface ActionLimits {
  /** Actions of one integration at once, over all processes. */
  atOnce: number;
  /** Until an action is given up, in milliseconds. */
  timeoutMs: number;
  /** Of one file that is sent to a tool. */
  fileBytes: number;
}

/** An operation that runs as an action: those of the contract, and passthrough. */
export type ActionOperation = Pick<Operation, 'method' | 'errorType'> & {
  id: ActionOperationId | (typeof sendPassthroughRequest)['id'];
};

/** The input of an action as it came. Each parses it by the models of its operation. */
export interface ActionInput {
  /** Decoded. */
  path: Readonly<Record<string, string>>;
  /** The parsed JSON; undefined where there was none. */
  body: unknown;
}

/** A call of an action. */
export interface ActionRequest {
  operation: ActionOperation;
  input: ActionInput;
  integration: Integration;
  /** Of the environment that the integration belongs to. */
  environmentName: string;
  apiKeyId: string | null;
  /** Names the request in the message of an unexpected failure. */
  requestId: string;
  /** As it came, without the query; for the record and for idempotency. */
  path: string;
  isDryRun: boolean;
  idempotencyKey: string | null;
  /** Where clients reach the server: `log_url` and links to files lead there. */
  serverUrl: string;
}

/** How an action ended, with the answer to the caller. */
export interface ActionOutcome {
  interactionId: string;
  status: number;
  /** JSON text: the success or the error envelope of the operation. */
  body: string;
  errorCode: ErrorCode | null;
  /** Actions that the integration may run at once. */
  limit: number;
  /** How many more it may run now; null where the action did not get a lease of its own. */
  remaining: number | null;
  /** When to repeat a refused action; null where that is not known. */
  retryAfterMs: number | null;
  /** Whether this is the answer to an earlier request with the same key. */
  isReplay: boolean;
  /** What failed unexpectedly, for the log: the answer does not tell. */
  unexpected?: unknown;
}

/** One action under way. */
export interface Action
  extends
    ActionEnvironment,
    Pick<ActionRequest, 'integration' | 'environmentName' | 'isDryRun' | 'serverUrl'>,
    Pick<Remote, 'passThrough'> {
  connector: Connector;
  interactionId: string;
  /** Aborted when the time of the action is over. */
  signal: AbortSignal;
  context: ConnectorContext;
  /** Is told of every request to the remote. */
  observer: RequestObserver;
  /** What the answer is to say besides. */
  warnings: string[];
}

/**
 * The connector's function for an action.
 * @throws ApiError where the tool cannot do it, with the reason that its coverage gives
 */
export function requireWrite<Name extends keyof WriteFunctions>(
  { connector }: Pick<Action, 'connector'>,
  name: Name,
): NonNullable<WriteFunctions[Name]> {
  const write = connector.write?.[name];
  if (write !== undefined) return write;
  const { label } = connector.tool;
  const [id = ''] = Object.entries(writeActionFunctions).find(([, found]) => found === name) ?? [];
  const entry = connector.coverage.writeActions[id];
  const reason = typeof entry === 'object' ? ` ${entry.note}` : '';
  const can =
    entry !== undefined && coverageStatus(entry) === 'NOT_IMPLEMENTED'
      ? `The connector of ${label} cannot do this yet.`
      : `${label} cannot do this.`;
  throw new ApiError('INTEGRATION.ACTION_NOT_AVAILABLE', can + reason);
}

/**
 * The tool's own part of `remote_fields`, under whichever of its slugs; that of the integration counts
 * most. Those of other tools are ignored.
 */
export function remoteFieldsOf(
  { integration, connector, warnings }: Pick<Action, 'integration' | 'connector' | 'warnings'>,
  remoteFields: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, Json>> {
  const { tool } = integration;
  const parts = [...slugsOf(connector.tool), tool].map((slug) => remoteFields?.[slug] ?? {});
  const own = Object.assign({}, ...parts) as Readonly<Record<string, Json>>;
  if (Object.keys(own).length > 0 && connector.takesRemoteFields !== true) {
    warnings.push(`\`remote_fields.${tool}\` was not sent: ${connector.tool.label} has none.`);
  }
  return own;
}
