import type { Json } from '../declaration/records.ts';

/**
 * A fault that a remote can be asked for: what happens, and to which of the next requests. With
 * `timeout`, `reset`, `cut-json`, `empty-body` and those `-after-acting` the remote does what it is
 * asked to, and the answer is lost, damaged or an error; with the others it does nothing.
 */
export interface RequestedFault {
  kind:
    | 'timeout'
    | 'reset'
    | '429'
    | '429-without-retry-after'
    | '500'
    | '502-html'
    | '500-after-acting'
    | '502-html-after-acting'
    | 'cut-json'
    | 'empty-body'
    | '401';
  /** Requests that are answered as usual before the first failing one. */
  afterRequests: number;
  /** How many requests fail then. */
  times: number;
  /** Part of the path of the requests that count; default: all of them. */
  matching?: string;
  /** Called when a `timeout` has done what it was asked to, and will not answer. */
  onSilence?: () => void;
}

/**
 * A remote that conformance tests may ill-treat: a simulator, or a fake server of the test.
 * Each call of a subject's `start` must give a fresh one with the same records.
 */
export interface RemoteUnderTest {
  /** Base address without a slash at its end. */
  readonly url: string;
  /** What the connector's own base address has after that; default: nothing. */
  readonly apiPath?: string;
  /** Settings with ids of this remote; those of the subject go before them. */
  readonly settings?: Readonly<Record<string, Json>>;
  /** What a customer would type in; parsed with the connector's schema. */
  readonly credentials: Readonly<Record<string, unknown>>;
  readonly badCredentials: Readonly<Record<string, unknown>>;
  readonly faults: { add(fault: RequestedFault): void; clear(): void };
  /** Every request that arrived, oldest first. */
  requests(): readonly {
    method: string;
    path: string;
    body: unknown;
    /** As answered; anything below 100 where no answer was sent. */
    status: number;
    /** Arrival in milliseconds. */
    at: number;
  }[];
  close(): Promise<void>;
}
