import assert from 'node:assert/strict';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { TeamtailorSimulator } from '../start-teamtailor-simulator.ts';

/** An answer as a test looks at it. */
export interface TeamtailorAnswer {
  status: number;
  headers: Headers;
  body: VendorJson;
}

interface Sent {
  method?: string;
  /** An empty one is not sent. */
  headers?: Record<string, string>;
  body?: unknown;
}

const jsonApi = 'application/vnd.api+json';

/** Talks to a simulated Teamtailor with its key; `/v1` stands in front of each path. */
export async function ask(
  { url, access }: TeamtailorSimulator,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<TeamtailorAnswer> {
  const all = {
    authorization: `Token token=${access.apiKey}`,
    'x-api-version': '20240904',
    ...(body !== undefined && { 'content-type': jsonApi }),
    ...headers,
  };
  const response = await fetch(path.startsWith('http') ? path : `${url}/v1${path}`, {
    method,
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const shown: unknown = text === '' ? '' : JSON.parse(text);
  return { status: response.status, headers: response.headers, body: shown };
}

/** The document of a request that must succeed. */
export async function documentOf(
  teamtailor: TeamtailorSimulator,
  path: string,
  sent: Sent = {},
): Promise<VendorJson> {
  const { status, body } = await ask(teamtailor, path, sent);
  assert.ok(status < 300, `${path}: ${status} ${JSON.stringify(body)}`);
  return body;
}

/** The status and the code of a refusal. */
export async function refusal(
  teamtailor: TeamtailorSimulator,
  path: string,
  sent: Sent = {},
): Promise<[status: number, code: string]> {
  const { status, body } = await ask(teamtailor, path, sent);
  assert.ok(status >= 400, `${path}: ${status}`);
  const [{ title, detail, code, status: told }] = body.errors;
  assert.match(`${title} ${detail}`, /\S \S/);
  assert.equal(told, String(status));
  return [status, code];
}

/** All records of a list, by the links to the next page. */
export async function readAll(
  teamtailor: TeamtailorSimulator,
  path: string,
  headers: Record<string, string> = {},
): Promise<VendorJson[]> {
  const records: VendorJson[] = [];
  const separator = path.includes('?') ? '&' : '?';
  for (let next = `${path}${separator}page[size]=30`; ;) {
    const { data, links } = await documentOf(teamtailor, next, { headers });
    records.push(...data);
    if (links.next === undefined) return records;
    next = links.next;
  }
}

interface Draft {
  id?: string;
  attributes?: object;
  relationships?: Record<string, readonly [type: string, id: string]>;
}

/** Sends a document with attributes, and relations as pairs of type and id. */
export function write(
  teamtailor: TeamtailorSimulator,
  type: string,
  { id, attributes, relationships = {} }: Draft,
): Promise<TeamtailorAnswer> {
  const related = Object.entries(relationships).map(([name, [target, targetId]]) => [
    name,
    { data: { type: target, id: targetId } },
  ]);
  const data = { type, id, attributes, relationships: Object.fromEntries(related) as object };
  const path = id === undefined ? `/${type}` : `/${type}/${id}`;
  return ask(teamtailor, path, { method: id === undefined ? 'POST' : 'PATCH', body: { data } });
}
