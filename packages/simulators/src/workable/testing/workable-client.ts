import assert from 'node:assert/strict';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { WorkableSimulator } from '../start-workable-simulator.ts';

/** An answer as a test looks at it. */
export interface WorkableAnswer {
  status: number;
  headers: Headers;
  body: VendorJson;
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Talks to a simulated Workable with its token: below the API's path, or at a whole address. */
export async function ask(
  { url, apiPath, credentials }: WorkableSimulator,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<WorkableAnswer> {
  const response = await fetch(path.startsWith('http') ? path : `${url}${apiPath}${path}`, {
    method,
    headers: { authorization: `Bearer ${credentials.access_token}`, ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  const shown: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: shown };
}

/** The body of a request that must succeed. */
export async function bodyOf(
  workable: WorkableSimulator,
  path: string,
  sent: Sent = {},
): Promise<VendorJson> {
  const { status, body } = await ask(workable, path, sent);
  assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
  return body;
}

/** The status of a refusal, and what it says; 422 also names the field. */
export async function refusal(
  workable: WorkableSimulator,
  path: string,
  sent: Sent = {},
): Promise<[status: number, error: string]> {
  const { status, body } = await ask(workable, path, sent);
  const fields = status === 422 ? ['error', 'validation_errors'] : ['error'];
  assert.deepEqual(Object.keys(body), fields, `${path}: ${JSON.stringify(body)}`);
  return [status, body.error];
}

/** All records of a list, page by page, along the addresses that it names. */
export async function readAll(
  workable: WorkableSimulator,
  path: string,
  name: string,
): Promise<VendorJson[]> {
  const records: VendorJson[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const body: VendorJson = await bodyOf(workable, next);
    records.push(...body[name]);
    next = body.paging?.next;
  }
  return records;
}

/** A write in the name of the first active admin. */
export function write(
  workable: WorkableSimulator,
  path: string,
  fields: object,
): Promise<WorkableAnswer> {
  const body = { member_id: workable.settings.perform_as, ...fields };
  return ask(workable, path, { method: 'POST', body });
}
