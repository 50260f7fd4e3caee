import type { IncomingFile } from './files.ts';
import { openUrl } from './open-url.ts';
import { readBody } from './read-body.ts';
import { failureOfAnswer, failureOfConnection, failureOfStorage } from './remote-failure.ts';
import type { FailureSource } from './remote-failure.ts';
import {
  brokenAddress,
  isOfApi,
  mayBeLoopback,
  requestHeaders,
  requestUrl,
  startTimeout,
  takePlace,
  toSource,
} from './remote-target.ts';
import type { Target } from './remote-target.ts';
import type { RemoteClient, RemoteError } from './remote.ts';

/** For all of a file. */
export const fileTimeoutMs = 120_000;
/** Of a refused download. */
const maxReasonBytes = 100_000;

export async function download<Credentials>(
  target: Target<Credentials>,
  file: Parameters<RemoteClient['download']>[0],
): Promise<IncomingFile> {
  const isOurs = typeof file !== 'string';
  const url = isOurs ? requestUrl(target, file) : URL.parse(file);
  if (url === null) throw brokenAddress(target);
  const source = toSource(target, `GET ${isOurs ? file.path : url.host}`);
  // Storages have limits of their own.
  const permit = isOurs ? await takePlace(target, { method: 'GET', url }) : null;
  try {
    const response = await open(target, url, { isOurs, source });
    if (response.ok && response.body !== null) return toFile(response, response.body);
    throw await toFailure(target, response, { isOurs, source });
  } finally {
    permit?.release();
  }
}

async function open<Credentials>(
  target: Target<Credentials>,
  address: URL,
  { isOurs, source }: { isOurs: boolean; source: FailureSource },
): Promise<Response> {
  const { guard, main } = target;
  const timeoutMs = target.maxTimeoutMs ?? fileTimeoutMs;
  const timeout = startTimeout(target, timeoutMs);
  const signal = AbortSignal.any([target.signal, timeout]);
  try {
    return await openUrl(address.href, {
      guard,
      signal,
      mayBeLoopback: (url) => mayBeLoopback(target, url),
      headersFor: (url) =>
        isOurs && isOfApi(target, url)
          ? Object.fromEntries(requestHeaders(main, null, { accept: '*/*' }))
          : {},
    });
  } catch (error) {
    target.signal.throwIfAborted();
    const timedOut = timeout.aborted;
    throw failureOfConnection(error, { ...source, timeoutMs, timedOut }).error;
  }
}

async function toFailure<Credentials>(
  { declaration }: Target<Credentials>,
  response: Response,
  { isOurs, source }: { isOurs: boolean; source: FailureSource },
): Promise<RemoteError> {
  const { status } = response;
  const text = await readBody(response, maxReasonBytes).catch(() => '');
  const answer = { status, headers: Object.fromEntries(response.headers), body: toBody(text) };
  const failure = isOurs ? failureOfAnswer(answer, declaration, source) : null;
  return failure ?? failureOfStorage(answer, source);
}

function toBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function toFile(response: Response, body: NonNullable<Response['body']>): IncomingFile {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  // What was compressed on the way is longer than the header says.
  const isPlain = response.headers.get('content-encoding') === null;
  return {
    contentType: response.headers.get('content-type') ?? 'application/octet-stream',
    size: isPlain && Number.isSafeInteger(length) ? length : null,
    body,
  };
}
