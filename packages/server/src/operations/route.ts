import {
  type ErrorCode,
  type ErrorFactory,
  type GeneralErrorCode,
  type Operation,
  type RawQuery,
  toSuccess,
} from '@hirewire/contract';
import type { Authorization, Integration } from '@hirewire/store';

/** An authenticated call of one operation. Its input is as it came: parse it before use. */
export interface Call<Code extends ErrorCode | null> {
  operation: Operation;
  authorization: Authorization;
  /** Decoded. */
  pathParameters: Readonly<Record<string, string>>;
  query: RawQuery;
  /** The parsed JSON; undefined where there was none. */
  body: unknown;
  /** As it came, without the query; for records, not for decisions. */
  path: string;
  requestId: string;
  requestHeader: (name: string) => string | undefined;
  reply: {
    header: (name: string, value: string) => void;
    /** For answers that are errors without being thrown. */
    end: (status: number, errorCode: ErrorCode | null) => void;
  };
  /** Writes an unforeseen failure into the log. */
  logFailure: (error: unknown) => void;
  /** Where clients reach this server, without `/v1` and without a slash at its end. */
  serverUrl: string;
  /** Makes the errors that this kind of operation may answer with. */
  failure: ErrorFactory<Code>;
}

/** A call without what only its kind of operation may do. */
export type AnyCall = Omit<Call<never>, 'failure'>;

/** Answers a call with the JSON text of a success. */
type RouteFor<Code extends ErrorCode | null> = (call: Call<Code>) => Promise<string>;

/** May answer with every code of the wire. */
export type AtsRoute = RouteFor<ErrorCode>;

/** May answer with PLATFORM codes or none: the official SDKs cannot parse others there. */
export type GeneralRoute = RouteFor<GeneralErrorCode | null>;

/** The integration of an operation that cannot be called without one. */
export function integrationOf({
  operation,
  authorization,
}: Pick<Call<never>, 'operation' | 'authorization'>): Integration {
  if (authorization.integration !== null) return authorization.integration;
  throw new Error(`${operation.id} ran without an integration`);
}

/** The answer of an operation without warnings. */
export function success(content: object): string {
  return JSON.stringify(toSuccess(content));
}
