import type { IncomingHttpHeaders } from 'node:http';

/** A request as a simulated vendor sees it. */
export interface VendorRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  /** The raw body. */
  text: string;
  /** The parsed body; undefined when it is empty or not JSON. */
  body: unknown;
}

/** What a simulated vendor answers; JSON unless a header says otherwise. */
export interface VendorAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string;
}
