import type {
  Clock,
  Connector,
  ConnectorContext,
  Json,
  Log,
  OutgoingGuard,
  RequestObserver,
} from '@hirewire/connector-kit';
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
  /** Who measures what happens; by default nobody does. */
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

/** One action under way. */
export interface Action extends ActionEnvironment {
  integration: Integration;
  connector: Connector;
  /** Under which it is written down. */
  interactionId: string;
  /** Of the environment that the integration belongs to. */
  environmentName: string;
  isDryRun: boolean;
  /** Aborted when the time of the action is over. */
  signal: AbortSignal;
  /** For the work itself. */
  context: ConnectorContext;
  passThrough: Remote['passThrough'];
  /** Is told of every request to the remote. */
  observer: RequestObserver;
  /** What the answer is to say besides. */
  warnings: string[];
}

/** The tool's own part of `remote_fields`; those of other tools are none of its business. */
export function remoteFieldsOf(
  { integration, connector, warnings }: Pick<Action, 'integration' | 'connector' | 'warnings'>,
  remoteFields: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, Json>> {
  const { tool } = integration;
  const own = (remoteFields?.[tool] ?? {}) as Readonly<Record<string, Json>>;
  if (Object.keys(own).length > 0 && connector.takesRemoteFields !== true) {
    warnings.push(`\`remote_fields.${tool}\` was not sent: ${connector.tool.label} has none.`);
  }
  return own;
}
