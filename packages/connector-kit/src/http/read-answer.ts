import { failureOfAnswer, failureOfStorage, failureOfText } from './remote-failure.ts';
import type { FailureSource } from './remote-failure.ts';
import { parseRemoteJson } from './parse-remote-json.ts';
import { parseXml } from './parse-xml.ts';
import type { RemoteDeclaration, RemoteError, RemoteRequest, RemoteResponse } from './remote.ts';

/** How an attempt ended. */
export type Outcome<Answer> =
  | { answer: Answer; error: null }
  | { answer: Answer | null; error: RemoteError; wasSent: boolean };

interface Judged<Credentials> {
  declaration: RemoteDeclaration<Credentials>;
  source: FailureSource;
  accepts: RemoteRequest['accepts'];
}

/** Judges an answer of the remote by the connector's declaration. */
export function toOutcome<Credentials>(
  response: Response,
  text: string,
  { declaration, source, accepts }: Judged<Credentials>,
): Outcome<RemoteResponse> {
  const body = accepts === 'xml' ? parseXmlAnswer(response, text) : parseJson(text);
  const answer = toAnswer(response, body === undefined ? text : body);
  // A 204 says that there is none.
  const isLost =
    text.trim() === '' && response.status !== 204 && declaration.alwaysHasBody === true;
  const error =
    response.ok && (body === undefined || isLost)
      ? failureOfText(answer, source, accepts === 'xml' ? 'XML' : 'JSON')
      : failureOfAnswer(answer, declaration, source);
  return error === null ? { answer, error } : { answer, error, wasSent: true };
}

/** Judges an answer of a file storage, which knows nothing of the remote's errors. */
export function toStorageOutcome(
  response: Response,
  text: string,
  source: FailureSource,
): Outcome<RemoteResponse> {
  const answer = toAnswer(response, parseJson(text) ?? text);
  if (response.ok) return { answer, error: null };
  return { answer, error: failureOfStorage(answer, source), wasSent: true };
}

function toAnswer(response: Response, body: unknown): RemoteResponse {
  return { status: response.status, headers: Object.fromEntries(response.headers), body };
}

/** Undefined for what is no XML, null for nothing. Gateways answer errors as JSON all the same. */
function parseXmlAnswer({ ok }: Response, text: string): unknown {
  if (text.trim() === '') return null;
  return parseXml(text) ?? (ok ? undefined : parseJson(text));
}

/** Undefined for what is no JSON, null for nothing. */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return parseRemoteJson(text);
  } catch {
    return undefined;
  }
}

/** Of an answer that is only looked at. */
const maxShownBytes = 1024 * 1024;

/** Bytes as JSON or text, where they are that and not too many; otherwise by their length. */
export function shownBody(body: unknown): unknown {
  if (!Buffer.isBuffer(body)) return body;
  if (body.length > maxShownBytes) return `[${body.length} bytes]`;
  const text = body.toString('utf8');
  const json = parseJson(text);
  if (json !== undefined) return json;
  return text.includes('\uFFFD') || text.includes('\0') ? `[${body.length} bytes]` : text;
}
