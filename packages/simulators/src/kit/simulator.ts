import type { Now } from './clock.ts';
import type { Faults } from './faults.ts';

/** One request as the vendor received it. */
export interface ReceivedRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** Without the question mark; empty without a query. */
  query: string;
  /**
   * The parsed JSON body; the text itself when it is not JSON; undefined without a body; of a form
   * the name, file name and size of each part.
   */
  body: unknown;
  /** The status that was answered; 0 when a fault left the request without an answer. */
  status: number;
  /** Arrival, in epoch milliseconds of the simulator's clock. */
  at: number;
}

/** A simulated ATS on a real socket. */
export interface Simulator {
  readonly tool: string;
  /** Base address, without a trailing slash. */
  readonly url: string;
  /** What a connector's base address has after `url`, as at the vendor; default: nothing. */
  readonly apiPath?: string;
  /** What a customer would type into the connect form. */
  readonly credentials: Record<string, string>;
  /** The same form filled in wrongly. */
  readonly badCredentials: Record<string, string>;
  /** What a customer would choose for an integration besides; default: nothing. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly faults: Faults;
  /** The latest requests, oldest first; the log is bounded. */
  requests: () => readonly ReceivedRequest[];
  close: () => Promise<void>;
}

export interface RateLimit {
  requests: number;
  windowMs: number;
}

/** What every simulator accepts. */
export interface SimulatorOptions {
  /** How many people to invent; everything else is sized from this. Default 300. */
  candidates?: number;
  /** The same seed gives the same records, ids and credentials. Default 1. */
  seed?: number;
  /** Default 0: any free port. */
  port?: number;
  /**
   * A file in which the simulator keeps what requests change, so that it goes on there at its next
   * start. A write is answered when it is in the file. Default: nothing is kept.
   */
  stateFile?: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** The clock that stamps changes and requests; seeded records do not depend on it. */
  now?: Now;
}
