import { authenticationHeader, collectSecrets } from '../auth/authentication.ts';
import type { SecretFields } from '../auth/authentication.ts';
import type { Log } from '../declaration/connector-context.ts';
import { createOutgoingGuard, isPlainHttp } from './outgoing-guard.ts';
import type { OutgoingGuard } from './outgoing-guard.ts';
import type { AnswerLimits } from './read-body.ts';
import { redactText } from './redact.ts';
import type { FailureSource } from './remote-failure.ts';
import { inputError } from '../writing/input-error.ts';
import type { Json } from '../declaration/records.ts';
import { RemoteError } from './remote.ts';
import type {
  Authentication,
  Clock,
  Limiter,
  RemoteDeclaration,
  RemoteRequest,
  TokenRequest,
} from './remote.ts';
import type { RequestObserver } from './request-observer.ts';
import type { TokenStore } from '../auth/token.ts';

const defaultGuard = createOutgoingGuard({ allowedNetworks: [] });

/** What a client is made of. */
export interface RemoteClientOptions<Credentials> {
  declaration: RemoteDeclaration<Credentials>;
  credentials: Credentials;
  /** Which of them may show in logs, messages and interactions; default: none. */
  credentialFields?: SecretFields;
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
  /** Keeps the token of credentials that take one; default: for this client alone. */
  tokens?: TokenStore;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  observer?: RequestObserver;
  /** No attempt takes longer than this, whatever its request says; in milliseconds. */
  maxTimeoutMs?: number;
  /** Aborts after so many milliseconds; default `AbortSignal.timeout`. */
  timeoutSignal?: (milliseconds: number) => AbortSignal;
  /** Larger answers are given up; default: `defaultAnswerLimits`. */
  answerLimits?: Partial<AnswerLimits>;
  /** A failure that would have to wait longer than this for its next try is final; milliseconds. */
  maxRetryWaitMs?: number;
}

/** One of the addresses that requests go to. */
export interface Host {
  address: URL;
  /** Where the remote itself believes to be: another one than `address` behind a `baseUrl`. */
  declaredAddress: URL | null;
  /** Null where requests carry no credentials. */
  authentication: Authentication | TokenRequest | null;
  headers: Readonly<Record<string, string>>;
}

/** The header that proves who is asking. */
export interface Proof {
  name: string;
  value: string;
}

/** What all requests of one client share. */
export interface Target<Credentials> extends RemoteClientOptions<Credentials> {
  guard: OutgoingGuard;
  /** The base address. */
  main: Host;
  /** The others, by their names. */
  others: ReadonlyMap<string, Host>;
  label: string;
  /** Tokens are added as they come. */
  secrets: string[];
}

/** @throws RemoteError of kind `input` when the credentials make no usable address or header */
export function prepareTarget<Credentials>(
  options: RemoteClientOptions<Credentials>,
): Target<Credentials> {
  const { declaration, credentials } = options;
  const authentication = declaration.authenticate(credentials);
  const declared = declaration.baseUrl(credentials);
  const main: Host = {
    address: parseAddress(options.baseUrl ?? declared),
    declaredAddress: URL.parse(declared),
    authentication: checked(authentication),
    headers: { ...declaration.headers, ...declaration.credentialHeaders?.(credentials) },
  };
  return {
    ...options,
    guard: options.guard ?? defaultGuard,
    main,
    others: prepareOthers(options, main),
    label: options.label ?? main.address.host,
    secrets: secretsOf(options),
  };
}

/** What must not show of credentials, and of the headers that are made of them. */
export function secretsOf<Credentials>(
  options: Pick<
    RemoteClientOptions<Credentials>,
    'declaration' | 'credentials' | 'credentialFields'
  >,
): string[] {
  const { declaration, credentials } = options;
  const hosts = Object.values(declaration.hosts ?? {});
  const own = hosts.flatMap((host) => host.authenticate?.(credentials) ?? []);
  return collectSecrets([declaration.authenticate(credentials), ...own], options);
}

export function describedCredentials<Credentials>({
  declaration,
  credentials,
}: Pick<RemoteClientOptions<Credentials>, 'declaration' | 'credentials'>): Readonly<
  Record<string, Json>
> {
  return declaration.describeCredentials?.(credentials) ?? {};
}

