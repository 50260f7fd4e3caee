import type { Json, ModelName } from './records.ts';
import type { Clock, RemoteClient } from '../http/remote.ts';
import type { ShareRead } from '../reading/share-read.ts';

/** Tells the run's report that a vendor's value could not be used. Never throws. */
export type ReportIssue = (issue: {
  model: ModelName;
  field: string;
  /** The offending value; the report keeps one shortened sample per field. */
  sample: unknown;
}) => void;

export interface Log {
  debug(fields: Record<string, unknown>, message: string): void;
  info(fields: Record<string, unknown>, message: string): void;
  warn(fields: Record<string, unknown>, message: string): void;
  error(fields: Record<string, unknown>, message: string): void;
}

/** For tests and programs that log nothing. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** All that a connector is given. Nothing else: no database, no environment, no global fetch. */
export interface ConnectorContext {
  remote: RemoteClient;
  /** The integration's settings, which the connector declares; `{}` by default. */
  settings: Readonly<Record<string, Json>>;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  reportIssue: ReportIssue;
  /**
   * Checks the credentials after a vendor has refused them for one request, and returns the failure
   * to act on: one of kind `permission` where they are good otherwise. Any other failure is returned
   * unchanged.
   */
  judgeRefusal(failure: unknown): Promise<unknown>;
  /**
   * Reads once what several models of a run are made from. For reads of lists alone: what is read by
   * its id is to be as it is now.
   */
  shareRead: ShareRead;
  /**
   * True where `remote` only writes down what it would send: what cannot be looked up is taken as
   * given then.
   */
  isDryRun: boolean;
}
