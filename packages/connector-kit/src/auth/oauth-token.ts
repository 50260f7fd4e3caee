import { z } from 'zod';
import type { TokenRequest } from '../http/remote.ts';
import type { UrlEncoded } from '../http/request-parts.ts';

/** What is sent to a token endpoint of OAuth 2. */
export interface OAuthGrant {
  /** Of the token endpoint, below the address of the host `token`. */
  path: string;
  /** The parameters of the first request: client credentials, a code or a refresh token. */
  grant: UrlEncoded & { grant_type: string };
  /**
   * `client_id` and `client_secret`, where they belong in the body. Leave them out where the host
   * `token` sends them as Basic authentication.
   */
  client?: UrlEncoded;
}

const Expiry = z.union([z.string(), z.number()]).nullish().catch(null);

const OAuthAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish().catch(null),
  expires_in: Expiry,
  expires_at: Expiry,
  expires: Expiry,
});

/**
 * An access token of OAuth 2 ([RFC 6749](https://www.rfc-editor.org/rfc/rfc6749)), asked for at the
 * host `token`. A refresh token that an answer brings takes the place of the grant from then on, also
 * where it is another one each time.
 *
 *     hosts: { token: { baseUrl: () => 'https://auth.example.com' } },
 *     authenticate: ({ client_id, client_secret, refresh_token }) =>
 *       oauthToken({
 *         path: '/oauth/token',
 *         grant: { grant_type: 'refresh_token', refresh_token },
 *         client: { client_id, client_secret },
 *       }),
 */
export function oauthToken({ path, grant, client = {} }: OAuthGrant): TokenRequest {
  const canRefresh = grant.grant_type !== 'client_credentials';
  return {
    type: 'token',
    request: (refreshToken) => ({
      method: 'POST',
      host: 'token',
      path,
      urlEncoded:
        refreshToken !== null && canRefresh
          ? { grant_type: 'refresh_token', refresh_token: refreshToken, ...client }
          : { ...grant, ...client },
    }),
    read(body, now) {
      const answer = OAuthAnswer.parse(body);
      const expiresAt =
        secondsFrom(answer.expires_in, now) ?? toTime(answer.expires_at) ?? toTime(answer.expires);
      return { token: answer.access_token, expiresAt, refreshToken: answer.refresh_token ?? null };
    },
    prove: (token) => ({ type: 'bearer', token }),
  };
}

type Expiry = z.output<typeof Expiry>;

function secondsFrom(seconds: Expiry, now: Date): Date | null {
  const lifeMs = Number(seconds ?? Number.NaN) * 1000;
  return lifeMs > 0 ? new Date(now.getTime() + lifeMs) : null;
}

/** Some vendors name the moment instead: as a text, or in seconds since 1970. */
function toTime(moment: Expiry): Date | null {
  if (moment === null || moment === undefined) return null;
  const seconds = Number(moment);
  const time = Number.isNaN(seconds) ? new Date(moment) : new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? null : time;
}