function prepareOthers<Credentials>(
  { declaration, credentials, baseUrl }: RemoteClientOptions<Credentials>,
  main: Host,
): Map<string, Host> {
  const others = new Map<string, Host>();
  for (const [name, host] of Object.entries(declaration.hosts ?? {})) {
    const declaredAddress = parseAddress(host.baseUrl(credentials));
    const { pathname } = declaredAddress;
    const address =
      baseUrl === undefined ? declaredAddress : new URL(pathname, main.address.origin);
    const authentication = checked(host.authenticate?.(credentials) ?? null);
    others.set(name, { address, declaredAddress, authentication, headers: {} });
  }
  return others;
}

function parseAddress(text: string): URL {
  const address = URL.parse(text);
  if (address !== null && isPlainHttp(address)) return address;
  throw inputError('The base address of the remote must be like https://host/path.');
}

/** @throws RemoteError where its header cannot be sent */
function checked(authentication: Host['authentication']): Host['authentication'] {
  if (authentication !== null && authentication.type !== 'token') toProof(authentication);
  return authentication;
}

/** @throws RemoteError of kind `input` for a credential that no header can carry */
export function toProof(authentication: Authentication): Proof {
  const proof = authenticationHeader(authentication);
  try {
    new Headers().set(proof.name, proof.value);
  } catch {
    // The platform's own error quotes the value.
    throw inputError('A credential holds characters that no HTTP header can carry.');
  }
  return proof;
}

/** @throws Error for a name that the connector does not declare */
export function hostOf(
  { main, others }: Pick<Target<unknown>, 'main' | 'others'>,
  name: string | undefined,
): Host {
  if (name === undefined) return main;
  const host = others.get(name);
  if (host === undefined) throw new Error(`The connector declares no host '${name}'.`);
  return host;
}

/** Whether an address may be this machine: only where the operator has put the remote there. */
export function mayBeLoopback(
  target: Pick<Target<unknown>, 'baseUrl' | 'main'>,
  url: URL,
): boolean {
  return target.baseUrl !== undefined && url.host === target.main.address.host;
}

/** Waits until the limit, and those of the request's route, have room for it. */
export function takePlace<Credentials>(
  { main, declaration, limiter, signal }: Target<Credentials>,
  { method, url }: { method: string; url: URL },
): ReturnType<Limiter['acquire']> {
  const { routes = [], ...limit } = declaration.limit;
  const route = `${method} ${url.pathname.slice(basePath(main.address).length)}`;
  return limiter.acquire(
    { ...limit, routes: routes.filter((one) => one.route.test(route)) },
    signal,
  );
}

/** Whether our credentials may go to an address: to the host and the path of the API alone. */
export function isOfApi({ main }: Pick<Target<unknown>, 'main'>, url: URL): boolean {
  const { address } = main;
  return url.origin === address.origin && url.pathname.startsWith(`${basePath(address)}/`);
}

export function requestUrl(
  target: Pick<Target<unknown>, 'main' | 'others' | 'label'>,
  { host: name, path, link, query = {} }: Pick<RemoteRequest, 'host' | 'path' | 'link' | 'query'>,
): URL {
  const host = hostOf(target, name);
  if (link !== undefined) return linkUrl(host, link, target.label);
  if (!path.isWellFormed()) {
    const reason = "empty, '.' or '..', or holds half of a character";
    throw inputError(`No request can name this record, as its id is ${reason}.`);
  }
  if (!/^\/[^?#]*$/.test(path)) {
    throw new Error(`The request path '${path}' must start with / and have no query.`);
  }
  const { address } = host;
  const url = new URL(address);
  url.pathname = basePath(address) + path;
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}

/**
 * The address of a link, which gets our credentials: only below the address of its host. Its query stays
 * as it is. A link to where the remote believes to be leads to where the operator has put it.
 * @throws RemoteError of kind `unknown` for any other address
 */
function linkUrl({ address, declaredAddress }: Host, link: string, label: string): URL {
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

/** A request can replace every header but the one that authenticates, which is set last. */
export function requestHeaders(
  { headers: declared }: Host,
  contentType: string | null,
  { accepts, headers: wanted = {} }: Pick<RemoteRequest, 'accepts' | 'headers'>,
): Headers {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Hirewire' });
  if (contentType !== null) headers.set('content-type', contentType);
  const xml = accepts === 'xml' ? { accept: 'application/xml, text/xml' } : {};
  const all = Object.entries(declared).concat(Object.entries(xml), Object.entries(wanted));
  for (const [name, value] of all) headers.set(name, value);
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
