import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { Socket } from 'node:net';

/** A proxy for https:// addresses that the operator has configured. */
export interface Proxy {
  /** http:// or https://, with a user name and a password where the proxy wants them. */
  url: string;
  /** Hosts that are connected to directly: `example.com` (and all below it), `example.com:8443`, `*`. */
  exceptions: readonly string[];
}

/** The proxy did not connect us. Nothing has been sent to the host behind it. */
class ProxyError extends Error {
  override readonly name = 'ProxyError';
  /** `PROXY_UNREACHABLE`, or `PROXY_STATUS_` and the status that it answered. */
  readonly code: string;

  constructor(code: string, cause?: unknown) {
    super(`The proxy of HTTPS_PROXY made no connection (${code}).`, { cause });
    this.code = code;
  }
}

const tunnelTimeoutMs = 10_000;

/** Whether a host is connected to directly, as NO_PROXY is commonly read. */
export function isException({ exceptions }: Proxy, host: string, port: string): boolean {
  return exceptions.some((exception) => {
    const [, name = '', onlyPort] = /^(?:\*?\.)?(.+?)(?::(\d+))?$/.exec(exception) ?? [];
    if (exception === '*') return true;
    if (onlyPort !== undefined && onlyPort !== port) return false;
    return host === name || host.endsWith(`.${name}`);
  });
}

/**
 * Asks the proxy for a connection to `authority`, an address and a port.
 * @throws ProxyError
 */
export function openTunnel({ url }: Proxy, authority: string): Promise<Socket> {
  const { protocol, hostname, port, username, password } = new URL(url);
  const send = protocol === 'https:' ? requestSecure : requestPlain;
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const proof = `Basic ${Buffer.from(user).toString('base64')}`;
  return new Promise((resolve, reject) => {
    const asked = send({
      method: 'CONNECT',
      host: hostname.replaceAll(/[[\]]/g, ''),
      port: port === '' ? undefined : Number(port),
      path: authority,
      headers: { host: authority, ...(username === '' ? {} : { 'proxy-authorization': proof }) },
      agent: false,
      timeout: tunnelTimeoutMs,
    });
    asked.on('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      socket.setTimeout(0);
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new ProxyError(`PROXY_STATUS_${statusCode}`));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', (error) => reject(new ProxyError('PROXY_UNREACHABLE', error)));
    asked.end();
  });
}
