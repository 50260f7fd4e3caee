import { authenticationHeader, collectSecrets } from './authentication.ts';
import type { Log } from './connector.ts';
import { createOutgoingGuard, isPlainHttp } from './outgoing-guard.ts';
import type { OutgoingGuard } from './outgoing-guard.ts';
import { readBody } from './read-body.ts';
import { redactText } from './redact.ts';
import { failureOfAnswer, failureOfConnection, failureOfText } from './remote-failure.ts';
import type { FailureSource } from './remote-failure.ts';
import { RemoteError } from './remote.ts';
import type {
  Clock,
  Limiter,
  RemoteClient,
  RemoteDeclaration,
  RemoteRequest,
  RemoteResponse,
  RequestObserver,
} from './remote.ts';
import { retryDelay } from './retry-delay.ts';

const defaultTimeoutMs = 30_000;
const defaultMaxResponseBytes = 64 * 1024 * 1024;
const defaultGuard = createOutgoingGuard({ allowedNetworks: [] });

export interface RemoteClientOptions<Credentials> {
  declaration: RemoteDeclaration<Credentials>;
  credentials: Credentials;
  /**
   * Sends all requests there instead of to the declared address: a simulator, a proxy. It is the
   * operator's word, so that it may also be this machine.
   */
  baseUrl?: string;
  /** What all requests pass; by default one that lets through to public addresses only. */
  guard?: OutgoingGuard | undefined;
  /** Who is being asked, for messages (the tool's label); default: the host. */
  label?: string;
  limiter: Limiter;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  observer?: RequestObserver;
  /** No attempt takes longer than this, whatever its request says; in milliseconds. */
  maxTimeoutMs?: number;
  /** Longer answers are given up; default 64 MiB. */
  maxResponseBytes?: number;
}

/** What all requests of one client share. */
interface Target<Credentials> extends RemoteClientOptions<Credentials> {
  address: URL;
  proof: { name: string; value: string };
  headers: Readonly<Record<string, string>>;
  label: string;
  secrets: readonly string[];
}

type Outcome =
  | { answer: RemoteResponse; error: null }
  | { answer: RemoteResponse | null; error: RemoteError; wasSent: boolean };

/**
 * A client that proves its identity, keeps to the limit, retries what may be retried and turns
 * every failure into a `RemoteError`.
 * @throws RemoteError of kind `input` when the credentials make no usable address or header
 */
export function createRemoteClient<Credentials>(
  options: RemoteClientOptions<Credentials>,
): RemoteClient {
  const target = prepareTarget(options);
  return {
    async request(request) {
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await attemptOnce(target, request, attempt);
        if (outcome.error === null) return outcome.answer;
        const isIdempotent = request.isIdempotent ?? request.method === 'GET';
        const waitMs = retryDelay({
          error: outcome.error,
          attempt,
          canBeRepeated: isIdempotent || !outcome.wasSent,
        });
        if (waitMs === null) throw outcome.error;
        const { kind, status, message } = outcome.error;
        target.log.warn({ kind, status, attempt, waitMs }, `Sent again after a wait: ${message}`);
        await target.clock.sleep(waitMs, target.signal);
      }
    },
  };
}

function prepareTarget<Credentials>(
  options: RemoteClientOptions<Credentials>,
): Target<Credentials> {
  const { declaration, credentials } = options;
  const authentication = declaration.authenticate(credentials);
  const address = URL.parse(options.baseUrl ?? declaration.baseUrl(credentials));
  if (address === null || !isPlainHttp(address)) {
    throw inputError('The base address of the remote must be like https://host/path.');
  }
  const proof = authenticationHeader(authentication);
  try {
    new Headers().set(proof.name, proof.value);
  } catch {
    // The platform's own error quotes the value.
    throw inputError('A credential holds characters that no HTTP header can carry.');
  }
  return {
    ...options,
    address,
    proof,
    headers: { ...declaration.headers, ...declaration.credentialHeaders?.(credentials) },
    label: options.label ?? address.host,
    secrets: collectSecrets(authentication, credentials),
  };
}

async function attemptOnce<Credentials>(
  target: Target<Credentials>,
  request: RemoteRequest,
  attempt: number,
): Promise<Outcome> {
  const place = await target.limiter.acquire(target.declaration.limit, target.signal);
  const startedAt = target.clock.now().getTime();
  try {
    const outcome = await send(target, request);
    target.observer?.onRequest({
      method: request.method,
      path: redactText(request.path, target.secrets),
      status: outcome.answer?.status ?? null,
      durationMs: target.clock.now().getTime() - startedAt,
      attempt,
      errorKind: outcome.error?.kind ?? null,
    });
    return outcome;
  } finally {
    place.release();
  }
}

async function send<Credentials>(
  target: Target<Credentials>,
  request: RemoteRequest,
): Promise<Outcome> {
  const source = {
    remote: target.label,
    request: `${request.method} ${redactText(request.path, target.secrets)}`,
    secrets: target.secrets,
    now: target.clock.now(),
  };
  const wantedMs = request.timeoutMs ?? defaultTimeoutMs;
  const timeoutMs = Math.min(wantedMs, target.maxTimeoutMs ?? wantedMs);
  const timeout = AbortSignal.timeout(timeoutMs);
  const url = requestUrl(target.address, request);
  const sent = {
    method: request.method,
    headers: requestHeaders(target, request),
    body: request.json === undefined ? null : JSON.stringify(request.json),
    signal: AbortSignal.any([target.signal, timeout]),
    mayBeLoopback: target.baseUrl !== undefined,
  };
  try {
    const response = await (target.guard ?? defaultGuard).fetch(url, sent);
    const text = await readBody(response, target.maxResponseBytes ?? defaultMaxResponseBytes);
    return toOutcome(response, text, { target, source });
  } catch (error) {
    target.signal.throwIfAborted();
    const timedOut = timeout.aborted;
    return { answer: null, ...failureOfConnection(error, { ...source, timeoutMs, timedOut }) };
  }
}

function toOutcome<Credentials>(
  response: Response,
  text: string,
  { target, source }: { target: Target<Credentials>; source: FailureSource },
): Outcome {
  const body = parseJson(text);
  const answer = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: body === undefined ? text : body,
  };
  const error =
    response.ok && body === undefined
      ? failureOfText(answer, source)
      : failureOfAnswer(answer, target.declaration, source);
  return error === null ? { answer, error } : { answer, error, wasSent: true };
}

/** Undefined for what is no JSON, null for nothing. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requestUrl(address: URL, request: RemoteRequest): URL {
  if (!/^\/[^?#]*$/.test(request.path)) {
    throw new Error(`The request path '${request.path}' must start with / and have no query.`);
  }
  const url = new URL(address);
  url.pathname = address.pathname.replace(/\/$/, '') + request.path;
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== null && value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}

/** A request can replace every header but the one that authenticates. */
function requestHeaders<Credentials>(
  { headers: declared, proof }: Target<Credentials>,
  request: RemoteRequest,
): Headers {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Hirewire' });
  if (request.json !== undefined) headers.set('content-type', 'application/json');
  const wanted = { ...declared, ...request.headers };
  for (const [name, value] of Object.entries(wanted)) headers.set(name, value);
  headers.set(proof.name, proof.value);
  return headers;
}

function inputError(message: string): RemoteError {
  return new RemoteError({ kind: 'input', message, status: null });
}
