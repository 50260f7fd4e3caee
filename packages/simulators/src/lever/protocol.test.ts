import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startLeverSimulator } from './start-lever-simulator.ts';
import type { LeverSimulatorOptions } from './lever.ts';
import type { LeverSimulator } from './start-lever-simulator.ts';
import { ask, basic, dataOf, readAll, refusal, write } from './testing/lever-client.ts';

const badRequest = [400, 'BadRequestError'];
const notFound = [404, 'NotFoundError'];

describe('the protocol of the Lever simulator', () => {
  let lever: LeverSimulator;
  const started: LeverSimulator[] = [];
  before(async () => {
    lever = await start({ apiKey: 'key-1' });
  });
  after(() => Promise.all(started.map((one) => one.close())));

  async function start(options: LeverSimulatorOptions = {}): Promise<LeverSimulator> {
    const simulator = await startLeverSimulator({ candidates: 40, ...options });
    started.push(simulator);
    return simulator;
  }

  it('takes the key as user name without a password, and names its region', async () => {
    const { status, headers } = await ask(lever, '/users');
    assert.deepEqual([status, headers.get('x-lever-region')], [200, 'global']);
    const wrong = ['', basic(''), basic('key-2'), basic('key-1', 'x'), 'Bearer key-1'];
    for (const authorization of wrong) {
      const refused = await refusal(lever, '/users', { headers: { authorization } });
      assert.deepEqual(refused, [401, 'UnauthorizedError'], authorization);
    }
  });

  it('gives tokens for a code, renews them, and takes each refresh token once', async () => {
    const { id: client_id, secret: client_secret } = lever.oauthClient;
    const token = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({ client_id, client_secret, ...fields });
      const response = await fetch(`${lever.url}/oauth/token`, { method: 'POST', body });
      const answer = (await response.json()) as Record<string, unknown>;
      return { status: response.status, answer };
    };
    const code = lever.oauth.newCode();
    const first = await token({ grant_type: 'authorization_code', code });
    assert.deepEqual([first.status, first.answer['expires_in']], [200, 3600]);
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: String(first.answer['refresh_token']),
    };
    const second = await token(refresh);
    assert.notEqual(second.answer['refresh_token'], first.answer['refresh_token']);
    assert.equal((await token(refresh)).status, 400);
    const headers = { authorization: `Bearer ${String(second.answer['access_token'])}` };
    assert.equal((await ask(lever, '/users', { headers })).status, 200);
    lever.oauth.expireAccess();
    assert.deepEqual(await refusal(lever, '/users', { headers }), [401, 'UnauthorizedError']);
  });

  it('refuses what the key has no right to, endpoint by endpoint', async () => {
    const { id } = (await dataOf(lever, '/opportunities'))[0];
    const limited = await start({
      access: { scopes: ['opportunities:read:admin', 'notes:write:admin'] },
    });
    assert.equal((await ask(limited, '/opportunities')).status, 200);
    assert.equal((await ask(limited, `/opportunities/${id}/notes`)).status, 200);
    const forbidden = [403, 'ForbiddenError'];
    assert.deepEqual(await refusal(limited, `/opportunities/${id}/offers`), forbidden);
    const { status } = await write(limited, `/opportunities/${id}/addTags`, { tags: ['x'] });
    assert.equal(status, 403);
    limited.access.scopes.push('offers:read:admin');
    assert.equal((await ask(limited, `/opportunities/${id}/offers`)).status, 200);
  });

  it('names the resource of an id that it does not know or cannot read', async () => {
    const unknown = crypto.randomUUID();
    for (const name of [
      'opportunities',
      'contacts',
      'postings',
      'stages',
      'users',
      'requisitions',
    ]) {
      for (const id of [unknown, 'no-id']) {
        const { status, body } = await ask(lever, `/${name}/${id}`);
        assert.deepEqual([status, body.code], notFound);
        assert.equal(body.message, `${name} ${id} was not found`);
      }
    }
    assert.deepEqual(await refusal(lever, '/explosions'), notFound);
    assert.equal((await refusal(lever, '/users', { method: 'POST', body: {} }))[0], 405);
  });

  it('keeps 10 requests a second with bursts of 20, and says nothing of when to come again', async () => {
    let now = Date.UTC(2027, 0, 1);
    const busy = await start({ limits: { areEnforced: true }, now: () => now });
    for (let count = 0; count < 20; count += 1) {
      assert.equal((await ask(busy, '/stages')).status, 200);
    }
    const { status, headers, body } = await ask(busy, '/stages');
    assert.deepEqual([status, body.code], [429, 'TooManyRequests']);
    const told = [...headers.keys()].filter((name) => /retry|rate/.test(name));
    assert.deepEqual(told, []);
    now += 100;
    assert.equal((await ask(busy, '/stages')).status, 200);
    assert.equal((await ask(busy, '/stages')).status, 429);
  });

  it('takes two applications a second', async () => {
    let now = Date.UTC(2027, 0, 1);
    const busy = await start({ limits: { areEnforced: true }, now: () => now });
    const apply = async () => {
      const job = '/postings/none/apply';
      return (await ask(busy, job, { method: 'POST', body: {} })).status;
    };
    assert.deepEqual([await apply(), await apply(), await apply()], [404, 404, 429]);
    assert.equal((await ask(busy, '/postings/none/apply')).status, 404);
    now += 1000;
    assert.equal(await apply(), 404);
  });

  it('shows lists page by page, the newest first, until there is no next one', async () => {
    const all = [...lever.company.tables.applications.values()].map(({ id }) => id);
    const { body } = await ask(lever, '/opportunities?limit=7&confidentiality=all');
    assert.deepEqual(Object.keys(body), ['data', 'hasNext', 'next']);
    assert.equal(body.data.length, 7);
    const read = await readAll(lever, '/opportunities?confidentiality=all');
    assert.deepEqual(read.map(({ id }): string => id).toSorted(), all.toSorted());
    const times = read.map(({ createdAt }) => createdAt);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
    const last = await ask(lever, '/stages');
    assert.deepEqual(Object.keys(last.body), ['data', 'hasNext']);
    assert.equal(last.body.hasNext, false);
  });

  it('refuses an offset of other filters, one that was made up, and other page sizes', async () => {
    const { next } = (await ask(lever, '/opportunities?limit=2')).body;
    assert.equal((await ask(lever, `/opportunities?limit=3&offset=${next}`)).status, 200);
    for (const query of [`offset=${next}&archived=false`, 'offset=x', 'limit=0', 'limit=101']) {
      assert.deepEqual(await refusal(lever, `/opportunities?${query}`), badRequest, query);
    }
  });

  it('makes pages smaller, lets offsets expire and go round where a test asks for it', async () => {
    const small = await start({ limits: { pageSize: 3 } });
    const { data, next } = (await ask(small, '/users?limit=100')).body;
    assert.equal(data.length, 3);
    small.tokens.expire('page');
    assert.deepEqual(await refusal(small, `/users?offset=${next}`), badRequest);
    small.tokens.loop('page');
    const first = (await ask(small, '/users')).body.next;
    assert.equal((await ask(small, `/users?offset=${first}`)).body.next, first);
  });

  it('refuses parameters and body fields that it does not have', async () => {
    const { id } = (await dataOf(lever, '/opportunities'))[0];
    for (const query of [
      'updated_after=5',
      'archived=yes',
      'origin=moon',
      'updated_at_start=soon',
    ]) {
      assert.deepEqual(await refusal(lever, `/opportunities?${query}`), badRequest, query);
    }
    assert.deepEqual(await refusal(lever, '/stages?confidentiality=all'), badRequest);
    for (const body of [{ stage: 'offer', note: 'x' }, {}, [], 'offer', { stage: 5 }]) {
      const { status } = await write(lever, `/opportunities/${id}/stage`, body, 'PUT');
      assert.equal(status, 400, JSON.stringify(body));
    }
  });

  it('goes on from its state file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hirewire-lever-'));
    const stateFile = path.join(folder, 'lever.state');
    const first = await startLeverSimulator({ candidates: 20, stateFile });
    const [{ id }, { id: gone }] = await dataOf(first, '/opportunities');
    await write(first, `/opportunities/${id}/addTags`, { tags: ['Kept'] });
    first.company.remove('applications', gone);
    await first.close();
    const second = await startLeverSimulator({ candidates: 20, stateFile });
    assert.ok((await dataOf(second, `/opportunities/${id}`)).tags.includes('Kept'));
    assert.deepEqual(
      (await dataOf(second, '/opportunities/deleted')).map((one: { id: string }) => one.id),
      [gone],
    );
    await second.close();
    await rm(folder, { recursive: true });
  });
});
