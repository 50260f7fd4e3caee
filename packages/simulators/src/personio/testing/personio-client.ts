import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { VendorJson } from '../../kit/testing/vendor-json.ts';
import type { PersonioSimulator } from '../start-personio-simulator.ts';

export interface PersonioAnswer {
  status: number;
  headers: Headers;
  body: VendorJson;
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string | FormData | URLSearchParams;
}

/** A request without credentials, at a path or at a whole address. JSON is parsed. */
export async function send(
  { url }: PersonioSimulator,
  path: string,
  sent: Sent = {},
): Promise<PersonioAnswer> {
  const address = path.startsWith('http') ? path : `${url}${path}`;
  const response = await fetch(address, { redirect: 'manual', ...sent });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '') && text !== '';
  const body: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body };
}

/** Asks for a token with the credentials of the simulator, or others. */
export function askForToken(
  personio: PersonioSimulator,
  others: Record<string, string> = {},
): Promise<PersonioAnswer> {
  const { client_id, client_secret } = personio.credentials;
  const fields = { grant_type: 'client_credentials', client_id, client_secret, ...others };
  return send(personio, '/v2/auth/token', { method: 'POST', body: new URLSearchParams(fields) });
}

const tokens = new WeakMap<PersonioSimulator, string>();

/** Reads of v2 with a token of the simulator. */
export async function ask(
  personio: PersonioSimulator,
  path: string,
  token?: string,
): Promise<PersonioAnswer> {
  const known = token ?? tokens.get(personio);
  const bearer = known ?? (await askForToken(personio)).body.access_token;
  if (token === undefined) tokens.set(personio, bearer);
  return send(personio, path, { headers: { authorization: `Bearer ${bearer}` } });
}

/** The body of a read that must succeed. */
export async function bodyOf(personio: PersonioSimulator, path: string): Promise<VendorJson> {
  const { status, body } = await ask(personio, path);
  assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
  return body;
}

/** All pages of a list, along the addresses that it names. */
export async function readPages(
  personio: PersonioSimulator,
  path: string,
): Promise<VendorJson[][]> {
  const pages: VendorJson[][] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const body: VendorJson = await bodyOf(personio, next);
    pages.push(body._data);
    next = body._meta.links.next?.href;
  }
  return pages;
}

export async function readAll(personio: PersonioSimulator, path: string): Promise<VendorJson[]> {
  return (await readPages(personio, path)).flat();
}

/** The record in whichever envelope it comes. */
export async function readOne(personio: PersonioSimulator, path: string): Promise<VendorJson> {
  const body = await bodyOf(personio, path);
  return body._data ?? body.data ?? body;
}

/** The headers that v1 wants. */
export function keyOf({ credentials }: PersonioSimulator): Record<string, string> {
  return {
    authorization: `Bearer ${credentials.recruiting_token}`,
    'x-company-id': credentials.company_id,
  };
}

/** Sends an application to v1: a whole one but for what is given. */
export function apply(
  personio: PersonioSimulator,
  fields: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<PersonioAnswer> {
  const body = JSON.stringify({
    job_position_id: Number(publishedJob(personio)),
    first_name: 'Mara',
    last_name: 'Lindqvist',
    email: 'mara.lindqvist@example.com',
    ...fields,
  });
  const all = { ...keyOf(personio), 'content-type': 'application/json', ...headers };
  return send(personio, '/v1/recruiting/applications', { method: 'POST', headers: all, body });
}

export function upload(
  personio: PersonioSimulator,
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<PersonioAnswer> {
  const body = new FormData();
  body.set('file', new Blob([content]), name);
  const path = '/v1/recruiting/applications/documents';
  return send(personio, path, { method: 'POST', headers: keyOf(personio), body });
}

/** The id of a job that takes applications. */
export function publishedJob({ account, company }: PersonioSimulator): string {
  const job = [...company.tables.jobs.values()].find((one) => account.isPublished(one));
  if (job === undefined) throw new Error('The company has no published job.');
  return job.id;
}

/** What a refusal of v1 says: its status, and the reasons by field. */
export async function reasons(
  asked: Promise<PersonioAnswer>,
): Promise<[status: number, reasons: Record<string, string>]> {
  const { status, body } = await asked;
  const errors = body.errors.map(({ field, errors: [{ reason }] }: VendorJson) => [field, reason]);
  return [status, Object.fromEntries(errors)];
}

/** Asks for the feed under a host name, which `fetch` cannot send. */
export function statusOfFeedAt({ url }: PersonioSimulator, host: string): Promise<number> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { port, host: '127.0.0.1', path: '/xml', headers: { host } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    asked.on('error', reject).end();
  });
}
