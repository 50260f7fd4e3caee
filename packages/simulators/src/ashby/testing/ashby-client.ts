import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { AshbySimulator } from '../start-ashby-simulator.ts';

/** An answer as a test looks at it: all that may be in an envelope, unchecked. */
export interface Envelope {
  success: boolean;
  results: VendorJson;
  moreDataAvailable?: boolean;
  nextCursor?: string;
  syncToken?: string;
  errors?: string[];
  errorInfo?: { code: string; message: string; requestId: string };
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  envelope: Envelope;
}

/** The header that a customer's key makes. */
export function authorization(apiKey: string): string {
  return `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
}

/** Calls a method as a correct client would. */
export async function call(
  simulator: AshbySimulator,
  method: string,
  body: unknown = {},
): Promise<Answer> {
  return send(simulator, method, { body: JSON.stringify(body) });
}

/** Sends anything, right or wrong. */
export async function send(
  simulator: AshbySimulator,
  method: string,
  init: RequestInit = {},
): Promise<Answer> {
  const response = await fetch(`${simulator.url}/${method}`, {
    method: 'POST',
    redirect: 'manual',
    ...init,
    headers: {
      authorization: authorization(simulator.credentials.api_key),
      'content-type': 'application/json',
      ...(init.headers as Record<string, string> | undefined),
    },
  });
  const text = await response.text();
  const envelope = parsed(text) as Envelope;
  return { status: response.status, headers: response.headers, text, envelope };
}

/** The results of a call that must succeed. */
export async function results(
  simulator: AshbySimulator,
  method: string,
  body: unknown = {},
): Promise<Envelope['results']> {
  const { envelope } = await call(simulator, method, body);
  if (!envelope.success) throw new Error(`${method}: ${JSON.stringify(envelope)}`);
  return envelope.results;
}

export interface WholeRun {
  records: Envelope['results'][];
  pages: Envelope[];
  syncToken: string;
}

/** Pages to the end. `between` runs after each page but the last. */
export async function readAll(
  simulator: AshbySimulator,
  method: string,
  body: Record<string, unknown> = {},
  between: () => void = () => {},
): Promise<WholeRun> {
  const pages: Envelope[] = [];
  for (let cursor: string | undefined; ;) {
    const { envelope } = await call(simulator, method, {
      ...body,
      ...(cursor !== undefined && { cursor }),
    });
    if (!envelope.success) throw new Error(`${method}: ${JSON.stringify(envelope)}`);
    pages.push(envelope);
    cursor = envelope.nextCursor;
    if (cursor === undefined) {
      const records = pages.flatMap((page) => page.results);
      return { records, pages, syncToken: envelope.syncToken ?? '' };
    }
    between();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
