import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startWorkableSimulator } from './start-workable-simulator.ts';
import type { WorkableSimulator } from './start-workable-simulator.ts';
import { ask, bodyOf, readAll, refusal, write } from './testing/workable-client.ts';
import type { WorkableSimulatorOptions } from './workable.ts';

const notAuthorized = [401, 'Not authorized'];
const notFound = [404, 'Not found'];

describe('the protocol of the Workable simulator', () => {
  let workable: WorkableSimulator;
  const started: WorkableSimulator[] = [];
  before(async () => {
    workable = await start({ candidates: 130 });
  });
  after(() => Promise.all(started.map((one) => one.close())));

  async function start(options: WorkableSimulatorOptions = {}): Promise<WorkableSimulator> {
    const simulator = await startWorkableSimulator({ candidates: 40, ...options });
    started.push(simulator);
    return simulator;
  }

  it('takes the account token as a bearer, and no other', async () => {
    assert.equal((await ask(workable, '/accounts')).status, 200);
    const { access_token: revoked } = workable.badCredentials;
    for (const authorization of ['', 'Bearer', `Bearer ${revoked}`, 'Basic eDo=']) {
      const refused = await refusal(workable, '/accounts', { headers: { authorization } });
      assert.deepEqual(refused, notAuthorized, authorization);
    }
  });

  it('gives tokens for a code that expire, and takes each refresh token once', async () => {
    const { id: client_id, secret: client_secret } = workable.oauthClient;
    const token = async (fields: Record<string, string>) => {
      const body = new URLSearchParams({ client_id, client_secret, ...fields });
      const response = await fetch(`${workable.url}/oauth/token`, { method: 'POST', body });
      return (await response.json()) as Record<string, string>;
    };
    const code = workable.oauth.newCode();
    const first = await token({ grant_type: 'authorization_code', code });
    const refresh = { grant_type: 'refresh_token', refresh_token: first['refresh_token'] ?? '' };
    const second = await token(refresh);
    assert.equal((await token(refresh))['error'], 'invalid_grant');
    const headers = { authorization: `Bearer ${second['access_token']}` };
    assert.equal((await ask(workable, '/jobs', { headers })).status, 200);
    workable.oauth.expireAccess();
    assert.deepEqual(await refusal(workable, '/jobs', { headers }), notAuthorized);
  });

  it('refuses what the token has no scope for, and paths that a test names', async () => {
    const limited = await start({ access: { scopes: ['r_jobs'] } });
    const forbidden = [403, 'Forbidden'];
    assert.equal((await ask(limited, '/stages')).status, 200);
    assert.deepEqual(await refusal(limited, '/candidates'), forbidden);
    limited.access.scopes.push('r_candidates');
    const [{ id }] = (await bodyOf(limited, '/candidates')).candidates;
    assert.equal((await write(limited, `/candidates/${id}/revert`, {})).status, 403);
    limited.access.refused = /^(\/jobs\/[^/]+)?\/stages$/;
    const [{ shortcode }] = (await bodyOf(limited, '/jobs')).jobs;
    assert.deepEqual(await refusal(limited, '/stages'), forbidden);
    assert.deepEqual(await refusal(limited, `/jobs/${shortcode}/stages`), forbidden);
    assert.equal((await ask(limited, `/jobs/${shortcode}`)).status, 200);
  });

  it('knows jobs by their code, and says of all that it does not know the same', async () => {
    const [{ id, shortcode }] = (await bodyOf(workable, '/jobs')).jobs;
    assert.equal((await bodyOf(workable, `/jobs/${shortcode}`)).id, id);
    const unknown = [`/jobs/${id}`, '/candidates/ffffffff', '/candidates?shortcode=X1', '/rockets'];
    for (const one of unknown) assert.deepEqual(await refusal(workable, one), notFound, one);
    assert.deepEqual(await refusal(workable, '/stages', { method: 'PUT' }), notFound);
  });

  it('goes on with the record that an address names, in the order of ids, up to 100 a page', async () => {
    const first = await bodyOf(workable, '/candidates');
    assert.equal(first.candidates.length, 50);
    const next = new URL(first.paging.next);
    assert.equal(next.pathname, '/spi/v3/candidates');
    assert.equal(next.searchParams.get('limit'), '50');
    const second = await bodyOf(workable, next.href);
    assert.equal(second.candidates[0].id, next.searchParams.get('since_id'));
    const all = await readAll(workable, '/candidates?limit=100', 'candidates');
    const ids = all.map(({ id }): string => id);
    assert.deepEqual(ids, ids.toSorted());
    assert.equal(new Set(ids).size, workable.company.tables.applications.count);
    const last = await bodyOf(workable, `/candidates?since_id=${ids.at(-1)}`);
    assert.deepEqual(Object.keys(last), ['candidates'], 'The last page has no paging.');
    const [from, to] = [ids[3], ids[6]];
    const some = await bodyOf(workable, `/candidates?since_id=${from}&max_id=${to}`);
    assert.deepEqual(
      some.candidates.map(({ id }: { id: string }) => id),
      ids.slice(3, 7),
    );
  });

  it('goes on behind a record that was deleted, and loses none', async () => {
    const shrinking = await start();
    const [first] = (await bodyOf(shrinking, '/candidates?limit=1')).candidates;
    const page = await bodyOf(shrinking, `/candidates?since_id=${first.id}&limit=2`);
    const next = new URL(page.paging.next);
    const gone = next.searchParams.get('since_id') ?? '';
    const before = await readAll(shrinking, '/candidates', 'candidates');
    shrinking.company.remove('applications', gone);
    const rest = await readAll(shrinking, next.href, 'candidates');
    assert.equal(rest.length, before.length - 3);
  });

  it('goes on with the candidates of a job at the path of the job', async () => {
    const [{ job }] = (await bodyOf(workable, '/candidates?stage=interview')).candidates;
    const list = `/candidates?shortcode=${job.shortcode}&limit=1`;
    const next = new URL((await bodyOf(workable, list)).paging.next);
    assert.equal(next.pathname, `/spi/v3/jobs/${job.shortcode}/candidates`);
    assert.equal(next.searchParams.has('shortcode'), false);
    const own = await readAll(workable, list, 'candidates');
    assert.ok(own.length > 1);
    assert.deepEqual(new Set(own.map((one) => one.job.shortcode)), new Set([job.shortcode]));
  });

  it('refuses unknown parameters and values that are none', async () => {
    const wrong = [
      '/candidates?state=published',
      '/candidates?limit=101',
      '/candidates?limit=0',
      '/candidates?since_id=zzz',
      '/candidates?updated_after=yesterday',
      '/jobs?state=open',
      '/jobs?include_fields=salary',
      '/events?type=InterviewEvent',
      '/events?context=all',
      '/members?status=gone',
      '/departments?limit=5',
    ];
    for (const one of wrong) assert.equal((await refusal(workable, one))[0], 422, one);
  });

  it('keeps 10 requests in 10 seconds for all, and tells of it in answers to some reads', async () => {
    let now = Date.UTC(2027, 0, 1);
    const busy = await start({ limits: { areEnforced: true }, now: () => now });
    const told = (headers: Headers) => [
      headers.get('x-rate-limit-limit'),
      headers.get('x-rate-limit-remaining'),
      headers.get('x-rate-limit-reset'),
    ];
    const reset = String(now / 1000 + 10);
    assert.deepEqual(told((await ask(busy, '/stages')).headers), ['10', '9', reset]);
    for (const silent of ['/recruiters', '/requisitions']) {
      assert.deepEqual(told((await ask(busy, silent)).headers), [null, null, null], silent);
    }
    assert.deepEqual(told((await ask(busy, '/stages')).headers), ['10', '6', reset]);
    for (let count = 0; count < 6; count += 1) await ask(busy, '/stages');
    const { status, headers } = await ask(busy, '/stages');
    assert.deepEqual(
      [status, headers.get('retry-after'), headers.get('x-rate-limit-reset')],
      [429, null, reset],
    );
    now += 10_000;
    assert.equal((await ask(busy, '/stages')).status, 200);
  });

  it('invents the same account from the same seed, and goes on with a saved one', async (context) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'workable-'));
    context.after(() => rm(folder, { recursive: true }));
    const options = { candidates: 12, stateFile: path.join(folder, 'state') };
    const first = await start(options);
    const before = await readAll(first, '/candidates', 'candidates');
    const fresh = await start({ candidates: 12 });
    const links = (one: object) => JSON.stringify(one).replaceAll(/127\.0\.0\.1:\d+/g, '');
    assert.equal(links(await readAll(fresh, '/candidates', 'candidates')), links(before));
    const [{ id }] = before;
    const tags = { method: 'PUT', body: { tags: ['Kept'] } };
    await bodyOf(first, `/candidates/${id}/tags`, tags);
    const { body: comment } = await write(first, `/candidates/${id}/comments`, {
      comment: { body: 'Kept, too' },
    });
    await first.close();
    started.splice(started.indexOf(first), 1);
    const second = await start(options);
    assert.deepEqual((await bodyOf(second, `/candidates/${id}`)).candidate.tags, ['Kept']);
    const again = await write(second, `/candidates/${id}/comments`, { comment: { body: 'More' } });
    assert.notEqual(again.body.id, comment.id);
  });
});
