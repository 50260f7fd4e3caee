import assert from 'node:assert/strict';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { GreenhouseSimulator } from '../start-greenhouse-simulator.ts';

export interface GreenhouseAnswer {
  status: number;
  headers: Headers;
  body: VendorJson;
}

interface Sent {
  method?: string;
  body?: unknown;
  /** Default: one of the acting user, made when it is first needed. */
  token?: string;
}

const tokens = new WeakMap<GreenhouseSimulator, Promise<string>>();

function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** Asks the token host with the client's credentials. */
export async function askToken(
  { url, credentials }: GreenhouseSimulator,
  fields: Record<string, string>,
  path = '/token',
): Promise<GreenhouseAnswer> {
  const authorization = basic(credentials.client_id, credentials.client_secret);
  const body = new URLSearchParams(fields);
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  return answerOf(response);
}

export async function tokenFor(
  greenhouse: GreenhouseSimulator,
  more: Record<string, string> = {},
): Promise<string> {
  const { body } = await askToken(greenhouse, { grant_type: 'client_credentials', ...more });
  assert.equal(typeof body.access_token, 'string', JSON.stringify(body));
  return body.access_token;
}

/** Talks to a simulated Greenhouse; `/v3` stands in front of a path, an address is taken as it is. */
export async function ask(
  greenhouse: GreenhouseSimulator,
  path: string,
  { method = 'GET', body, token }: Sent = {},
): Promise<GreenhouseAnswer> {
  let usual = tokens.get(greenhouse);
  if (usual === undefined) {
    usual = tokenFor(greenhouse, { sub: greenhouse.credentials.user_id });
    tokens.set(greenhouse, usual);
  }
  const address = path.startsWith('http') ? path : `${greenhouse.url}/v3${path}`;
  const response = await fetch(address, {
    method,
    headers: { authorization: `Bearer ${token ?? (await usual)}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answerOf(response);
}

async function answerOf(response: Response): Promise<GreenhouseAnswer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json' && text !== '';
  const shown: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: shown };
}

/** The body of a request that must succeed. */
export async function bodyOf(
  greenhouse: GreenhouseSimulator,
  path: string,
  sent: Sent = {},
): Promise<VendorJson> {
  const { status, body } = await ask(greenhouse, path, sent);
  assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The only record of a list. */
export async function only(greenhouse: GreenhouseSimulator, path: string): Promise<VendorJson> {
  const rows = await bodyOf(greenhouse, path);
  assert.equal(rows.length, 1, path);
  return rows[0];
}

export const nextOf = ({ headers }: Pick<GreenhouseAnswer, 'headers'>): string | undefined =>
  /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];

/** All records of a list, page by page. */
export async function readAll(
  greenhouse: GreenhouseSimulator,
  path: string,
): Promise<VendorJson[]> {
  const records: VendorJson[] = [];
  for (let address: string | undefined = path; address !== undefined;) {
    const answer: GreenhouseAnswer = await ask(greenhouse, address);
    assert.equal(answer.status, 200, `${address}: ${JSON.stringify(answer.body)}`);
    records.push(...answer.body);
    address = nextOf(answer);
  }
  return records;
}

/** Status and errors of a refusal. */
export async function refusal(
  greenhouse: GreenhouseSimulator,
  path: string,
  sent: Sent = {},
): Promise<[status: number, error: unknown]> {
  const { status, body } = await ask(greenhouse, path, sent);
  assert.ok(status >= 400, `${path}: ${status}`);
  return [status, body.errors?.[0] ?? body.message];
}
