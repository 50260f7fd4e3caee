import type { IncomingHttpHeaders } from 'node:http';
import type { FormPart } from './form-parts.ts';

/** A request as a simulated vendor sees it. */
export interface VendorRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The body as text; empty for a form. */
  text: string;
  /** The parsed body; undefined when it is empty or not JSON. */
  body: unknown;
  /** The parts of a multipart form, none when it cannot be read; null for other bodies. */
  parts: FormPart[] | null;
}

/** What a simulated vendor answers; JSON unless a header says otherwise. */
export interface VendorAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string | Buffer;
}
