import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';
import { OdooFailure } from './remote-types.ts';

/** Sending a key without encryption is only safe where it stays on the machine. */
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
    { code: 'odoo.exceptions.AccessError', kind: 'permission' },
    { status: 403, kind: 'permission' },
    { code: 'odoo.exceptions.MissingError', kind: 'not-found' },
    { status: 404, kind: 'not-found' },
    { code: /^odoo\.exceptions\.(?:UserError|ValidationError)$/, kind: 'input' },
    { status: 422, kind: 'input' },
    { status: 400, kind: 'input' },
    { status: 429, kind: 'rate-limited' },
    // Odoo rolls the transaction of a request back before it answers with one of these; the first
    // three it has repeated some times itself by then. Names: of psycopg2 and of `odoo.exceptions`.
    // https://github.com/odoo/odoo/blob/19.0/odoo/service/model.py
    {
      code: /\.(?:SerializationFailure|LockNotAvailable|DeadlockDetected|LockError|ConcurrencyError)$/,
      kind: 'rolled-back',
    },
    { code: /^psycopg2\.(?:errors\.\w+Violation|IntegrityError)$/, kind: 'conflict' },
    { code: /^psycopg2\./, kind: 'unavailable' },
    // Odoo's own 500 names a Python exception and stays what it is however often one asks.
    { status: 500, code: /./, kind: 'unknown' },
    { status: 5, kind: 'unavailable' },
  ],
  dryRunAnswer,
  alwaysHasBody: true,
  readError: ({ status, body }) => {
    if (status < 400) return null;
    const failure = OdooFailure.safeParse(body);
    // `debug` beside these holds a traceback with paths of the server: not for our logs.
    return failure.success ? { code: failure.data.name, message: failure.data.message } : null;
  },
};

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
