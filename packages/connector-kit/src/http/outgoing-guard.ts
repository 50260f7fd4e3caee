import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { IPv4, IPv6 } from 'ipaddr.js';
import { Agent, buildConnector, fetch } from 'undici';
import { isException, openTunnel } from './open-tunnel.ts';
import type { Proxy } from './open-tunnel.ts';

export interface OutgoingGuardOptions {
  /** What the operator lets through besides public addresses: `10.1.2.3`, `10.0.0.0/8`, `fd00::/8`. */
  allowedNetworks: readonly string[];
  /** All addresses of a host name; default: what the operating system says. */
  resolve?: (host: string) => Promise<readonly ResolvedAddress[]>;
  /** Through which public hosts are reached by https://; default: none. */
  proxy?: Proxy | null;
}

export interface ResolvedAddress {
  address: string;
  /** 4 or 6. */
  family: number;
}

/** A text, a stream of a known length in bytes (for one request), or nothing. */
export type OutgoingBody = string | { size: number; stream: Iterable<Uint8Array> } | null;

export interface OutgoingRequest {
  method: string;
  headers: Headers;
  body: OutgoingBody;
  signal: AbortSignal;
  /** True where the operator chose the address: it may then be this machine. */
  mayBeLoopback?: boolean;
  /**
   * True for a request that must not be sent twice. It gets a new connection: an idle one may be
   * closing at the other end, which leaves unknown whether the request arrived.
   */
  mustArriveOnce?: boolean;
}

/** The one way to hosts that customers, callers or vendors name. */
export interface OutgoingGuard {
  /**
   * As the platform's `fetch`, but only to public addresses and those that the operator allows.
   * Follows no redirect.
   * @throws AddressRefusedError before anything is sent
   */
  fetch(url: URL, request: OutgoingRequest): Promise<Response>;
  /**
   * What `fetch` would refuse the address with, as far as it can be told without asking for its name:
   * for addresses that are entered now and used later.
   */
  refusalOf(url: URL): AddressRefusedError | null;
}

/** The address of a request is not one that Hirewire connects to. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError';
}

type Resolve = NonNullable<OutgoingGuardOptions['resolve']>;

type Network = [IPv4 | IPv6, number];

const loopback = ['127.0.0.0/8', '::1'].map(parseNetwork);

/** All that is assigned: https://www.iana.org/assignments/ipv6-address-space */
const globalUnicast = parseNetwork('2000::/3');

/** Where a DNS64 resolver puts hosts without IPv6: https://www.rfc-editor.org/rfc/rfc6052 */
const nat64 = parseNetwork('64:ff9b::/96');

/**
 * Looks public, and is the host of an Azure machine:
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const azureHost = parseNetwork('168.63.129.16');

/**
 * How long one of several addresses is tried, in milliseconds, before the next one. Node's own 250
 * give up good addresses where the host is far away, or this process was busy meanwhile.
 */
const attemptTimeoutMs = 2000;

/** @throws Error when one of the networks is not valid */
export function createOutgoingGuard(options: OutgoingGuardOptions): OutgoingGuard {
  const resolve = options.resolve ?? ((host) => lookup(host, { all: true }));
  const allowed = options.allowedNetworks.map(parseNetwork);
  const proxy = options.proxy ?? null;
  const publicOnly = createChecked(allowed, resolve, proxy);
  const withLoopback = createChecked([...allowed, ...loopback], resolve, proxy);
  return {
    fetch: (url, { mayBeLoopback = false, ...request }) =>
      (mayBeLoopback ? withLoopback : publicOnly)(url, request),
    refusalOf: (url) => refusalOf(url, allowed),
  };
}

