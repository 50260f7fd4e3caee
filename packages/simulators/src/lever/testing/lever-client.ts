import assert from 'node:assert/strict';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { LeverSimulator } from '../start-lever-simulator.ts';

/** An answer as a test looks at it. */
export interface LeverAnswer {
  status: number;
  headers: Headers;
  body: VendorJson;
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON, or as it is when it is a form. */
  body?: unknown;
}

/** Talks to a simulated Lever with its key; `/v1` stands in front of each path. */
export async function ask(
  { url, credentials }: LeverSimulator,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<LeverAnswer> {
  const authorization = basic(credentials.api_key);
  const isForm = body instanceof FormData;
  const response = await fetch(`${url}/v1${path}`, {
    method,
    headers: { authorization, ...headers },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
  const shown: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: shown };
}

export function basic(user: string, password = ''): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** The data of a request that must succeed. */
export async function dataOf(
  lever: LeverSimulator,
  path: string,
  sent: Sent = {},
): Promise<LeverAnswer['body']> {
  const { status, body } = await ask(lever, path, sent);
  assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`);
  return body.data;
}

/** The status and the code of a refusal. */
export async function refusal(
  lever: LeverSimulator,
  path: string,
  sent: Sent = {},
): Promise<[status: number, code: string]> {
  const { status, body } = await ask(lever, path, sent);
  assert.deepEqual(Object.keys(body), ['code', 'message'], path);
  assert.match(body.message, /\S/);
  return [status, body.code];
}

/** All records of a list, page by page. */
export async function readAll(lever: LeverSimulator, path: string): Promise<LeverAnswer['body'][]> {
  const records: LeverAnswer['body'][] = [];
  for (let offset = ''; ;) {
    const { body } = await ask(lever, `${path}${path.includes('?') ? '&' : '?'}limit=100${offset}`);
    records.push(...body.data);
    assert.equal(body.hasNext, body.next !== undefined);
    if (!body.hasNext) return records;
    offset = `&offset=${body.next}`;
  }
}

/** A write in the name of the first user. */
export function write(lever: LeverSimulator, path: string, body?: unknown, method = 'POST') {
  const [user] = lever.company.tables.users.values();
  const separator = path.includes('?') ? '&' : '?';
  return ask(lever, `${path}${separator}perform_as=${user?.id}`, { method, body });
}
