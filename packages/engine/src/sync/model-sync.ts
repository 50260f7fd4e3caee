import type { Connector, ConnectorContext } from '@hirewire/connector-kit';
import type { Database, ModelOfRun, ReadCost } from '@hirewire/store';
import type { Mutex } from './concurrency.ts';
import type { FieldDiscovery } from '../records/field-discovery.ts';
import type { SecretKeys } from '../integrations/sealing.ts';
import type { StoringContext } from '../records/row-context.ts';
import type { CheckCredentials } from '../remotes/credentials-check.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';

export interface ModelSync {
  database: Database;
  connector: Connector;
  context: ConnectorContext;
  modelOfRun: ModelOfRun & { fencingToken: number };
  secretKeys: SecretKeys;
  rowContext: StoringContext;
  fieldDiscovery: FieldDiscovery;
  isDelta: boolean;
  /** How long after the last one a delta lists all ids, to find what was deleted; null for never. */
  sweepEveryMs: number | null;
  isFirstSync: boolean;
  /** Of applications, candidates, interviews and offers, keep those of tracked applications. */
  isTrackedOnly: boolean;
  /** Called after each stored batch, and a place to stop: it may throw. */
  onBatch(): Promise<void>;
  /** The present by PostgreSQL's clock. */
  databaseTime: () => Date;
  /** Aborts requests under way, when their responses are no longer needed. */
  stopReading: () => void;
  /** What the credentials lack, as the vendor is asked once a run. */
  checkCredentials: CheckCredentials;
  /** What reading has cost at the vendor since the last time. */
  takeCost: () => ReadCost;
  /**
   * Stores one thing after another where models are read at the same time: the integration has one
   * writer anyway, and those who wait for it in PostgreSQL would each hold a connection.
   */
  exclusively: Mutex;
  telemetry?: Telemetry | undefined;
}

/** A failure on the vendor's side of a sync: reading failed, storing did not. */
export class ReadFailure extends Error {
  /** What was being read: records are there when a sweep or the last look at deletions fails. */
  readonly step: 'records' | 'sweep' | 'deletions';

  constructor(cause: unknown, step: ReadFailure['step'] = 'records') {
    super(cause instanceof Error ? cause.message : 'reading failed', { cause });
    this.name = 'ReadFailure';
    this.step = step;
  }
}

/** A failure of our own in the middle of reading. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
}
