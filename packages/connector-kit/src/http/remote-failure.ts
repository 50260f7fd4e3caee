import { explainConnection } from './connection-failure.ts';
import { AddressRefusedError } from './outgoing-guard.ts';
import { redact, redactText } from './redact.ts';
import { readReason } from './read-reason.ts';
import { RemoteError } from './remote.ts';
import type {
  ErrorDetails,
  ErrorRow,
  RemoteDeclaration,
  RemoteErrorKind,
  RemoteResponse,
} from './remote.ts';
import { AnswerTooLargeError } from './read-body.ts';
import { parseRetryAfter } from './retry-delay.ts';

/** What the words of a failure are made of. */
export interface FailureSource {
  /** Who failed: the tool's label, or the host. */
  remote: string;
  /** `POST /application.list`: never with the query, which may hold a token. */
  request: string;
  secrets: readonly string[];
  now: Date;
}

/** What a status means where the connector's own table has no row for it (RFC 9110, 15). */
const defaultRows: readonly ErrorRow[] = [
  { status: 400, kind: 'input' },
  { status: 401, kind: 'authentication' },
  { status: 403, kind: 'permission' },
  { status: 404, kind: 'not-found' },
  { status: 408, kind: 'unavailable' },
  { status: 409, kind: 'conflict' },
  { status: 410, kind: 'not-found' },
  { status: 422, kind: 'input' },
  { status: 429, kind: 'rate-limited' },
  { status: 5, kind: 'unavailable' },
];

const advice: Readonly<Record<RemoteErrorKind, string>> = {
  authentication: 'Check the credentials of the integration.',
  permission: 'Give the credentials the permission that this needs.',
  'not-found': 'The tool has no such record, or no longer.',
  input: 'The request does not fit what the remote expects.',
  conflict: 'The record has changed there; read it again.',
  'job-closed': 'The job takes no more applications.',
  'already-exists': 'The record exists there already.',
  'rate-limited': 'Lower the request limit of the integration, or wait.',
  'rolled-back': 'Nothing of it was done; try again.',
  unavailable: 'Try again later; if it stays so, look at the status page of the remote.',
  'sync-token-expired': 'The model has to be read in full again.',
  unknown: 'The answer is not one that the connector knows.',
};

const maxMessageLength = 300;

const noDetails: ErrorDetails = { code: null, message: null };

/** The error that an answer stands for, or null when it is a success. */
export function failureOfAnswer<Credentials>(
  answer: RemoteResponse,
  declaration: RemoteDeclaration<Credentials>,
  source: FailureSource,
): RemoteError | null {
  const statusClass = Math.floor(answer.status / 100);
  if (statusClass === 3) return failureOfRedirect(answer.status, source);
  const declared = findError(answer, declaration);
  if (statusClass === 2 && declared === null) return null;
  const details = declared !== null && hasReason(declared) ? declared : readDetails(answer);
  const rows = [...declaration.errors, ...defaultRows];
  const kind = rows.find((row) => matches(row, answer.status, details))?.kind ?? 'unknown';
  const said = quote(details, source.secrets);
  return new RemoteError({
    kind,
    message: `${source.remote} answered ${answer.status} to ${source.request}${said}. ${advice[kind]}`,
    status: answer.status,
    remoteCode: shownCode(details, source),
    remoteRequestId: answer.headers[declaration.requestIdHeader?.toLowerCase() ?? ''] ?? null,
    retryAfterMs: parseRetryAfter(answer.headers, source.now),
  });
}

/** An answer that even the reader of errors cannot read is an error without details. */
function findError<Credentials>(
  answer: RemoteResponse,
  declaration: RemoteDeclaration<Credentials>,
): ErrorDetails | null {
  try {
    return declaration.readError?.(answer) ?? null;
  } catch {
    return noDetails;
  }
}

function hasReason({ code, message }: ErrorDetails): boolean {
  return Boolean(code) || Boolean(message);
}

function readDetails({ body }: Pick<RemoteResponse, 'body'>): ErrorDetails {
  return readReason(body) ?? noDetails;
}

