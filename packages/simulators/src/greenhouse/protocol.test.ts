import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { GreenhouseSimulatorOptions } from './greenhouse.ts';
import { startGreenhouseSimulator } from './start-greenhouse-simulator.ts';
import type { GreenhouseSimulator } from './start-greenhouse-simulator.ts';
import {
  ask,
  askToken,
  bodyOf,
  nextOf,
  only,
  readAll,
  refusal,
  tokenFor,
} from './testing/greenhouse-client.ts';

const unauthorized = [401, 'Token could not be decoded. Please check that it is valid.'];
const idsOf = (rows: { id: number }[]): number[] => rows.map(({ id }) => id);

describe('the protocol of the Greenhouse simulator', () => {
  let greenhouse: GreenhouseSimulator;
  const started: GreenhouseSimulator[] = [];
  let now = Date.UTC(2026, 10, 30);
  before(async () => {
    greenhouse = await start({ now: () => now });
  });
  after(() => Promise.all(started.map((one) => one.close())));

  async function start(options: GreenhouseSimulatorOptions = {}): Promise<GreenhouseSimulator> {
    const simulator = await startGreenhouseSimulator({ candidates: 60, ...options });
    started.push(simulator);
    return simulator;
  }

  it('gives a token for an hour, and says when it ends in the one form or the other', async () => {
    const { body } = await askToken(greenhouse, { grant_type: 'client_credentials' });
    assert.deepEqual([body.expires_at, body.expires_in], ['2026-11-30T01:00:00.000Z', undefined]);
    const other = await start({ tokenExpiry: 'expires_in' });
    const answer = await askToken(other, { grant_type: 'client_credentials' });
    assert.deepEqual([answer.body.expires_in, answer.body.expires_at], [3600, undefined]);
    const token = body.access_token;
    assert.equal((await ask(greenhouse, '/users', { token })).status, 200);
    now += 3_600_000;
    assert.deepEqual(await refusal(greenhouse, '/users', { token }), unauthorized);
    now -= 3_600_000;
  });

  it('refuses tokens in the words that were measured', async () => {
    const { url, credentials } = greenhouse;
    const post = async (authorization: string | null, body: Record<string, string>) => {
      const headers = authorization === null ? {} : { authorization };
      const init = { method: 'POST', headers, body: new URLSearchParams(body) };
      const response = await fetch(`${url}/token`, init);
      return [response.status, Object(await response.json())] as const;
    };
    const basicOf = (id: string, secret: string) =>
      `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const grant = { grant_type: 'client_credentials' };
    const { client_id: id, client_secret: secret } = credentials;
    const [nothing, nothingBody] = await post(null, grant);
    assert.deepEqual([nothing, nothingBody.message], [401, 'Unauthorized']);
    const [malformed, malformedBody] = await post(basicOf('v1key', ''), grant);
    assert.equal(malformed, 400);
    assert.match(malformedBody.message, /^client_id=v1key does not contain a valid client ID/);
    assert.deepEqual(await post(basicOf(id, 'wrong'), grant), [401, { error: 'invalid_client' }]);
    const [noGrant, noGrantBody] = await post(basicOf(id, secret), {});
    assert.equal(noGrant, 400);
    assert.match(noGrantBody.message, /grant_type/);
    const [nobody] = await post(basicOf(id, secret), { ...grant, sub: '1' });
    assert.equal(nobody, 400);
  });

  it('takes each refresh token of a partner once, also when two ask at the same time', async () => {
    const code = { grant_type: 'authorization_code', code: greenhouse.oauth.newCode() };
    const first = await askToken(greenhouse, {}, `/token?${new URLSearchParams(code).toString()}`);
    const refresh = { grant_type: 'refresh_token', refresh_token: first.body.refresh_token };
    const [one, two] = await Promise.all([
      askToken(greenhouse, refresh),
      askToken(greenhouse, refresh),
    ]);
    assert.deepEqual(
      [one.status, two.status].toSorted((a, b) => a - b),
      [200, 400],
    );
  });

  it('tells in whose name a token acts, and shows nothing to who is no site admin', async () => {
    const introspect = async (token: string) =>
      (await askToken(greenhouse, { token }, '/introspect')).body;
    const users = [...greenhouse.company.tables.users.values()];
    const recruiter = users.find(({ role, isActive }) => role === 'recruiter' && isActive);
    const token = await tokenFor(greenhouse, { sub: recruiter?.id ?? '' });
    const claims = 'https://auth.greenhouse.io/claims';
    const answer = await introspect(token);
    assert.deepEqual([answer.active, answer.sub], [true, recruiter?.id]);
    assert.equal(answer[claims].user_role, 'basic');
    assert.match(answer.scope, /harvest:candidates:list/);
    assert.deepEqual(await bodyOf(greenhouse, '/candidates', { token }), []);
    const service = await introspect(await tokenFor(greenhouse));
    assert.deepEqual(await bodyOf(greenhouse, `/users?ids=${service.sub}`), []);
    const shown = await only(greenhouse, `/users?ids=${service.sub}&show_service_accounts=true`);
    assert.equal(shown.site_admin, true);
    assert.deepEqual(await introspect('unknown'), { active: false });
  });

  it('refuses what the credential has no scope for, list by list', async () => {
    const limited = await start();
    limited.access.scopes = ['harvest:candidates:list'];
    assert.equal((await ask(limited, '/candidates')).status, 200);
    assert.equal((await refusal(limited, '/offers'))[0], 403);
  });

  it('leads through a list by a cursor that stands alone', async () => {
    const first = await ask(greenhouse, '/applications?per_page=20&status=active');
    const next = nextOf(first) ?? '';
    assert.match(next, /\/v3\/applications\?cursor=[\w%-]+%3D%3D$/);
    const second = await ask(greenhouse, next);
    assert.match(second.headers.get('link') ?? '', /rel="prev"/);
    const all = await readAll(greenhouse, '/applications?status=active&per_page=500');
    const shown = [...first.body, ...second.body].map(({ id }) => id);
    assert.deepEqual(shown, idsOf(all).slice(0, 40));
    assert.deepEqual(
      idsOf(all),
      idsOf(all).toSorted((a, b) => b - a),
    );
    const alone = [422, 'When passing a cursor, do not include other query params.'];
    assert.deepEqual(await refusal(greenhouse, `${next}&per_page=20`), alone);
    assert.equal((await refusal(greenhouse, next.replace('applications', 'offers')))[0], 422);
    assert.equal((await refusal(greenhouse, next.replaceAll('%3D', '')))[0], 422);
    const prev = /<([^>]+)>; rel="prev"/.exec(second.headers.get('link') ?? '')?.[1] ?? '';
    assert.deepEqual((await ask(greenhouse, prev)).body, first.body);
    greenhouse.cursors.expire('page');
    assert.equal((await refusal(greenhouse, next))[0], 422);
  });

  it('shows what is added during a crawl only to the next one', async () => {
    const one = await start();
    const first = await ask(one, '/candidates?per_page=30');
    const { id } = one.company.addPerson({ name: 'Mara Lindqvist' });
    const rest = await readAll(one, nextOf(first) ?? '');
    assert.equal(first.body.length + rest.length, 60);
    assert.equal((await only(one, `/candidates?ids=${id}`)).id, Number(id));
  });

  it('refuses parameters that it does not know or cannot read', async () => {
    const many = Array.from({ length: 51 }, (_one, index) => index).join(',');
    const refused = [
      'per_page=501',
      'per_page=0',
      'page=2',
      'updated_after=2026-01-01T00:00:00Z',
      `ids=${many}`,
      'ids=abc',
      'updated_at=2026-01-01T00:00:00Z',
      'updated_at=gte|2026-01-01',
      'created_at=gte|2026-01-01T00:00:00Z&updated_at=gte|2026-01-01T00:00:00Z',
      'status=in_process',
      'prospect=yes',
      'fields=id,unknown',
    ];
    for (const query of refused) {
      const { status, body } = await ask(greenhouse, `/applications?${query}`);
      assert.deepEqual([status, body.message], [422, 'Unprocessable Content'], query);
      assert.ok(body.errors.length === 1, query);
    }
    const unknown = await ask(greenhouse, '/nothing');
    assert.deepEqual([unknown.status, unknown.body], [404, { message: 'Resource not found' }]);
  });

  it('filters by moments, in both forms, and by two of them', async () => {
    const all = await readAll(greenhouse, '/candidates?per_page=500');
    const moments = all.map(({ updated_at }): string => updated_at).toSorted();
    const [from = '', to = ''] = [moments[10], moments[20]];
    const count = async (query: string) =>
      (await readAll(greenhouse, `/candidates?${query}`)).length;
    assert.equal(await count(`updated_at=gte|${from}`), 50);
    assert.equal(await count(`updated_at=gt|${from}`), 49);
    assert.equal(await count(`updated_at[gte]=${from}`), 50);
    assert.equal(await count(`updated_at=gte|${from}|lt|${to}`), 10);
  });

  it('finds people by e-mail and tag, and shows only the fields that are asked for', async () => {
    const all = await readAll(greenhouse, '/candidates?per_page=500');
    const known = all.find(({ email_addresses, tags }) => email_addresses?.[0] && tags?.[0]);
    const email = String(known.email_addresses[0].value);
    const query = `email=${encodeURIComponent(email.toUpperCase())}`;
    assert.equal((await only(greenhouse, `/candidates?${query}`)).id, known.id);
    const tagged = await bodyOf(greenhouse, `/candidates?tag=${encodeURIComponent(known.tags[0])}`);
    assert.ok(idsOf(tagged).includes(known.id));
    const { body } = await ask(greenhouse, '/candidates?fields=id&per_page=1');
    assert.deepEqual(Object.keys(body[0]), ['id']);
    const isPublic = await readAll(greenhouse, '/candidates?private=false');
    assert.ok(isPublic.length < all.length && isPublic.every((one) => !one.private));
  });

  it('tells of its limit in every answer, and keeps it when it is told to', async () => {
    const free = await ask(greenhouse, '/jobs?page=1');
    assert.equal(free.headers.get('x-ratelimit-limit'), '1000000');
    const at = Date.UTC(2026, 10, 30, 0, 0, 30);
    const limited = await start({ limits: { areEnforced: true }, now: () => at });
    for (let left = 74; left >= 0; left -= 1) {
      const { headers } = await ask(limited, '/user_roles');
      assert.equal(headers.get('x-ratelimit-remaining'), String(left));
    }
    const { status, headers } = await ask(limited, '/user_roles');
    assert.deepEqual([status, headers.get('retry-after')], [429, '30']);
    assert.equal(headers.get('x-ratelimit-reset'), String(at / 1000 + 30));
  });

  it('gives links to files for a week, which take no credentials besides', async () => {
    const [file] = await bodyOf(greenhouse, '/attachments?type=resume');
    const response = await fetch(file.url);
    assert.equal(response.headers.get('content-type'), 'application/pdf');
    const headers = { authorization: 'Bearer x' };
    assert.equal((await fetch(file.url, { headers })).status, 400);
    now += 8 * 86_400_000;
    assert.equal((await fetch(file.url)).status, 403);
    now -= 8 * 86_400_000;
  });

  it('goes on after a restart where its state file ends', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'greenhouse-'));
    const stateFile = path.join(folder, 'state');
    const first = await startGreenhouseSimulator({ candidates: 60, stateFile });
    const { id } = first.company.addPerson({ name: 'Mara Lindqvist' });
    await first.close();
    const second = await start({ stateFile });
    assert.equal((await only(second, `/candidates?ids=${id}`)).id, Number(id));
    await rm(folder, { recursive: true });
  });
});