/** An http(s) address without a user name or a password. */
export function isPlainHttp(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

/**
 * A `fetch` with connections of its own, each of which goes to the very address that was checked:
 * a name that resolves to something else a moment later gains nothing.
 */
function createChecked(
  networks: readonly Network[],
  resolve: Resolve,
  proxy: Proxy | null,
): (url: URL, request: Omit<OutgoingRequest, 'mayBeLoopback'>) => Promise<Response> {
  const isAllowed = (text: string): boolean => isReachable(text, networks);
  const checkedLookup: LookupFunction = (host, _options, callback) => {
    resolve(host).then(
      (addresses) => {
        // The others are not needed: one public address is enough to talk to a public host.
        const allowed = addresses.filter(({ address }) => isAllowed(address));
        callback(allowed.length === 0 ? notPublic(host) : null, allowed);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
  const direct = buildConnector({
    lookup: checkedLookup,
    // With it the look-up is always asked for all addresses.
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: attemptTimeoutMs,
  });
  const connect = proxy === null ? direct : connectThrough(proxy, { direct, resolve });
  const keptAlive = new Agent({ connect });
  // With 0, undici closes a connection after its request.
  const fresh = new Agent({ connect, pipelining: 0 });
  return async (url, { mustArriveOnce = false, ...request }) => {
    // Addresses are not looked up.
    const refusal = refusalOf(url, networks);
    if (refusal !== null) throw refusal;
    try {
      const dispatcher = mustArriveOnce ? fresh : keptAlive;
      const fixed = { redirect: 'manual', dispatcher } as const;
      return await fetch(url, { ...toFetch(request), ...fixed });
    } catch (error) {
      if (error instanceof Error && error.cause instanceof AddressRefusedError) throw error.cause;
      throw error;
    }
  };
}

/**
 * Connects to public https:// hosts through a proxy. The proxy is given an address that was checked,
 * never a name, which it might resolve to something inside. What the operator allows besides public
 * addresses is reached directly: to the proxy, a loopback address is the proxy's own machine.
 */
function connectThrough(
  proxy: Proxy,
  { direct, resolve }: { direct: buildConnector.connector; resolve: Resolve },
): buildConnector.connector {
  const secure = buildConnector({});
  return (options, callback) => {
    const { hostname, protocol, port } = options;
    const portOrDefault = port === '' ? '443' : port;
    if (protocol !== 'https:' || isException(proxy, hostname, portOrDefault)) {
      direct(options, callback);
      return;
    }
    findPublic(hostname, resolve)
      .then((address) => {
        if (address === null) return null;
        const host = isIP(address) === 6 ? `[${address}]` : address;
        return openTunnel(proxy, `${host}:${portOrDefault}`);
      })
      .then(
        (socket) => {
          if (socket === null) direct(options, callback);
          else secure({ ...options, httpSocket: socket }, callback);
        },
        (error: Error) => callback(error, null),
      );
  };
}

/** A public address of a host, one of IPv4 if it has any, which every proxy reaches; or null. */
async function findPublic(host: string, resolve: Resolve): Promise<string | null> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [{ address: host, family: 0 }];
  const found = addresses.filter(({ address }) => isReachable(address, []));
  return found.toSorted((one, other) => one.family - other.family)[0]?.address ?? null;
}

function refusalOf(url: URL, networks: readonly Network[]): AddressRefusedError | null {
  // `URL` has turned all notations of an address into one.
  const host = url.hostname.replaceAll(/[[\]]/g, '');
  // Names of this machine, whatever resolves them: https://www.rfc-editor.org/rfc/rfc6761#section-6.3
  const addresses = /(?:^|\.)localhost\.?$/.test(host) ? ['127.0.0.1', '::1'] : [host];
  const isKnown = addresses.every((address) => isIP(address) !== 0);
  if (isKnown && !addresses.some((address) => isReachable(address, networks))) {
    return notPublic(host);
  }
  if (isPlainHttp(url)) return null;
  return new AddressRefusedError(
    'Hirewire only connects to http:// and https:// addresses without a user name or password.',
  );
}

function isReachable(text: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  return isPublic(address) || networks.some((network) => isWithin(address, network));
}

/** A stream goes out with its length: storage services take no chunked bodies. */
function toFetch({ method, headers, body, signal }: OutgoingRequest) {
  const plain = { method, signal, headers: [...headers] };
  if (typeof body === 'string' || body === null) return { ...plain, body };
  const withLength = [...headers, ['content-length', String(body.size)]] as [string, string][];
  const stream = (async function* () {
    yield* body.stream;
  })();
  return { ...plain, headers: withLength, body: stream, duplex: 'half' as const };
}

/** Never says what a name resolved to, or callers could explore a network through our errors. */
function notPublic(host: string): AddressRefusedError {
  return new AddressRefusedError(
    `Hirewire does not connect to ${host}, as that has no public address. Where it is meant to ` +
      'be reached, the operator can allow its network with HIREWIRE_ALLOWED_NETWORKS.',
  );
}

function isPublic(address: IPv4 | IPv6): boolean {
  if (isWithin(address, nat64)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)));
  if (address.range() !== 'unicast' || isWithin(address, azureHost)) return false;
  return address.kind() === 'ipv4' || isWithin(address, globalUnicast);
}

function isWithin(address: IPv4 | IPv6, network: Network): boolean {
  return address.kind() === network[0].kind() && address.match(network);
}

function parseNetwork(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}
