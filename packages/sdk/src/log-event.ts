import type { Route } from './call.ts';

/** What happened to a try of a call. It names no parameter values, since those can be personal. */
export interface LogEvent {
  readonly type: 'request' | 'response' | 'failure' | 'retry';
  /** Method and path as in the API reference. */
  readonly route: Route;
  readonly integration_id: string | null;
  /** 1 for the first try. */
  readonly try: number;
  /** HTTP status of the response; null without one. */
  readonly status: number | null;
  /** Id of the request in the server's log; null before, and without, a response. */
  readonly request_id: string | null;
  /** How long the try took; for a retry, how long is waited for it. */
  readonly duration_ms: number | null;
  /** The code of the error, or its class where it has none; null without an error. */
  readonly error: string | null;
}
