import type { IncomingFile } from './files.ts';
import type { Json } from '../declaration/records.ts';
import type { Pace, RequestLimit } from './request-limit.ts';
import type { FormPart, StreamedBody, UrlEncoded } from './request-parts.ts';

/**
 * What went wrong at the remote, in the words that decide what the engine does next:
 * retry (`rate-limited`, `unavailable`, and `rolled-back`: the vendor has undone the request), pause
 * the integration (`authentication`), restart the model in full (`sync-token-expired`), or tell the
 * caller (all others).
 */
export type RemoteErrorKind =
  | 'authentication'
  | 'permission'
  | 'not-found'
  | 'input'
  | 'conflict'
  | 'job-closed'
  | 'already-exists'
  | 'rate-limited'
  | 'unavailable'
  | 'rolled-back'
  | 'sync-token-expired'
  | 'unknown';

export interface RemoteErrorDetails {
  kind: RemoteErrorKind;
  /** What happened, to which thing, and what to do about it. Never holds a secret. */
  message: string;
  /** HTTP status, or null where no answer came. */
  status: number | null;
  /** The vendor's own error code, where it has one. */
  remoteCode?: string | null;
  /** The vendor's request id for its support, where it sends one. */
  remoteRequestId?: string | null;
  retryAfterMs?: number | null;
  mayHaveHappened?: boolean;
  cause?: unknown;
}

/** Every failure of a call to a remote, whatever the way in which it failed. */
export class RemoteError extends Error {
  readonly kind: RemoteErrorKind;
  readonly status: number | null;
  readonly remoteCode: string | null;
  readonly remoteRequestId: string | null;
  readonly retryAfterMs: number | null;
  /**
   * True where a request that must not be repeated was sent and nobody knows what became of it:
   * no answer came, or one that does not tell.
   */
  readonly mayHaveHappened: boolean;

