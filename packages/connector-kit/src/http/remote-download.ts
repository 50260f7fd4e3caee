import type { IncomingFile } from './files.ts';
import { openUrl } from './open-url.ts';
import { parseJson } from './read-answer.ts';
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
import type { Host, Proof, Target } from './remote-target.ts';
import type { Sender } from './sender.ts';
import type { RemoteClient, RemoteError } from './remote.ts';

/** For all of a file. */
export const fileTimeoutMs = 120_000;
/** Of the reason of a refused download. */
const reasonLimits = { bytes: 100_000, values: 10_000, depth: 100 };

export async function download<Credentials>(
  sender: Sender<Credentials>,
  file: Parameters<RemoteClient['download']>[0],
): Promise<IncomingFile> {
  const { target } = sender;
  const isOurs = typeof file !== 'string';
  const url = isOurs ? requestUrl(target, file) : URL.parse(file);
  if (url === null) throw brokenAddress(target);
  const source = toSource(target, `GET ${isOurs ? file.path : url.host}`);
  // Storages have limits of their own.
  const permit = isOurs ? await takePlace(target, { method: 'GET', url }) : null;
  try {
    const response = isOurs
      ? await openProven(sender, url, source)
      : await open(target, url, { proof: null, isOurs, source });
    if (response.ok && response.body !== null) return toFile(response, response.body);
    throw await toFailure(target, response, { isOurs, source });
  } finally {
    permit?.release();
  }
}

function openProven<Credentials>(
  { target, withProof }: Sender<Credentials>,
  url: URL,
  source: FailureSource,
): Promise<Response> {
  let last: Response | null = null;
  const send = async (proof: Proof | null): Promise<Response> => {
    // One that was refused keeps its connection until it is read or cancelled.
    await last?.body?.cancel();
    last = await open(target, url, { proof, isOurs: true, source });
    return last;
  };
  return withProof(target.main, send, ({ status }) => status === 401);
}

async function open<Credentials>(
  target: Target<Credentials>,
  address: URL,
  { proof, isOurs, source }: { proof: Proof | null; isOurs: boolean; source: FailureSource },
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
      headersFor: (url) => (isOurs && isOfApi(target, url) ? proofHeaders(main, proof) : {}),
    });
  } catch (error) {
    target.signal.throwIfAborted();
    const timedOut = timeout.aborted;
    throw failureOfConnection(error, { ...source, host: address.host, timeoutMs, timedOut }).error;
  }
}

function proofHeaders(main: Host, proof: Proof | null): Record<string, string> {
  const headers = requestHeaders(main, null, { headers: { accept: '*/*' } });
  if (proof !== null) headers.set(proof.name, proof.value);
  return Object.fromEntries(headers);
}

async function toFailure<Credentials>(
  { declaration }: Target<Credentials>,
  response: Response,
  { isOurs, source }: { isOurs: boolean; source: FailureSource },
): Promise<RemoteError> {
  const { status } = response;
  const text = await readBody(response, reasonLimits).catch(() => '');
  const answer = {
    status,
    headers: Object.fromEntries(response.headers),
    body: parseJson(text) ?? text,
  };
  const failure = isOurs ? failureOfAnswer(answer, declaration, source) : null;
  return failure ?? failureOfStorage(answer, source);
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
