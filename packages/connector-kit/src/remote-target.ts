import { authenticationHeader, collectSecrets } from './authentication.ts';
import type { Log } from './connector-context.ts';
import { createOutgoingGuard, isPlainHttp } from './outgoing-guard.ts';
import type { OutgoingGuard } from './outgoing-guard.ts';
import { redactText } from './redact.ts';
import type { FailureSource } from './remote-failure.ts';
import { RemoteError } from './remote.ts';
import type {
  Clock,
  Limiter,
  RemoteDeclaration,
  RemoteRequest,
  RequestObserver,
} from './remote.ts';

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
  /** Aborts after so many milliseconds; default `AbortSignal.timeout`. */
  timeoutSignal?: (milliseconds: number) => AbortSignal;
  /** Longer answers are given up; default 64 MiB. */
  maxResponseBytes?: number;
  /** A failure that would have to wait longer than this for its next try is final; milliseconds. */
  maxRetryWaitMs?: number;
}

/** What all requests of one client share. */
export interface Target<Credentials> extends RemoteClientOptions<Credentials> {
  guard: OutgoingGuard;
  address: URL;
  /** Where the remote itself believes to be: another one than `address` behind a `baseUrl`. */
  declaredAddress: URL | null;
  proof: { name: string; value: string };
  headers: Readonly<Record<string, string>>;
  label: string;
  secrets: readonly string[];
}

/** @throws RemoteError of kind `input` when the credentials make no usable address or header */
export function prepareTarget<Credentials>(
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
    guard: options.guard ?? defaultGuard,
    address,
    declaredAddress: URL.parse(declaration.baseUrl(credentials)),
    proof,
    headers: { ...declaration.headers, ...declaration.credentialHeaders?.(credentials) },
    label: options.label ?? address.host,
    secrets: collectSecrets(authentication, credentials),
  };
}

/** Whether an address may be this machine: only where the operator has put the remote there. */
export function mayBeLoopback(
  target: Pick<Target<unknown>, 'baseUrl' | 'address'>,
  url: URL,
): boolean {
  return target.baseUrl !== undefined && url.host === target.address.host;
}

/** Waits until the limit, and those of the request's route, have room for it. */
export function takePlace<Credentials>(
  { address, declaration, limiter, signal }: Target<Credentials>,
  { method, url }: { method: string; url: URL },
): ReturnType<Limiter['acquire']> {
  const { routes = [], ...limit } = declaration.limit;
  const route = `${method} ${url.pathname.slice(basePath(address).length)}`;
  return limiter.acquire(
    { ...limit, routes: routes.filter((one) => one.route.test(route)) },
    signal,
  );
}

/** Whether our credentials may go to an address: to the host and the path of the API alone. */
export function isOfApi({ address }: Pick<Target<unknown>, 'address'>, url: URL): boolean {
  return url.origin === address.origin && url.pathname.startsWith(`${basePath(address)}/`);
}

export function requestUrl<Credentials>(
  target: Pick<Target<Credentials>, 'address' | 'declaredAddress' | 'label'>,
  { path, link, query = {} }: Pick<RemoteRequest, 'path' | 'link' | 'query'>,
): URL {
  if (link !== undefined) return linkUrl(target, link);
  if (!/^\/[^?#]*$/.test(path)) {
    throw new Error(`The request path '${path}' must start with / and have no query.`);
  }
  const { address } = target;
  const url = new URL(address);
  url.pathname = basePath(address) + path;
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}

/**
 * The address of a link, which gets our credentials: only below the base address. Its query stays
 * as it is. A link to where the remote believes to be leads to where the operator has put it.
 * @throws RemoteError of kind `unknown` for any other address
 */
function linkUrl<Credentials>(
  { address, declaredAddress, label }: Parameters<typeof requestUrl<Credentials>>[0],
  link: string,
): URL {
  const url = URL.parse(link, address.href);
  const bases = [address, ...(declaredAddress === null ? [] : [declaredAddress])];
  const base = bases.find(
    (one) => url?.host === one.host && url.pathname.startsWith(`${basePath(one)}/`),
  );
  const isPlain = url !== null && /^https?:$/.test(url.protocol);
  if (base === undefined || !isPlain || url.username !== '' || url.password !== '') {
    const message = `${label} named an address for its next page that is not part of its API.`;
    throw new RemoteError({ kind: 'unknown', message, status: null });
  }
  const target = new URL(address);
  target.pathname = basePath(address) + url.pathname.slice(basePath(base).length);
  target.search = url.search;
  return target;
}

function basePath({ pathname }: URL): string {
  return pathname.replace(/\/$/, '');
}

/** A request can replace every header but the one that authenticates. */
export function requestHeaders<Credentials>(
  { headers: declared, proof }: Target<Credentials>,
  contentType: string | null,
  wanted: Readonly<Record<string, string>> = {},
): Headers {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Hirewire' });
  if (contentType !== null) headers.set('content-type', contentType);
  for (const [name, value] of Object.entries({ ...declared, ...wanted })) headers.set(name, value);
  headers.set(proof.name, proof.value);
  return headers;
}

export function startTimeout(
  { timeoutSignal }: Pick<Target<unknown>, 'timeoutSignal'>,
  timeoutMs: number,
): AbortSignal {
  return timeoutSignal?.(timeoutMs) ?? AbortSignal.timeout(timeoutMs);
}

export function toSource(
  { label, secrets, clock }: Pick<Target<unknown>, 'label' | 'secrets' | 'clock'>,
  name: string,
): FailureSource {
  return { remote: label, request: redactText(name, secrets), secrets, now: clock.now() };
}

export function brokenAddress({ label }: Pick<Target<unknown>, 'label'>): RemoteError {
  const message = `${label} named an address for a file that is no URL.`;
  return new RemoteError({ kind: 'unknown', message, status: null });
}

function inputError(message: string): RemoteError {
  return new RemoteError({ kind: 'input', message, status: null });
}