  constructor(details: RemoteErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'RemoteError';
    this.kind = details.kind;
    this.status = details.status;
    this.remoteCode = details.remoteCode ?? null;
    this.remoteRequestId = details.remoteRequestId ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.mayHaveHappened = details.mayHaveHappened ?? false;
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RemoteRequest {
  method: Method;
  /** One of the declaration's `hosts`; default: the base address. */
  host?: string;
  /** Joined to the address of the host; must start with `/`. Encode its parts with `path`. */
  path: string;
  /** An address that the remote has named, in place of path and query; see `followLink`. */
  link?: string;
  query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  headers?: Readonly<Record<string, string>>;
  json?: unknown;
  /** What the answer is, in place of JSON; see `parseXml`. */
  accepts?: 'xml';
  /** `application/x-www-form-urlencoded` in place of `json`; what is undefined is left out. */
  urlEncoded?: UrlEncoded;
  /** `multipart/form-data` in place of `json`: its parts in their order. */
  form?: readonly FormPart[];
  /** A body of another kind in place of `json`, streamed: a file, or JSON that holds one. */
  body?: StreamedBody;
  /** True where a second time does no harm: after a time-out or a 5xx, it is retried. Default: GET. */
  isIdempotent?: boolean;
  /** The user in whose name it is made (`authenticateAs`); null: that of the credentials. */
  actAs?: string | null;
  /** Milliseconds for one attempt; default 30,000. */
  timeoutMs?: number;
  /** Bytes of the answer at most, unpacked; default 32 MiB. More where it holds a file. */
  maxAnswerBytes?: number;
}

export interface RemoteResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  /** The parsed JSON or XML; null for an empty body; text where an error's body is neither. */
  body: unknown;
}

/** A file to be sent to an address that the remote has named, such as a presigned upload. */
export interface RemoteUpload {
  method: 'POST' | 'PUT';
  url: string;
  headers?: Readonly<Record<string, string>>;
  /** One of the two. */
  form?: readonly FormPart[];
  body?: StreamedBody;
}

/** Sends authenticated, limited and retried requests to one integration's remote. */
export interface RemoteClient {
  /** What `describeCredentials` of the declaration says; `{}` where there is none. */
  readonly credentials: Readonly<Record<string, Json>>;
  /** @throws RemoteError, or the reason of the signal that aborted the work */
  request(request: RemoteRequest): Promise<RemoteResponse>;
  /**
   * Sends a file to an address that the remote has named. No credentials go along; the address
   * passes the outgoing guard; any 2xx is a success. Not repeated after it was sent.
   * @throws RemoteError
   */
  upload(upload: RemoteUpload): Promise<void>;
  /**
   * Opens a file. At an address that the remote has named, no credentials go along. At a path of
   * its API they do, but never to another host: a redirect gets them below the base address alone.
   * Every redirect passes the outgoing guard anew.
   * @throws RemoteError
   */
  download(file: string | Pick<RemoteRequest, 'path' | 'query'>): Promise<IncomingFile>;
}

/** One row of a connector's error table; the first row that matches wins. */
export interface ErrorRow {
  /** A status, or the first digit of a class of them (`5` = 500 to 599). */
  status?: number;
  /** One of the vendor's codes, as `readError` of the declaration found them. */
  code?: string | RegExp;
  /** Text to be found in the vendor's message. */
  text?: RegExp;
  kind: RemoteErrorKind;
}

export type Authentication =
  | { type: 'bearer'; token: string }
  | { type: 'basic'; username: string; password: string }
  | { type: 'header'; name: string; value: string };

/**
 * A token that the tool gives for the credentials: it is asked for, kept sealed, shared by all
 * processes, and renewed before it expires or once it is refused. `oauthToken` makes those of OAuth 2;
 * a login that gives a session token is one, too.
 */
export interface TokenRequest {
  type: 'token';
  /**
   * What asks for a token. Its host must not need one (see `hosts`). `refreshToken` is of the last
   * answer that had one; null before.
   */
  request: (refreshToken: string | null, now: Date) => RemoteRequest;
  /** Reads the body of an answer. Throws for one that cannot be used. */
  read: (body: unknown, now: Date) => GivenToken;
  /** How requests carry the token. */
  prove: (token: string) => Authentication;
}

/** What an answer to a `TokenRequest` says. */
export interface GivenToken {
  token: string;
  /** Null where the answer does not say: an hour is assumed. */
  expiresAt: Date | null;
  /** Null where the answer has none: the last one stays. */
  refreshToken: string | null;
}

/** What a vendor says of an error. */
export interface ErrorDetails {
  code: string | null;
  /** All codes, where an answer names several errors; default: the one. */
  codes?: readonly string[];
  message: string | null;
}

/** Another address of a tool beside its base address: a token endpoint, a public feed. */
export interface RemoteHost<Credentials> {
  /** Without a slash at its end. */
  baseUrl(credentials: Credentials): string;
  /**
   * By default, requests to this host carry nothing of the credentials. Null where these have nothing
   * for it.
   */
  authenticate?(credentials: Credentials): Authentication | TokenRequest | null;
}

/** The formulaic part of a connector, declared to the kit. `Credentials` is the parsed form. */
export interface RemoteDeclaration<Credentials> {
  /** Base address without a slash at its end. */
  baseUrl(credentials: Credentials): string;
  authenticate(credentials: Credentials): Authentication | TokenRequest;
  /** For `actAs`, where a token is for one user. Such a token is kept no longer than the client. */
  authenticateAs?(credentials: Credentials, user: string): TokenRequest;
  /**
   * What the connector has to know of credentials that may be left out, as `remote.credentials`: whether
   * they are there, and those that are no secret. Never a secret itself.
   */
  describeCredentials?(credentials: Credentials): Readonly<Record<string, Json>>;
  /**
   * Further hosts, by the name that requests give as `host`. Where an integration has another base
   * address (a simulator), requests to all hosts go to that origin, below the host's own path.
   *
   *     hosts: { feed: { baseUrl: ({ company }) => `https://${company}.example.com` } }
   *     context.remote.request({ method: 'GET', host: 'feed', path: '/jobs.json' })
   */
  hosts?: Readonly<Record<string, RemoteHost<Credentials>>>;
  /** Headers that go with every request to the base address. */
  headers?: Readonly<Record<string, string>>;
  /** More of them, where the credentials decide. */
  credentialHeaders?(credentials: Credentials): Readonly<Record<string, string>>;
  limit: RequestLimit;
  /**
   * What the names of the headers begin with that say how many requests are left: `x-ratelimit` for
   * `x-ratelimit-remaining` and `x-ratelimit-reset`. They slow all processes down, never beyond the
   * declared limit. `Retry-After` of a refusal does so without them.
   */
  limitHeaders?: string;
  errors: readonly ErrorRow[];
  /**
   * Finds an error in an answer, whatever its status: some vendors fail with HTTP 200.
   * Null means that the answer is a success (only asked for 2xx) or has no known error shape: the
   * reason of a refusal is then looked for by `readReason`, which reads the usual shapes.
   */
  readError?(response: RemoteResponse): ErrorDetails | null;
  /** Every success has a body: an empty one was lost on the way, and asking again may bring it. */
  alwaysHasBody?: boolean;
  /** Response header that holds the vendor's request id. */
  requestIdHeader?: string;
  /**
   * What a dry run takes for the answer to a request, so that the requests after it can be shown
   * too: a body with placeholders for ids (`{ id: '<id of candidate.create>' }`), empty lists for
   * searches. Never sent anywhere.
   */
  dryRunAnswer?(request: RemoteRequest): unknown;
}

/** Waits for a place in a shared budget; the engine supplies one that all processes share. */
export interface Limiter {
  /**
   * Resolves when one more request may be sent; release the place when the answer is there.
   * `limit.routes` are those of the request alone.
   * @throws RemoteError of kind `rate-limited` for a pause that is too long to be waited for
   */
  acquire(limit: RequestLimit, signal: AbortSignal): Promise<Permit>;
}

/** The right to send a request. */
export interface Permit {
  release(): void;
  /** Takes what the answer says of the limit; the engine's tells all processes. */
  learn?(left: RequestsLeft): Promise<void>;
}

/** How many requests a vendor takes in the next milliseconds. */
export type RequestsLeft = Pick<Pace, 'requests' | 'windowMs'>;

export interface Clock {
  now(): Date;
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
