import { RemoteError, answeredAt, path } from '@hirewire/connector-kit';
import type { ConnectorContext, Json, StreamedBody } from '@hirewire/connector-kit';
import { OdooVersion } from './remote-types.ts';

/** The first version with the JSON-2 API, the only one that this connector speaks. */
const oldestVersion = 19;

/**
 * Calls a method that only reads. Arguments are named as in Odoo's Python.
 * @throws RemoteError
 */
export async function callOdoo(
  context: ConnectorContext,
  target: { model: string; method: string },
  body: { readonly [argument: string]: Json },
  limits: { maxAnswerBytes?: number } = {},
): Promise<unknown> {
  const response = await context.remote.request({
    method: 'POST',
    path: path`/json/2/${target.model}/${target.method}`,
    json: body,
    isIdempotent: true,
    timeoutMs: 60_000,
    ...limits,
  });
  return response.body;
}

/**
 * Calls a method that changes something, once. A body that holds a file is streamed.
 * @throws RemoteError
 */
export async function changeOdoo(
  context: ConnectorContext,
  target: { model: string; method: string },
  body: { readonly [argument: string]: Json } | StreamedBody,
): Promise<unknown> {
  const content = isStreamed(body) ? { body } : { json: body };
  const response = await context.remote.request({
    method: 'POST',
    path: path`/json/2/${target.model}/${target.method}`,
    ...content,
    isIdempotent: false,
    timeoutMs: 60_000,
  });
  return response.body;
}

function isStreamed(body: object): body is StreamedBody {
  return 'chunks' in body && typeof body.chunks === 'function';
}

/**
 * Makes one record and gives its id.
 * @throws RemoteError
 */
export async function createRecord(
  context: ConnectorContext,
  model: string,
  values: { readonly [field: string]: Json },
): Promise<number> {
  const answer = await changeOdoo(context, { model, method: 'create' }, { vals_list: [values] });
  return createdId(answer, model);
}

/** What `create` answers with: a list of one id. */
export function createdId(answer: unknown, model: string): number {
  const id = Array.isArray(answer) ? (answer[0] as unknown) : null;
  if (typeof id === 'number') return id;
  throw new RemoteError({
    kind: 'unknown',
    message: `Odoo made a record of ${model}, but does not tell which.`,
    status: 200,
    mayHaveHappened: true,
  });
}

/**
 * Checks that the address is that of an Odoo which we can read, and tells its time: dates of
 * change come from Odoo's clock, which may differ from ours.
 * @throws RemoteError of kind `input` when it is another thing or too old
 */
export async function readServerTime(context: ConnectorContext): Promise<Date | null> {
  const response = await requestVersion(context);
  const version = OdooVersion.safeParse(response.body);
  if (!version.success) throw unsupported('The address is not that of an Odoo');
  if (version.data.version_info[0] < oldestVersion) {
    throw unsupported(`Odoo ${version.data.version} is not supported yet`);
  }
  return answeredAt(response);
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
