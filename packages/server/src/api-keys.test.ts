import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clientOperations, keyScopes, mayCall, type Operation } from '@hirewire/contract';
import { type ApiKey, type KeyRights, listApiKeys, revokeApiKey } from '@hirewire/store';
import { holdApiKey, until } from '@hirewire/store/testing';

import { type TestAnswer, callApi, errorOf } from './testing/call-api.ts';
import { type TestApi, startTestApi } from './testing/start-test-api.ts';

const operations: readonly Operation[] = clientOperations;
const check = '/v1/check-api-key';

let api: TestApi;
before(async () => {
  api = await startTestApi();
});
after(() => api.close());

function call(key: string, path: string, sent: Sent = {}): Promise<TestAnswer> {
  const { method = 'GET', body, headers = {}, at = api } = sent;
  return callApi(at, {
    method,
    path,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
interface Sent {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  at?: TestApi;
}

const codeOf = (answer: TestAnswer) => [answer.status, errorOf(answer, 'general').code];

describe('the scopes of a key', () => {
  it('decide for each operation of both APIs, before anything is done', async () => {
    const refusals = new Map<string, string>();
    for (const scope of keyScopes) {
      const { key } = await api.createKey('scopes', { scopes: [scope] });
      for (const operation of operations) {
        const { basePath, id, method } = operation;
        const path = operation.path.replaceAll(/\{\w+\}/g, 'x');
        const answer = await call(key, basePath + path, { method });
        const title = answer.status === 403 ? errorOf(answer, operation.errorType).title : null;
        const isRefused = title === 'API key not allowed to do this';
        assert.equal(isRefused, !mayCall([scope], operation), `${scope} ${id}: ${answer.text}`);
        if (isRefused) refusals.set(id, errorOf(answer, operation.errorType).message);
      }
    }
    assert.equal(refusals.size, operations.length - 1, 'all but check-api-key');
    assert.equal(
      refusals.get('create-candidate'),
      'This API key lacks the scope `write:candidates`, which create-candidate needs. Use a key that has it.',
    );
  });

  it('are refused with a code of the wire', async () => {
    const { key } = await api.createKey('scopes', { scopes: ['management'] });
    const answer = await call(key, '/v1/ats/jobs');
    assert.equal(answer.status, 403);
    assert.equal(errorOf(answer, 'ats').code, 'PLATFORM.AUTHENTICATION_INVALID');
  });

  it('are not looked at where a key has none: it can do everything', async () => {
    const { key } = await api.createKey('scopes');
    const integration = { environment: 'scopes', tool: 'full', isSynced: true };
    const headers = { 'x-integration-id': await api.createIntegration(integration) };
    assert.equal((await call(key, '/v1/ats/jobs', { headers })).status, 200);
    assert.equal((await call(key, '/hirewire/v1/api-keys')).status, 200);
  });

  it('do not reach into other environments', async () => {
    const { key } = await api.createKey('scopes', { scopes: ['read'] });
    const integration = { environment: 'other', tool: 'full', isSynced: false };
    const headers = { 'x-integration-id': await api.createIntegration(integration) };
    const answer = await call(key, '/v1/ats/jobs', { headers });
    assert.deepEqual(codeOf(answer), [404, 'PLATFORM.INTEGRATION_NOT_FOUND']);
  });
});

describe('the addresses of a key', () => {
  const forwarded = (address: string) => ({ headers: { 'x-forwarded-for': address } });

  it('are those of the connection, and never what strangers say of themselves', async () => {
    const { key } = await api.createKey('addresses', { allowedAddresses: ['203.0.113.0/24'] });
    for (const sent of [{}, forwarded('203.0.113.7')]) {
      const answer = await call(key, check, sent);
      assert.deepEqual(codeOf(answer), [403, 'PLATFORM.IP_NOT_WHITELISTED']);
      assert.match(errorOf(answer, 'general').message, /may not be used from 127\.0\.0\.1\./);
    }
    const local = await api.createKey('addresses', { allowedAddresses: ['::1', '127.0.0.0/8'] });
    assert.equal((await call(local.key, check)).status, 200);
    assert.equal((await call(local.key, check, forwarded('203.0.113.7'))).status, 200);
  });

  it('are what a trusted proxy says, and not what it was told', async () => {
    const behind = await startTestApi({ trustedProxies: ['127.0.0.1'] });
    try {
      const { key } = await behind.createKey('one', { allowedAddresses: ['203.0.113.0/24'] });
      const statusFor = async (address: string) =>
        (await call(key, check, { ...forwarded(address), at: behind })).status;
      assert.equal(await statusFor('203.0.113.7'), 200);
      assert.equal(await statusFor('198.51.100.1'), 403);
      // The proxy appends the address that it saw to what the client made up.
      assert.equal(await statusFor('203.0.113.7, 198.51.100.1'), 403);
      assert.equal(await statusFor('198.51.100.1, 203.0.113.7'), 200);
      assert.equal(await statusFor('203.0.113.7, nonsense'), 403);
      assert.equal((await call(key, check, { at: behind })).status, 403);
    } finally {
      await behind.close();
    }
  });
});

describe('the time of a key', () => {
  it('ends it at its expiry', async () => {
    const { key } = await api.createKey('time', { expiresAt: new Date(Date.now() + 1500) });
    assert.equal((await call(key, check)).status, 200);
    const refused = await until(async () => {
      const answer = await call(key, check);
      return answer.status === 200 ? null : answer;
    });
    assert.deepEqual(codeOf(refused), [401, 'PLATFORM.AUTHENTICATION_INVALID']);
  });

  it('of its last use is noted, and no request waits for it', async () => {
    const { id, key } = await api.createKey('time');
    const find = async () => (await listApiKeys(api.database)).find((one) => one.id === id);
    const release = await holdApiKey(api.database, id);
    try {
      for (let time = 0; time < 3; time += 1) assert.equal((await call(key, check)).status, 200);
      assert.equal((await find())?.lastUsedAt, null);
    } finally {
      await release();
    }
    const first = await until(async () => (await find())?.lastUsedAt);
    await Promise.all(Array.from({ length: 20 }, () => call(key, check)));
    assert.deepEqual((await find())?.lastUsedAt, first, 'once a minute is enough');
  });
});

describe('keys over our own API', () => {
  const path = '/hirewire/v1/api-keys';
  const create = (key: string, body: object) => call(key, path, { method: 'POST', body });
  const dataOf = <Data = { id: string; key: string }>(answer: TestAnswer): Data => {
    assert.equal(answer.status, 200, answer.text);
    return (answer.json as { data: Data }).data;
  };
  const countKeys = async () => (await listApiKeys(api.database)).length;

  it('are created, listed without the key itself, and revoked', async () => {
    const manager = await api.createKey('own', { scopes: ['management', 'read'] });
    const rights = { scopes: ['read'], allowed_addresses: ['127.0.0.0/8'] };
    const input = { name: 'reports', expires_at: '2099-01-01T00:00:00Z', ...rights };
    const made = dataOf<{ id: string; key: string }>(await create(manager.key, input));
    assert.equal((await call(made.key, check)).status, 200);
    assert.equal((await call(made.key, path)).status, 403);
    const listing = await call(manager.key, `${path}?limit=1`);
    assert.ok(!listing.text.includes(made.key));
    const { key: _, ...shown } = made;
    const page = dataOf<{ results: { last_used_at: string | null }[]; has_more: boolean }>(listing);
    const [first] = page.results;
    assert.deepEqual({ ...first, last_used_at: null }, shown);
    assert.equal(page.has_more, true);
    const next = dataOf<{ results: ApiKey[] }>(await call(manager.key, `${path}?after=${made.id}`));
    assert.deepEqual(
      next.results.map(({ id }) => id),
      [manager.id],
    );
    const revoked = await call(manager.key, `${path}/${made.id}`, { method: 'DELETE' });
    const { revoked_at: revokedAt } = dataOf<{ revoked_at: string }>(revoked);
    assert.match(revokedAt, /Z$/);
    assert.equal((await call(made.key, check)).status, 401);
    const again = await call(manager.key, `${path}/${made.id}`, { method: 'DELETE' });
    assert.equal(dataOf<{ revoked_at: string }>(again).revoked_at, revokedAt);
  });

  it('cannot have more rights than the key that makes them', async () => {
    const expiresAt = new Date('2090-01-01T00:00:00Z');
    const own: Partial<KeyRights> = {
      scopes: ['management', 'write:candidates'],
      allowedAddresses: ['127.0.0.0/8'],
      expiresAt,
    };
    const manager = await api.createKey('own', own);
    const allowed = {
      name: 'child',
      scopes: ['write:create-candidate'],
      allowed_addresses: ['127.0.0.1'],
      expires_at: '2090-01-01T00:00:00Z',
    };
    dataOf(await create(manager.key, allowed));
    const before = await countKeys();
    const excesses: [object, RegExp][] = [
      [{ scopes: null }, /scopes that it has itself: management, write:candidates\./],
      [{ scopes: ['read'] }, /scopes that it has itself/],
      [{ scopes: ['write'] }, /scopes that it has itself/],
      [{ scopes: ['management', 'write:applications'] }, /scopes that it has itself/],
      [{ expires_at: null }, /expire when it does, 2090-01-01T00:00:00\.000Z, or before/],
      [{ expires_at: '2090-01-01T00:00:00.001Z' }, /expire when it does/],
      [{ allowed_addresses: null }, /addresses on its own list: 127\.0\.0\.0\/8\./],
      [{ allowed_addresses: ['127.0.0.1', '0.0.0.0/0'] }, /addresses on its own list/],
      [{ allowed_addresses: ['::/0'] }, /addresses on its own list/],
    ];
    for (const [excess, message] of excesses) {
      const answer = await create(manager.key, { ...allowed, ...excess });
      assert.deepEqual(codeOf(answer), [403, null], JSON.stringify(excess));
      assert.match(errorOf(answer, 'general').message, message);
    }
    assert.equal(await countKeys(), before);
  });

  it('are refused with the field that is wrong', async () => {
    const { key } = await api.createKey('own');
    const before = await countKeys();
    const good = { name: 'x', scopes: null };
    const wrong: [object, RegExp][] = [
      [{ scopes: undefined }, /`scopes`/],
      [{ scopes: [] }, /`scopes`/],
      [{ scopes: ['reading'] }, /`scopes\[?\.?0\]?`/],
      [{ name: ' ' }, /`name`/],
      [{ name: 'a\0b' }, /`name`/],
      [{ name: 'x'.repeat(101) }, /`name`/],
      [{ allowed_addresses: ['10.0.0.0/64'] }, /must be an IPv4 or IPv6 address/],
      [{ allowed_addresses: [] }, /`allowed_addresses`/],
      [{ expires_at: '2020-01-01T00:00:00Z' }, /`expires_at` must be in the future/],
      [{ expires_at: 'tomorrow' }, /`expires_at`/],
    ];
    for (const [fault, message] of wrong) {
      const answer = await create(key, { ...good, ...fault });
      assert.deepEqual(codeOf(answer), [400, 'PLATFORM.INPUT_INVALID'], JSON.stringify(fault));
      assert.match(errorOf(answer, 'general').message, message);
    }
    assert.equal(await countKeys(), before);
  });

  it('of other environments cannot be seen or revoked', async () => {
    const { key } = await api.createKey('own');
    const foreign = await api.createKey('foreign');
    const answer = await call(key, `${path}/${foreign.id}`, { method: 'DELETE' });
    assert.deepEqual(codeOf(answer), [404, null]);
    assert.equal((await call(foreign.key, check)).status, 200);
    assert.ok(!(await call(key, path)).text.includes(foreign.id));
    assert.equal(await revokeApiKey(api.database, foreign.id, 'nobody'), null);
  });
});
