import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { PersonioSimulatorOptions } from './personio.ts';
import { startPersonioSimulator } from './start-personio-simulator.ts';
import type { PersonioSimulator } from './start-personio-simulator.ts';
import { apply, ask, askForToken, readAll, reasons, send } from './testing/personio-client.ts';

const list = '/v2/recruiting/applications';

describe('the protocol of the Personio simulator', () => {
  let personio: PersonioSimulator;
  const started: PersonioSimulator[] = [];
  before(async () => {
    personio = await start();
  });
  after(() => Promise.all(started.map((one) => one.close())));

  async function start(options: PersonioSimulatorOptions = {}): Promise<PersonioSimulator> {
    const simulator = await startPersonioSimulator({ candidates: 20, ...options });
    started.push(simulator);
    return simulator;
  }

  it('gives tokens for the credentials in a form, and not in JSON', async () => {
    const { status, body } = await askForToken(personio);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ['access_token', 'token_type', 'expires_in', 'scope']);
    assert.deepEqual([body.token_type, body.expires_in], ['Bearer', 86_400]);
    const { client_id, client_secret } = personio.credentials;
    const fields = { grant_type: 'client_credentials', client_id, client_secret };
    const headers = { 'content-type': 'application/json' };
    const asJson = { method: 'POST', headers, body: JSON.stringify(fields) };
    assert.equal((await send(personio, '/v2/auth/token', asJson)).status, 415);
    const error = async (others: Record<string, string>): Promise<unknown[]> => {
      const refused = await askForToken(personio, others);
      return [refused.status, refused.body.error];
    };
    const { client_secret: revoked = '' } = personio.badCredentials;
    assert.deepEqual(await error({ client_secret: revoked }), [401, 'invalid_client']);
    assert.deepEqual(await error({ grant_type: 'password' }), [400, 'unsupported_grant_type']);
    assert.deepEqual(await error({ scope: 'personio:payroll:read' }), [400, 'invalid_scope']);
    assert.equal((await askForToken(personio, { scope: 'personio:recruiting:read' })).status, 200);
  });

  it('refuses tokens that are missing, unknown, expired or revoked', async () => {
    let at = Date.UTC(2027, 0, 1);
    const own = await start({ now: () => at, tokenLifeMs: 60_000 });
    const { access_token: token } = (await askForToken(own)).body;
    assert.equal((await ask(own, list, token)).status, 200);
    at += 60_000;
    const { status, body } = await ask(own, list, token);
    assert.equal(status, 401);
    assert.deepEqual(Object.keys(body), ['personio_trace_id', 'timestamp', 'errors']);
    assert.equal((await send(own, list)).status, 401);
    const { recruiting_token: other } = own.credentials;
    assert.equal((await ask(own, list, other)).status, 401);
    const { access_token: next } = (await askForToken(own)).body;
    const revoke = (headers: Record<string, string>) =>
      send(own, '/v2/auth/revoke', {
        method: 'POST',
        headers,
        body: new URLSearchParams({ token: next }),
      });
    assert.equal((await revoke({})).status, 401);
    assert.equal((await ask(own, list, next)).status, 200);
    assert.equal((await revoke({ authorization: `Bearer ${next}` })).status, 200);
    assert.equal((await ask(own, list, next)).status, 401);
  });

  it('refuses what the credentials have no scope for', async () => {
    const own = await start({ access: { scopes: ['personio:documents:read'] } });
    assert.equal((await ask(own, list)).status, 403);
    own.access.scopes = ['personio:recruiting:read'];
    assert.equal((await ask(own, list)).status, 200);
    const documents = '/v2/document-management/documents?owner_id=1';
    assert.equal((await ask(own, documents)).status, 403);
  });

  it('wants the recruiting token and the id of the company for v1, and no access token', async () => {
    const wrong: Record<string, string>[] = [
      { authorization: '' },
      { authorization: 'Bearer nonsense' },
      { authorization: `Bearer ${(await askForToken(personio)).body.access_token}` },
      { 'x-company-id': '1' },
    ];
    for (const headers of wrong) {
      assert.equal((await apply(personio, {}, headers)).status, 401, JSON.stringify(headers));
    }
    for (const reason of ['feature.recruiting.disabled', 'feature.public-api.disabled'] as const) {
      const own = await start({ access: { lacking: reason } });
      assert.deepEqual(await reasons(apply(own, {})), [403, { '': reason }]);
    }
  });

  it('has a bucket for each endpoint, and tells what is left in it', async () => {
    let at = Date.UTC(2027, 0, 1);
    const limits = { areEnforced: true, replenishRate: 2, burstCapacity: 3 };
    const own = await start({ now: () => at, limits });
    const left = async (target: string): Promise<unknown[]> => {
      const { status, headers } = await ask(own, target);
      return [status, headers.get('x-ratelimit-remaining'), headers.get('retry-after')];
    };
    assert.deepEqual(await left(list), [200, '2', null]);
    await left(list);
    assert.deepEqual(await left(list), [200, '0', null]);
    assert.deepEqual(await left(list), [429, '0', '1']);
    assert.deepEqual(await left('/v2/recruiting/jobs'), [200, '2', null]);
    assert.deepEqual(await left(`${list}/7`), [404, '2', null]);
    at += 1000;
    assert.deepEqual(await left(list), [200, '1', null]);
    const { headers } = await ask(own, list);
    const [rate, burst, tokens] = ['replenish-rate', 'burst-capacity', 'requested-tokens'];
    const told = [rate, burst, tokens].map((name) => headers.get(`x-ratelimit-${name}`));
    assert.deepEqual(told, ['2', '3', '1']);
    const silent = await start({
      now: () => at,
      limits: { areEnforced: true, burstCapacity: 1, hasRetryAfter: false },
    });
    await ask(silent, list);
    const refused = await ask(silent, list);
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, null]);
  });

  it('has faults and a log of requests', async () => {
    for (const [kind, status] of [
      ['429', 429],
      ['500', 500],
      ['502-html', 502],
    ] as const) {
      personio.faults.add({ kind, matching: '/v2/recruiting/jobs' });
      assert.equal((await ask(personio, '/v2/recruiting/jobs')).status, status);
    }
    personio.faults.add({ kind: 'cut-json', matching: '/v2/recruiting/jobs' });
    await assert.rejects(ask(personio, '/v2/recruiting/jobs'), SyntaxError);
    assert.equal(personio.requests().at(-1)?.path, '/v2/recruiting/jobs');
    assert.equal((await ask(personio, '/v2/recruiting/rockets')).status, 404);
  });

  it('goes on from its state file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hirewire-personio-'));
    const stateFile = path.join(folder, 'personio.state');
    const first = await start({ stateFile });
    first.account.readsBeforeArrival = 0;
    assert.equal((await apply(first, {})).status, 201);
    const second = await start({ stateFile });
    const found = await readAll(second, `${list}?candidate.email=mara.lindqvist@example.com`);
    assert.equal(found.length, 1);
    for (const simulator of started.splice(1)) await simulator.close();
    await rm(folder, { recursive: true });
  });
});
