import type { DryRun } from './generated/models.ts';

/** Settings of one call, before those of the client. */
export interface CallOptions {
  /** The integration to work on, such as `ashby:` and 24 characters. */
  readonly integration_id?: string | undefined;
  /** How often a call is repeated that failed for the moment. */
  readonly max_retries?: number | undefined;
  /** How long one try may take, in milliseconds. */
  readonly timeout_ms?: number | undefined;
  /** Gives the call up: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Headers to add. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * Makes it safe to repeat a POST, also by another process: the same key with the same request is
   * carried out once. One is made for every POST that has none.
   */
  readonly idempotency_key?: string | undefined;
}

/** Settings of a call that changes something in the tool. */
export interface WriteOptions extends CallOptions {
  /** Sends nothing to the tool, and returns the requests that would be sent. */
  readonly dry_run?: boolean | undefined;
}

/** The result of a write; of a dry run, the requests that it would send. */
export type Written<Response, Options> = Options extends { readonly dry_run: true }
  ? DryRun
  : Response;

/** Method and path of an operation, as in the API reference: `GET /ats/jobs`. */
export type Route = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/** What fills in a route. */
export interface Call {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: object;
  readonly body?: object;
  /** Whether the call works on one integration, which a header names. */
  readonly integration?: boolean;
  readonly options: WriteOptions | undefined;
}
