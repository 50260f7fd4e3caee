import assert from 'node:assert/strict';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { RecruiteeSimulator } from '../start-recruitee-simulator.ts';

/** An answer as a test looks at it. */
export interface RecruiteeAnswer {
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

/** Talks to a simulated Recruitee with its token, below the company's address. */
export function ask(
  { url, apiPath, credentials }: RecruiteeSimulator,
  path: string,
  { headers = {}, ...sent }: Sent = {},
): Promise<RecruiteeAnswer> {
  const authorization = `Bearer ${credentials.api_token}`;
  return send(`${url}${apiPath}${path}`, { ...sent, headers: { authorization, ...headers } });
}

/** Sends to any address, without credentials. */
export async function send(
  address: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<RecruiteeAnswer> {
  const isForm = body instanceof FormData;
  const response = await fetch(address, {
    method,
    headers: { ...headers, ...(!isForm && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
  const shown: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: shown };
}

/** The body of a request that must succeed. */
export async function bodyOf(
  recruitee: RecruiteeSimulator,
  path: string,
  sent: Sent = {},
): Promise<VendorJson> {
  const { status, body } = await ask(recruitee, path, sent);
  assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** All candidates, page by page. */
export async function readCandidates(recruitee: RecruiteeSimulator): Promise<VendorJson[]> {
  const all: VendorJson[] = [];
  for (;;) {
    const { candidates } = await bodyOf(recruitee, `/candidates?limit=1000&offset=${all.length}`);
    if (candidates.length === 0) return all;
    all.push(...candidates);
  }
}

export function formOf(parts: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, 'sample.pdf');
  }
  return form;
}
