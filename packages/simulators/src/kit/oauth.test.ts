import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { OAuthTokens } from './oauth.ts';
import type { OAuthOptions } from './oauth.ts';
import { SeededRandom } from './random.ts';
import type { Call } from './route.ts';
import { Answer, VendorFailure } from './vendor-message.ts';

const client = { client_id: 'one', client_secret: 'two' };

describe('the OAuth token endpoint', () => {
  let now = 0;
  let scopes: string[] = [];
  beforeEach(() => {
    now = 1_000_000;
    scopes = ['people:read'];
  });

  function tokens(options: Partial<OAuthOptions> = {}): OAuthTokens {
    return new OAuthTokens({
      random: new SeededRandom(1),
      now: () => now,
      clientId: 'one',
      clientSecret: 'two',
      path: '/token',
      scopes: () => scopes,
      ...options,
    });
  }

  function ask(
    oauth: OAuthTokens,
    given: Record<string, string>,
    headers: Record<string, string> = {},
  ): { status: number; body: Record<string, string> } {
    const call = { fields: new URLSearchParams(given), headers, body: undefined };
    const answer = oauth.route.answer(call as unknown as Call);
    assert.ok(answer instanceof Answer);
    const body = JSON.parse(String(answer.body)) as Record<string, string>;
    return { status: answer.status, body };
  }

  const mint = (oauth: OAuthTokens, more: Record<string, string> = {}): Record<string, string> =>
    ask(oauth, { grant_type: 'client_credentials', ...client, ...more }).body;

  const isAccepted = (oauth: OAuthTokens, token: string | undefined): boolean => {
    try {
      oauth.authorize({ headers: { authorization: `Bearer ${token}` } });
      return true;
    } catch (error) {
      assert.ok(error instanceof VendorFailure && error.status === 401);
      return false;
    }
  };

  it('gives a token that works until it expires, with the scopes and the actor', () => {
    const oauth = tokens({ accessLifeMs: 60_000 });
    const { access_token: token, expires_in: life } = mint(oauth, { sub: 'user-7' });
    assert.equal(life, 60);
    const headers = { authorization: `Bearer ${token}` };
    assert.deepEqual(oauth.authorize({ headers }), { scopes: ['people:read'], actor: 'user-7' });
    now += 59_999;
    assert.ok(isAccepted(oauth, token));
    now += 1;
    assert.ok(!isAccepted(oauth, token));
  });

  it('takes the client in the header, in a form or in JSON, and no other client', () => {
    const oauth = tokens();
    const basic = `Basic ${Buffer.from('one:two').toString('base64')}`;
    const grant = { grant_type: 'client_credentials' };
    assert.equal(ask(oauth, grant, { authorization: basic }).status, 200);
    assert.equal(ask(oauth, { ...grant, ...client }).status, 200);
    const wrong = ask(oauth, { ...grant, ...client, client_secret: 'three' });
    assert.deepEqual(wrong, { status: 401, body: { error: 'invalid_client' } });
    const json = { fields: null, headers: {}, body: { ...grant, ...client } } as unknown as Call;
    assert.equal((oauth.route.answer(json) as Answer).status, 200);
  });

  it('rotates refresh tokens: of two requests with the same one, the second is refused', () => {
    const oauth = tokens();
    const refresh = { ...client, grant_type: 'refresh_token' };
    const first = oauth.newRefreshToken();
    const renewed = ask(oauth, { ...refresh, refresh_token: first });
    assert.ok(isAccepted(oauth, renewed.body['access_token']));
    const again = ask(oauth, { ...refresh, refresh_token: first });
    assert.deepEqual(again, { status: 400, body: { error: 'invalid_grant' } });
    const next = { ...refresh, refresh_token: renewed.body['refresh_token'] ?? '' };
    assert.equal(ask(oauth, next).status, 200);
  });

  it('lets a refresh token that does not rotate work again, while it is used in time', () => {
    const oauth = tokens({ isRotating: false, refreshLifeMs: 1000 });
    const refresh_token = oauth.newRefreshToken();
    const given = { ...client, grant_type: 'refresh_token', refresh_token };
    for (let count = 0; count < 3; count += 1) {
      assert.equal(ask(oauth, given).body['refresh_token'], refresh_token);
      now += 999;
    }
    now += 1;
    assert.equal(ask(oauth, given).body['error'], 'invalid_grant');
  });

  it('takes an authorization code once', () => {
    const oauth = tokens();
    const given = { ...client, grant_type: 'authorization_code', code: oauth.newCode() };
    assert.match(ask(oauth, given).body['refresh_token'] ?? '', /^refresh-/);
    assert.equal(ask(oauth, given).body['error'], 'invalid_grant');
  });

  it('ends earlier access tokens where only the newest works, and not elsewhere', () => {
    const [strict, lenient] = [tokens({ isNewestOnly: true }), tokens()];
    const outcomes = [strict, lenient].map((oauth) => {
      const { access_token: first } = mint(oauth);
      const { access_token: second } = mint(oauth);
      return [isAccepted(oauth, first), isAccepted(oauth, second)];
    });
    assert.deepEqual(outcomes, [
      [false, true],
      [true, true],
    ]);
  });

  it('refuses everything given out so far when a test says so', () => {
    const oauth = tokens();
    const { access_token: token } = mint(oauth);
    const refresh_token = oauth.newRefreshToken();
    oauth.expireAccess();
    oauth.revokeRefresh();
    assert.ok(!isAccepted(oauth, token));
    const given = { ...client, grant_type: 'refresh_token', refresh_token };
    assert.equal(ask(oauth, given).body['error'], 'invalid_grant');
  });

  it('refuses other grants, and requests without one', () => {
    const oauth = tokens();
    const error = (given: Record<string, string>): string | undefined =>
      ask(oauth, { ...client, ...given }).body['error'];
    assert.equal(error({ grant_type: 'password' }), 'unsupported_grant_type');
    assert.equal(error({}), 'invalid_request');
  });
});