/** A refusal of a file storage, which knows nothing of the remote's errors. */
export function failureOfStorage(
  answer: Pick<RemoteResponse, 'status' | 'body'>,
  { remote, request, secrets }: FailureSource,
): RemoteError {
  const { status } = answer;
  const reason = readDetails(answer);
  const isTooLarge = status === 413 || reason.code === 'EntityTooLarge';
  const kind = isTooLarge ? 'input' : status >= 500 ? 'unavailable' : 'unknown';
  return new RemoteError({
    kind,
    message: `The file storage of ${remote} answered ${status} to ${request}${quote(reason, secrets)}.`,
    status,
    remoteCode: shownCode(reason, { secrets }),
  });
}

function shownCode(
  { code }: ErrorDetails,
  { secrets }: Pick<FailureSource, 'secrets'>,
): string | null {
  return code === null ? null : redactText(code, secrets);
}

/** A success whose body is not in the form that it should have: a proxy's page, or an answer that was cut. */
export function failureOfText(
  answer: RemoteResponse,
  source: FailureSource,
  form: 'JSON' | 'XML',
): RemoteError {
  return new RemoteError({
    kind: 'unavailable',
    message: `${source.remote} answered ${answer.status} to ${source.request} with a body that is not ${form} (it may have been cut, or come from a proxy). ${advice.unavailable}`,
    status: answer.status,
  });
}

/** A request without a whole answer. */
export function failureOfConnection(
  error: unknown,
  source: FailureSource & { host: string; timeoutMs: number; timedOut: boolean },
): { error: RemoteError; wasSent: boolean } {
  const { code, cause } = describe(error, source.secrets);
  const subject = `${source.remote} to ${source.request}`;
  if (error instanceof AnswerTooLargeError) {
    const message = `The answer of ${subject} ${error.message}, which is more than Hirewire reads of one answer. Ask for less at a time.`;
    return { error: new RemoteError({ kind: 'unknown', message, status: null }), wasSent: true };
  }
  if (error instanceof AddressRefusedError) {
    const { message } = error;
    const refused = new RemoteError({ kind: 'input', message, status: null, cause: error });
    return { error: refused, wasSent: false };
  }
  const explained = source.timedOut ? null : explainConnection(code, source);
  const what = source.timedOut
    ? `No whole answer came from ${subject} within ${source.timeoutMs / 1000} seconds.`
    : `The connection for ${source.request} to ${source.remote} failed${code === null ? '' : ` (${code})`}.`;
  const message = explained ?? `${what} ${advice.unavailable}`;
  return {
    error: new RemoteError({ kind: 'unavailable', message, status: null, cause }),
    wasSent: !isConnecting(error) && explained === null,
  };
}

function failureOfRedirect(status: number, source: FailureSource): RemoteError {
  return new RemoteError({
    kind: 'unknown',
    message: `${source.remote} answered ${source.request} with a redirect (${status}), which is not followed. Check the base address of the integration.`,
    status,
  });
}

function matches(row: ErrorRow, status: number, found: ErrorDetails): boolean {
  const isStatus = row.status === undefined || row.status === status;
  if (!isStatus && row.status !== Math.floor(status / 100)) return false;
  const codes = found.codes ?? [found.code ?? ''];
  const { code } = row;
  if (code instanceof RegExp && !codes.some((one) => code.test(one))) return false;
  if (typeof code === 'string' && !codes.includes(code)) return false;
  return row.text === undefined || row.text.test(found.message ?? '');
}

/** `: code: message`, on one line and bounded. */
function quote({ code, message }: ErrorDetails, secrets: readonly string[]): string {
  const parts = code === message ? [message] : [code, message];
  const reason = parts.filter((part) => part !== null && part !== '').join(': ');
  const line = redactText(reason, secrets).replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  if (line === '') return '';
  return `: ${line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)}…` : line}`;
}

/** Whether no connection came about, at any of the host's addresses. */
function isConnecting(error: unknown): boolean {
  const inner = error instanceof Error ? error.cause : undefined;
  const failures: unknown[] = inner instanceof AggregateError ? inner.errors : [inner];
  return (
    failures.length > 0 &&
    failures.every(
      (failure) =>
        failure instanceof Error && 'syscall' in failure && failure.syscall === 'connect',
    )
  );
}

/** Node's `fetch failed` holds the reason in its cause; its texts may quote headers. */
function describe(
  error: unknown,
  secrets: readonly string[],
): { code: string | null; cause: unknown } {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code =
    inner instanceof Error && 'code' in inner && typeof inner.code === 'string' ? inner.code : null;
  return { code, cause: redact(error, secrets) };
}
