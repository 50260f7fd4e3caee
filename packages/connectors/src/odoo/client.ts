import { RemoteError, path } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { OdooFailure, OdooVersion } from './remote-types.ts';

/** The first version with the JSON-2 API, the only one that this connector speaks. */
const oldestVersion = 19;

/** Writing a key to an address without encryption is only safe when it stays on the machine. */
const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]']);

export const OdooCredentials = z.object({
  base_url: z.string().trim().transform(toBaseUrl),
  // Odoo's own rule for names of databases.
  database: z
    .string()
    .trim()
    .regex(/^[\w.-]*$/)
    .nullish(),
  api_key: z.string().trim().min(1),
});
export type OdooCredentials = z.infer<typeof OdooCredentials>;

/** The JSON-2 API: https://www.odoo.com/documentation/19.0/developer/reference/external_api.html */
export const odooRemote: RemoteDeclaration<OdooCredentials> = {
  baseUrl: (credentials) => credentials.base_url,
  authenticate: (credentials) => ({ type: 'bearer', token: credentials.api_key }),
  // Needed only by a server with several databases that its host name does not tell apart.
  credentialHeaders: ({ database }) => (database ? { 'x-odoo-database': database } : {}),
  limit: {
    requests: 20,
    windowMs: 1000,
    concurrency: 2,
    source:
      'Our choice. Odoo names no limit, but answers with as many workers as its owner gave it, which people need too: https://www.odoo.com/documentation/19.0/administration/on_premise/deploy.html#worker-number-calculation',
  },
  errors: [
    { status: 401, kind: 'authentication' },
    { code: 'odoo.exceptions.AccessDenied', kind: 'authentication' },
    // The credentials name a database that the server does not have, or none of several.
    { status: 404, text: /No database is selected/, kind: 'authentication' },
    { status: 403, kind: 'permission' },
    { code: 'odoo.exceptions.MissingError', kind: 'not-found' },
    { status: 404, kind: 'not-found' },
    { code: /^odoo\.exceptions\.(?:UserError|ValidationError)$/, kind: 'input' },
    { status: 422, kind: 'input' },
    { status: 400, kind: 'input' },
    { status: 429, kind: 'rate-limited' },
    { code: /^psycopg2\./, kind: 'unavailable' },
    // Odoo's own 500 names a Python exception and stays what it is however often one asks.
    { status: 500, code: /./, kind: 'unknown' },
    { status: 5, kind: 'unavailable' },
  ],
  readError: ({ status, body }) => {
    if (status < 400) return null;
    if (typeof body === 'string') return { code: null, message: body.slice(0, 500) };
    const failure = OdooFailure.safeParse(body);
    // `debug` beside these holds a traceback with paths of the server: not for our logs.
    return failure.success ? { code: failure.data.name, message: failure.data.message } : null;
  },
};

/**
 * Calls a method that only reads. Arguments are named as in Odoo's Python.
 * @throws RemoteError
 */
export async function callOdoo(
  context: ConnectorContext,
  target: { model: string; method: string },
  body: { readonly [argument: string]: Json },
): Promise<unknown> {
  const response = await context.remote.request({
    method: 'POST',
    path: path`/json/2/${target.model}/${target.method}`,
    json: body,
    isIdempotent: true,
    timeoutMs: 60_000,
  });
  return response.body;
}

/**
 * Checks that the address is that of an Odoo which we can read, and tells its time: dates of
 * change come from Odoo's clock, which may differ from ours.
 * @throws RemoteError of kind `input` when it is another thing or too old
 */
export async function readServerTime(context: ConnectorContext): Promise<Date> {
  const { body, headers } = await requestVersion(context);
  const version = OdooVersion.safeParse(body);
  if (!version.success) throw unsupported('The address is not that of an Odoo');
  if (version.data.version_info[0] < oldestVersion) {
    throw unsupported(`Odoo ${version.data.version} is not supported yet`);
  }
  const serverMs = Date.parse(headers['date'] ?? '');
  return Number.isNaN(serverMs) ? context.clock.now() : new Date(serverMs);
}

async function requestVersion(context: ConnectorContext) {
  try {
    return await context.remote.request({ method: 'GET', path: '/web/version' });
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'not-found') throw error;
    // Older versions do not have this page.
    throw unsupported('The address is not that of an Odoo, or of one that is too old', error);
  }
}

function unsupported(reason: string, cause?: unknown): RemoteError {
  return new RemoteError({
    kind: 'input',
    message: `${reason}: the connector needs Odoo ${oldestVersion} or newer, at the address that its people open (such as https://company.odoo.com).`,
    status: null,
    cause,
  });
}

/** The server's address out of what people copy from their browser. */
function toBaseUrl(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text);
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && loopbackHosts.has(url.hostname));
  if (url === null || !isSafe || url.username !== '') {
    context.addIssue({
      code: 'custom',
      message: 'must be an address like https://company.odoo.com',
    });
    return z.NEVER;
  }
  return url.origin + url.pathname.replace(/\/(?:web|odoo)(?:\/.*)?$/, '').replace(/\/$/, '');
}
