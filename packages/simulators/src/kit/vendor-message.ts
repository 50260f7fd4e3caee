import type { IncomingHttpHeaders } from 'node:http';
import type { FormPart } from './form-parts.ts';

/** A request as a simulated vendor sees it. */
export interface VendorRequest {
  method: string;
  /** Without the query. */
  path: string;
  /** Names may occur more than once. */
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  /** The body as it came, of any kind. */
  bytes: Buffer;
  /** The body as text; empty for a multipart form. */
  text: string;
  /** The parsed body; undefined when it is empty or not JSON. */
  body: unknown;
  /** The fields of a form-urlencoded body; null for other bodies. */
  fields: URLSearchParams | null;
  /** The parts of a multipart form, none when it cannot be read; null for other bodies. */
  parts: FormPart[] | null;
}

/** What a simulated vendor answers; JSON unless a header says otherwise. */
export interface VendorAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** A complete answer of a route. What else a route returns is sent as JSON with status 200. */
export class Answer implements VendorAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;

  constructor(status: number, body: string | Buffer, headers: Record<string, string> = {}) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** JSON with another status or further headers than usual. */
export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return new Answer(status, JSON.stringify(value), headers);
}

export function noContent(status = 204): Answer {
  return new Answer(status, '');
}

/** A file, or any other bytes. */
export function file(content: Buffer, contentType: string): Answer {
  return new Answer(200, content, { 'content-type': contentType });
}

/** A refusal. The vendor's `failureBody` puts it into the vendor's words. */
export class VendorFailure extends Error {
  readonly status: number;
  /** The vendor's code, or one of the kit's own: see `KitCode`. */
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(
    code: KitCode | (string & {}),
    message: string,
    { status = 400, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.name = 'VendorFailure';
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

/** The codes of what the kit refuses by itself. */
export type KitCode =
  | 'no_credentials'
  | 'wrong_credentials'
  | 'no_permission'
  | 'no_route'
  | 'wrong_method'
  | 'rate_limit'
  | 'not_found'
  | 'invalid_input'
  | 'invalid_page_token'
  | 'expired_page_token'
  | 'internal';

export function notFound(what: string, id: string): VendorFailure {
  return new VendorFailure('not_found', `There is no ${what} ${id}`, { status: 404 });
}
