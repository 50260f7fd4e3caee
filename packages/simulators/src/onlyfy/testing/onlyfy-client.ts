import assert from 'node:assert/strict';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { OnlyfySimulator } from '../start-onlyfy-simulator.ts';

/** An answer as a test looks at it. */
export interface OnlyfyAnswer {
  status: number;
  headers: Headers;
  body: VendorJson;
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Talks to a simulated onlyfy with its key: below the API's path, or at a whole address. */
export async function ask(
  { url, apiPath, credentials }: OnlyfySimulator,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<OnlyfyAnswer> {
  const response = await fetch(path.startsWith('http') ? path : `${url}${apiPath}${path}`, {
    method,
    headers: {
      apikey: credentials.api_key,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const shown: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: shown };
}

/** The body of a read that must succeed. */
export async function bodyOf(onlyfy: OnlyfySimulator, path: string): Promise<VendorJson> {
  const { status, body } = await ask(onlyfy, path);
  assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
  return body;
}

/** The status of a refusal, and the field that it names, or else what it says. */
export async function refusal(
  onlyfy: OnlyfySimulator,
  path: string,
  sent: Sent = {},
): Promise<[status: number, field: string]> {
  const { status, body } = await ask(onlyfy, path, sent);
  assert.equal(body.code, status, `${path}: ${JSON.stringify(body)}`);
  const [field] = Object.keys(body.errors ?? {});
  return [status, field ?? body.message];
}

/** All records of a list, page by page, along the addresses that it names. */
export async function readAll(onlyfy: OnlyfySimulator, path: string): Promise<VendorJson[]> {
  const records: VendorJson[] = [];
  for (let next: string | null = path; next !== null;) {
    const body: VendorJson = await bodyOf(onlyfy, next);
    records.push(...body.data);
    next = body.links.next;
  }
  return records;
}
