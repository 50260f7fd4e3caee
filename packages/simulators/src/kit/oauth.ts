import { bearerOf, readBasic, wrongCredentials } from './authorization.ts';
import type { Now } from './clock.ts';
import type { SeededRandom } from './random.ts';
import { openRoute } from './route.ts';
import type { Call, Grant, Route } from './route.ts';
import type { SavedPart } from './saved-state.ts';
import { json } from './vendor-message.ts';
import type { Answer, VendorRequest } from './vendor-message.ts';

export interface OAuthOptions {
  random: SeededRandom;
  now: Now;
  clientId: string;
  clientSecret: string;
  /** Where tokens are asked for, a whole path. */
  path: string;
  scopes: () => readonly string[];
  accessLifeMs?: number;
  /** Refresh tokens that were not used for so long are refused. Default: never. */
  refreshLifeMs?: number;
  /** Whether a refresh token works once, and a new one comes with each answer. Default: true. */
  isRotating?: boolean;
  /** Whether a new access token ends the ones before it. Default: false. */
  isNewestOnly?: boolean;
  /** Further members of an answer, or others in their place. */
  extra?: (expiresAt: number) => Record<string, unknown>;
}

interface AccessToken {
  expiresAt: number;
  /** Who acts: the `sub` of the request. */
  actor?: string;
}

interface TokensContent {
  access: ReadonlyMap<string, AccessToken>;
  /** Refresh tokens that work, each with the moment after which it does not. */
  refresh: ReadonlyMap<string, number>;
}

/**
 * An OAuth 2 token endpoint with client credentials, authorization codes and refresh tokens:
 * https://datatracker.ietf.org/doc/html/rfc6749. Of two requests at once with the same rotating
 * refresh token the second is refused.
 */
export class OAuthTokens implements SavedPart {
  readonly #options: Required<Omit<OAuthOptions, 'extra'>> & Pick<OAuthOptions, 'extra'>;
  #access = new Map<string, AccessToken>();
  #refresh = new Map<string, number>();
  readonly #codes = new Set<string>();

  constructor(options: OAuthOptions) {
    const { accessLifeMs = 3_600_000, refreshLifeMs = Infinity } = options;
    const { isRotating = true, isNewestOnly = false } = options;
    this.#options = { ...options, accessLifeMs, refreshLifeMs, isRotating, isNewestOnly };
  }

  /** The token endpoint. */
  get route(): Route {
    return openRoute(`POST ${this.#options.path}`, (call) => this.#answer(call));
  }

  get content(): TokensContent {
    return { access: this.#access, refresh: this.#refresh };
  }

  restore(content: unknown): void {
    const { access, refresh } = content as TokensContent;
    this.#access = new Map(access);
    this.#refresh = new Map(refresh);
  }

  /** What a request with an access token may do, as `authorization` of a vendor. */
  authorize(request: Pick<VendorRequest, 'headers'>): Grant {
    const token = this.#access.get(bearerOf(request));
    if (token === undefined || token.expiresAt <= this.#options.now()) throw wrongCredentials();
    const { actor } = token;
    return { scopes: this.#options.scopes(), ...(actor !== undefined && { actor }) };
  }

  /** A refresh token as somebody gets it who connects, for the credentials of the simulator. */
  newRefreshToken(): string {
    const token = `refresh-${this.#options.random.uuid()}`;
    this.#refresh.set(token, this.#options.now() + this.#options.refreshLifeMs);
    return token;
  }

  /** An authorization code, which works once. */
  newCode(): string {
    const code = `code-${this.#options.random.uuid()}`;
    this.#codes.add(code);
    return code;
  }

  /** Ends one access token; an unknown one is ended already (RFC 7009). */
  revokeAccess(token: string): void {
    this.#access.delete(token);
  }

  /** Every access token given out so far is refused from now on. */
  expireAccess(): void {
    this.#access.clear();
  }

  /** Every refresh token given out so far is refused from now on. */
  revokeRefresh(): void {
    this.#refresh.clear();
  }

  #answer(call: Call): Answer {
    const given = parametersOf(call);
    if (!this.#isClient(call, given)) return refused('invalid_client', 401);
    switch (given['grant_type']) {
      case 'client_credentials':
        return this.#issue(given['sub'], null);
      case 'authorization_code':
        return this.#codes.delete(given['code'] ?? '')
          ? this.#issue(undefined, this.newRefreshToken())
          : refused('invalid_grant');
      case 'refresh_token':
        return this.#renew(given['refresh_token'] ?? '');
      case undefined:
        return refused('invalid_request');
      default:
        return refused('unsupported_grant_type');
    }
  }

  #renew(token: string): Answer {
    const { now, isRotating, refreshLifeMs } = this.#options;
    if ((this.#refresh.get(token) ?? -Infinity) <= now()) return refused('invalid_grant');
    if (!isRotating) {
      this.#refresh.set(token, now() + refreshLifeMs);
      return this.#issue(undefined, token);
    }
    this.#refresh.delete(token);
    return this.#issue(undefined, this.newRefreshToken());
  }

  #issue(actor: string | undefined, refreshToken: string | null): Answer {
    const { random, now, accessLifeMs, isNewestOnly, extra } = this.#options;
    const expiresAt = now() + accessLifeMs;
    if (isNewestOnly) this.#access.clear();
    const token = `access-${random.uuid()}`;
    this.#access.set(token, { expiresAt, ...(actor !== undefined && { actor }) });
    return json(
      {
        access_token: token,
        token_type: 'Bearer',
        expires_in: Math.floor(accessLifeMs / 1000),
        scope: this.#options.scopes().join(' '),
        ...(refreshToken !== null && { refresh_token: refreshToken }),
        ...extra?.(expiresAt),
      },
      200,
      { 'cache-control': 'no-store' },
    );
  }

  /** The client's name and secret, in the header or in the body. */
  #isClient({ headers }: Call, given: Record<string, string>): boolean {
    const { clientId, clientSecret } = this.#options;
    const expected = `${clientId}:${clientSecret}`;
    const inHeader = readBasic(headers.authorization);
    return (inHeader ?? `${given['client_id']}:${given['client_secret']}`) === expected;
  }
}

/** From a form, as the standard has it, or from JSON, which some vendors take. */
function parametersOf({ fields, body }: Call): Record<string, string> {
  const entries = fields === null ? Object.entries(Object(body) as object) : [...fields];
  return Object.fromEntries(
    entries.map(([name, value]: [string, unknown]) => [name, String(value)]),
  );
}

function refused(error: string, status = 400): Answer {
  return json({ error }, status);
}
