import { AddressRefusedError } from './outgoing-guard.ts';
import type { OutgoingGuard } from './outgoing-guard.ts';

const maxRedirects = 5;

export interface OpenUrlOptions {
  guard: OutgoingGuard;
  signal: AbortSignal;
  /** Whether an address may be this machine; default: none. */
  mayBeLoopback?: (url: URL) => boolean;
  /** Further headers for an address; asked anew at every redirect. Default: none. */
  headersFor?: (url: URL) => Readonly<Record<string, string>>;
}

/**
 * Opens an address that somebody else has named, without our credentials unless `headersFor` has
 * them. Every redirect is a new
 * address, which passes the guard like the first. The answer may have any status that is no
 * redirect; its body has to be read or cancelled.
 * @throws AddressRefusedError, and whatever the connection fails with
 */
export async function openUrl(address: string, options: OpenUrlOptions): Promise<Response> {
  let url = URL.parse(address);
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    if (url === null) throw new AddressRefusedError('The address is not a URL.');
    const response = await options.guard.fetch(url, {
      method: 'GET',
      headers: new Headers({
        accept: '*/*',
        'user-agent': 'Hirewire',
        ...options.headersFor?.(url),
      }),
      body: null,
      signal: options.signal,
      mayBeLoopback: options.mayBeLoopback?.(url) ?? false,
    });
    const location = response.headers.get('location');
    if (Math.floor(response.status / 100) !== 3 || location === null) return response;
    await response.body?.cancel();
    url = URL.parse(location, url.href);
  }
  throw new AddressRefusedError(`The address redirects more than ${maxRedirects} times.`);
}
