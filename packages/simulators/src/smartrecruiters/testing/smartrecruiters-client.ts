import assert from 'node:assert/strict';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { SmartRecruitersSimulator } from '../start-smartrecruiters-simulator.ts';

/** An answer as a test looks at it. */
export interface SmartRecruitersAnswer {
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

/** Talks to a simulated SmartRecruiters with its key. */
export async function ask(
  { url, credentials }: SmartRecruitersSimulator,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<SmartRecruitersAnswer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'x-smarttoken': credentials.api_key,
      ...(!isForm && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
  const shown: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: shown };
}

/** The body of a request that must succeed. */
export async function bodyOf(
  remote: SmartRecruitersSimulator,
  path: string,
  sent: Sent = {},
): Promise<VendorJson> {
  const { status, body } = await ask(remote, path, sent);
  assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The status of a refusal and its code, which has the form of its API. */
export async function refusal(
  remote: SmartRecruitersSimulator,
  path: string,
  sent: Sent = {},
): Promise<[status: number, code: string]> {
  const { status, body } = await ask(remote, path, sent);
  const isApply = path.startsWith('/postings/');
  const names = isApply ? ['id', 'code', 'message'] : ['message', 'errors'];
  assert.deepEqual(Object.keys(body), names, `${path}: ${status} ${JSON.stringify(body)}`);
  return [status, isApply ? body.code : body.errors[0].code];
}

/** All rows of a list with pages by `pageId`. */
export async function readAll(
  remote: SmartRecruitersSimulator,
  path: string,
  query: Record<string, string> = {},
): Promise<VendorJson[]> {
  const rows: VendorJson[] = [];
  for (let pageId: string | null | undefined; ;) {
    const parameters = new URLSearchParams({ ...query, ...(pageId ? { pageId } : {}) });
    const body: VendorJson = await bodyOf(remote, `${path}?${parameters.toString()}`);
    rows.push(...body.content);
    pageId = body.nextPageId;
    if (!pageId) return rows;
  }
}

/** The path of a candidate's primary assignment in an open job that still goes on. */
export function activeAssignment({ account }: SmartRecruitersSimulator): string {
  const people = account.candidates().flatMap((one) => account.assignmentsOf(one));
  const found = people.find(({ status, stageId }) => status === 'active' && stageId === 'NEW');
  assert.ok(found !== undefined, 'Nobody is new.');
  return `/candidates/${found.personId}/jobs/${found.jobId}`;
}
