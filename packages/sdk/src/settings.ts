import type { LogEvent } from './log-event.ts';
import { type Fetch, ownFetch } from './platform.ts';

/** What a client is made with. */
export interface HirewireOptions {
  /** Address of the API with its version, such as `http://127.0.0.1:4000/v1`. */
  readonly server_url: string;
  /** An API key of an environment. It opens all of its data: keep it out of browsers. */
  readonly api_key: string;
  /** The integration to work on, where a call names no other. */
  readonly integration_id?: string | undefined;
  /** How often a call is repeated that failed for the moment. Default: 3. */
  readonly max_retries?: number | undefined;
  /** How long one try may take, in milliseconds. Default: 90 000, longer than the server gives an action. */
  readonly timeout_ms?: number | undefined;
  /**
   * Whether a POST may be repeated after a broken connection. That needs a server that knows
   * idempotency keys. Default: true, as Hirewire does; false for `kombo.dev`, which does not.
   */
  readonly retry_posts?: boolean | undefined;
  /** Headers to send with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Told of every try. Events hold no secret and no personal data. */
  readonly log?: ((event: LogEvent) => void) | undefined;
  /** What sends requests; for proxies and tests. */
  readonly fetch?: Fetch | undefined;
}

/** The options, checked and complete. */
export interface Settings {
  readonly serverUrl: string;
  readonly authorization: string;
  readonly integrationId: string | undefined;
  readonly maxRetries: number;
  readonly timeoutMs: number;
  readonly canRetryPosts: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly log: (event: LogEvent) => void;
  readonly fetch: Fetch;
}

/** Throws a TypeError that names the option, where one cannot be right. */
export function readSettings(options: Partial<HirewireOptions> = {}): Settings {
  const { api_key: key, integration_id: integrationId } = options;
  const url = parseServerUrl(options.server_url);
  if (typeof key !== 'string' || key.trim() === '') {
    throw new TypeError('`api_key` is missing: create one with `npx hirewire keys create`.');
  }
  return {
    serverUrl: url.href.replace(/\/+$/, ''),
    authorization: /^bearer /i.test(key) ? key : `Bearer ${key.trim()}`,
    integrationId,
    maxRetries: count(options.max_retries ?? 3, 'max_retries'),
    timeoutMs: count(options.timeout_ms ?? 90_000, 'timeout_ms'),
    canRetryPosts: options.retry_posts ?? !/(?:^|\.)kombo\.dev$/.test(url.hostname),
    headers: options.headers ?? {},
    log: options.log ?? (() => undefined),
    fetch: options.fetch ?? ownFetch,
  };
}

function parseServerUrl(text: unknown): URL {
  if (typeof text !== 'string' || !URL.canParse(text)) {
    throw new TypeError('`server_url` must be an address such as "http://127.0.0.1:4000/v1".');
  }
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol)) {
    throw new TypeError('`server_url` must begin with http:// or https://.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new TypeError('`server_url` must have no user name, password, `?` or `#`.');
  }
  return url;
}

export function count(value: number, name: string): number {
  if (Number.isInteger(value) && value >= 0) return value;
  throw new TypeError(`\`${name}\` must be a whole number, 0 or more.`);
}
