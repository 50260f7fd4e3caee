import type { Clock, Connector, Log, OutgoingGuard } from '@hirewire/connector-kit';
import type { Database, VendorWork } from '@hirewire/store';
import type { Retention } from '../maintenance/purge-deleted.ts';
import type { SecretKeys } from '../integrations/sealing.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface SyncEnvironment {
  database: Database;
  connectors: ReadonlyMap<string, Connector>;
  secretKeys: SecretKeys;
  clock: Clock;
  log: Log;
  /** What requests to vendors pass; by default it lets through to public addresses only. */
  guard?: OutgoingGuard;
  /** What a run may take; each has a default. */
  runLimits?: Partial<RunLimits>;
  /** Receives spans; by default, nothing is measured. */
  telemetry?: Telemetry;
  /** Handles work items of vendors' webhooks; without it, they wait for another worker. */
  vendorWork?: VendorWork;
  /** How long things are kept; each has a default. */
  retention?: Partial<Retention>;
}

export interface RunLimits {
  /** From the start of a run until it is stopped for good. At most 24 days, as timers go. */
  totalMs: number;
  /** For which a run keeps its worker while others wait for one. */
  sliceMs: number;
  /** For which a full run waits for an unavailable vendor, before it ends without the rest. */
  outageGraceMs: number;
  /** Between two heartbeats. After two minutes without one, another worker takes the run. */
  heartbeatMs: number;
}

const defaultLimits: RunLimits = {
  totalMs: 12 * 60 * 60_000,
  // A short sync behind nothing but huge ones waits so long; each slice costs a few pages that were
  // read ahead.
  sliceMs: 60_000,
  // As long as a deployment or a restart may take: deltas wait meanwhile, and begin where they were.
  outageGraceMs: 10 * 60_000,
  heartbeatMs: 20_000,
};

export function runLimitsOf({ runLimits }: Pick<SyncEnvironment, 'runLimits'>): RunLimits {
  return { ...defaultLimits, ...runLimits };
}
