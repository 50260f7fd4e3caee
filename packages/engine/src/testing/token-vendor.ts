import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { oauthToken } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { z } from 'zod';

/** A vendor whose refresh tokens work once. */
export interface TokenVendor {
  url: string;
  /** The refresh tokens that it was sent, in their order. */
  refreshes: string[];
  /** The only one that works. */
  refreshToken: string;
  /** Access tokens that work. */
  accepted: Set<string>;
  /** Called before an answer with tokens; may wait. */
  beforeAnswer: () => void | Promise<void>;
  /** Whether the refresh token before the newest works as well, as if its answer had been lost. */
  hasGracePeriod: boolean;
  close(): Promise<void>;
}

export async function startTokenVendor(): Promise<TokenVendor> {
  let issued = 0;
  let previous: string | null = null;
  const refresh = async (form: URLSearchParams): Promise<[number, object]> => {
    const given = form.get('refresh_token') ?? '';
    vendor.refreshes.push(given);
    const isRepeated = vendor.hasGracePeriod && given === previous;
    if (given !== vendor.refreshToken && !isRepeated) return [400, { error: 'invalid_grant' }];
    previous = given;
    issued += 1;
    vendor.refreshToken = `refresh-${issued}`;
    vendor.accepted.add(`access-${issued}`);
    const { refreshToken: refresh_token } = vendor;
    await vendor.beforeAnswer();
    return [200, { access_token: `access-${issued}`, refresh_token, expires_in: 3600 }];
  };
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const body = await text(request);
      const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
      const [status, content] =
        request.url === '/oauth/token'
          ? await refresh(new URLSearchParams(body))
          : [vendor.accepted.has(token) ? 200 : 401, {}];
      response.writeHead(status).end(JSON.stringify(content));
    };
    // The process that asked may be gone.
    answer().catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const vendor: TokenVendor = {
    url: `http://127.0.0.1:${port}`,
    refreshes: [],
    refreshToken: 'refresh-0',
    accepted: new Set(),
    beforeAnswer: () => undefined,
    hasGracePeriod: false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return vendor;
}

/** Makes a connector one of a vendor with tokens, whose credentials are the first refresh token. */
export function withTokens(connector: Connector): Connector {
  return {
    ...connector,
    credentials: { ...connector.credentials, schema: z.object({ refresh_token: z.string() }) },
    remote: {
      ...connector.remote,
      hosts: { token: { baseUrl: () => 'https://auth.example.com/oauth' } },
      authenticate: (credentials) => {
        const { refresh_token } = credentials as { refresh_token: string };
        return oauthToken({
          path: '/token',
          grant: { grant_type: 'refresh_token', refresh_token },
        });
      },
    },
    async checkCredentials({ remote }) {
      await remote.request({ method: 'GET', path: '/me' });
      return { missingPermissions: [], accountLabel: null };
    },
  };
}
