import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TeamtailorOptions } from './account.ts';
import { startTeamtailorSimulator } from './start-teamtailor-simulator.ts';
import type { TeamtailorSimulator } from './start-teamtailor-simulator.ts';
import { ask, documentOf, readAll, refusal, write } from './testing/teamtailor-client.ts';

describe('the protocol of the Teamtailor simulator', () => {
  let teamtailor: TeamtailorSimulator;
  const started: TeamtailorSimulator[] = [];
  before(async () => {
    teamtailor = await start();
  });
  after(() => Promise.all(started.map((one) => one.close())));

  async function start(options: TeamtailorOptions = {}): Promise<TeamtailorSimulator> {
    const simulator = await startTeamtailorSimulator({ candidates: 40, ...options });
    started.push(simulator);
    return simulator;
  }

  it('takes the key as a token, and answers 401 without a body to all else', async () => {
    const { status, headers, body } = await ask(teamtailor, '/company');
    assert.deepEqual([status, body.data.type], [200, 'companies']);
    assert.equal(headers.get('content-type'), 'application/vnd.api+json');
    const { apiKey } = teamtailor.access;
    for (const authorization of [
      '',
      `Bearer ${apiKey}`,
      'Token token=x',
      `Token token="${apiKey}"`,
    ]) {
      const refused = await ask(teamtailor, '/company', { headers: { authorization } });
      assert.deepEqual([refused.status, refused.body], [401, ''], authorization);
    }
  });

  it('no longer knows a key that was replaced', async () => {
    const renewed = await start();
    const authorization = `Token token=${renewed.credentials.api_key}`;
    renewed.access.apiKey = 'another';
    assert.equal((await ask(renewed, '/company', { headers: { authorization } })).status, 401);
    assert.equal((await ask(renewed, '/company')).status, 200);
  });

  it('asks for a version of the API, and says which is current', async () => {
    for (const version of ['', 'latest', '20100101', '2024-09-04']) {
      const { status, body } = await ask(teamtailor, '/company', {
        headers: { 'x-api-version': version },
      });
      assert.equal(status, 406, version);
      assert.equal(body.errors[0].title, 'Invalid/Missing API Version');
      assert.match(body.errors[0].detail, /20240904/);
    }
  });

  it('shows a key what its scope has, and lets it write what it may', async () => {
    const limited = await start({ access: { level: 'internal', rights: 'read' } });
    for (const type of ['candidates', 'job-applications', 'users', 'notes', 'stages']) {
      assert.deepEqual(await refusal(limited, `/${type}`), [403, '403'], type);
    }
    const everything = '/jobs?filter[status]=all&filter[feed]=public,internal';
    const { length } = await readAll(limited, everything);
    assert.equal(length, limited.company.tables.jobs.count);
    const { data, included } = await documentOf(limited, `${everything}&include=user,department`);
    assert.equal(data[0].relationships.user.data, null);
    assert.deepEqual(
      [...new Set(included.map((one: { type: string }) => one.type))],
      ['departments'],
    );
    limited.access.level = 'public';
    const seen = await readAll(limited, everything);
    assert.ok(seen.length > 0 && seen.length < length);
    for (const { attributes } of seen) {
      assert.deepEqual([attributes['human-status'], attributes.internal], ['published', false]);
    }
    limited.access.level = 'admin';
    const attributes = { 'first-name': 'Ada' };
    assert.equal((await write(limited, 'candidates', { attributes })).status, 403);
    limited.access.rights = 'write';
    const { status, body } = await write(limited, 'candidates', { attributes });
    assert.equal(status, 201);
    assert.equal(
      (await write(limited, 'candidates', { id: body.data.id, attributes })).status,
      403,
    );
    assert.equal((await ask(limited, '/users')).status, 403);
  });

  it('keeps 50 requests in 10 seconds, and tells in headers when to come again', async () => {
    let now = Date.UTC(2027, 0, 1);
    const busy = await start({ limits: { areEnforced: true }, now: () => now });
    for (let left = 49; left >= 0; left -= 1) {
      const { status, headers } = await ask(busy, '/company');
      assert.deepEqual([status, headers.get('x-rate-limit-remaining')], [200, String(left)]);
    }
    now += 4000;
    const { status, headers, body } = await ask(busy, '/company');
    assert.deepEqual([status, body.errors[0].code], [429, '429']);
    assert.deepEqual(
      [headers.get('x-rate-limit-limit'), headers.get('x-rate-limit-reset')],
      ['50', '6'],
    );
    assert.equal(headers.get('retry-after'), null);
    now += 6000;
    assert.equal((await ask(busy, '/company')).status, 200);
  });

  it('numbers pages, ten records each unless asked, and never more than thirty', async () => {
    const { data, meta, links } = await documentOf(teamtailor, '/stages?sort=id');
    const { count } = teamtailor.company.tables.stages;
    assert.equal(data.length, 10);
    assert.deepEqual(meta, { 'record-count': count, 'page-count': Math.ceil(count / 10) });
    assert.equal(links.prev, undefined);
    assert.match(links.next, /^http:.*\/v1\/stages\?sort=id&page%5Bnumber%5D=2&page%5Bsize%5D=10$/);
    const last = await documentOf(teamtailor, links.last);
    assert.equal(last.links.next, undefined);
    assert.ok(last.links.prev !== undefined && last.data.length > 0);
    const ids = (await readAll(teamtailor, '/stages')).map(({ id }) => Number(id));
    assert.equal(new Set(ids).size, count);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => a - b),
    );
    for (const query of ['page[size]=31', 'page[size]=0', 'page[number]=x']) {
      assert.deepEqual(await refusal(teamtailor, `/stages?${query}`), [400, '118'], query);
    }
    assert.deepEqual((await documentOf(teamtailor, '/stages?page[number]=999')).data, []);
  });

  it('gives candidates by cursor since 2024-09-04, and by number before', async () => {
    const { links, meta } = await documentOf(teamtailor, '/candidates?page[size]=30');
    assert.equal(meta['record-count'], 40);
    const token = new URL(links.next).searchParams.get('page[after]');
    assert.equal((await readAll(teamtailor, '/candidates')).length, 40);
    const followed = await documentOf(teamtailor, `/candidates?page[after]=${token}`);
    assert.equal(followed.data.length, 10);
    for (const query of [`page[after]=${token}&sort=-id`, 'page[after]=x']) {
      assert.deepEqual(await refusal(teamtailor, `/candidates?${query}`), [400, '118'], query);
    }
    assert.deepEqual(await refusal(teamtailor, '/candidates?page[number]=2'), [400, '105']);
    const headers = { 'x-api-version': '20210218' };
    assert.equal((await readAll(teamtailor, '/candidates', headers)).length, 40);
    const old = await documentOf(teamtailor, '/candidates?page[number]=4', { headers });
    assert.equal(old.data.length, 10);
    const after = '/candidates?page[after]=x';
    assert.deepEqual(await refusal(teamtailor, after, { headers }), [400, '105']);
  });

  it('refuses parameters, filters, relations and orders that it does not have', async () => {
    const refused: Record<string, string> = {
      'limit=5': '105',
      'filter[name]=x': '102',
      'filter[created-at]=2026-01-01': '102',
      'filter[rejected-at][after]=2026-01-01': '102',
      'filter[updated-at][from]=soon': '103',
      'include=company': '112',
      'include=job.recruiter': '112',
      'sort=mood': '114',
      'fields[moods]=good': '104',
    };
    for (const [query, code] of Object.entries(refused)) {
      assert.deepEqual(await refusal(teamtailor, `/job-applications?${query}`), [400, code], query);
    }
    const [{ id }] = (await documentOf(teamtailor, '/users')).data;
    assert.deepEqual(await refusal(teamtailor, `/users/${id}?filter[email]=x`), [400, '105']);
  });

  it('says what it does not find', async () => {
    for (const place of ['/candidates/1', '/jobs/x', '/moods', '/candidates/1/answers']) {
      assert.deepEqual(await refusal(teamtailor, place), [404, '404'], place);
    }
  });

  it('refuses documents in another form', async () => {
    const post = (body: unknown, headers: Record<string, string> = {}) =>
      refusal(teamtailor, '/candidates', { method: 'POST', body, headers });
    const type = 'candidates';
    assert.deepEqual(await post({ data: { type } }, { 'content-type': 'application/json' }), [
      415,
      '415',
    ]);
    assert.deepEqual(await post([]), [400, '400']);
    assert.deepEqual(await post({}), [400, '106']);
    assert.deepEqual(await post({ data: { type: 'people' } }), [400, '116']);
    assert.deepEqual(await post({ data: { type, mood: 'good' } }), [400, '105']);
    assert.deepEqual(await post({ data: { type, attributes: { mood: 'good' } } }), [400, '105']);
    assert.deepEqual(await post({ data: { type, relationships: { job: { data: null } } } }), [
      400,
      '105',
    ]);
    assert.deepEqual(await post({ data: { type, attributes: { email: 'ada' } } }), [422, '100']);
    const { body } = await write(teamtailor, 'job-applications', { attributes: {} });
    assert.deepEqual(body.errors, [
      {
        title: 'must exist',
        detail: 'candidate - must exist',
        code: '100',
        status: '422',
        source: { pointer: '/data/relationships/candidate' },
      },
    ]);
    const [{ id }] = (await documentOf(teamtailor, '/candidates')).data;
    const other = { data: { type, id: '1', attributes: {} } };
    const sent = { method: 'PATCH', body: other };
    assert.deepEqual(await refusal(teamtailor, `/candidates/${id}`, sent), [400, '110']);
  });

  it('goes on from its state file', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hirewire-teamtailor-'));
    const stateFile = path.join(folder, 'teamtailor.state');
    const first = await startTeamtailorSimulator({ candidates: 20, stateFile });
    const made = (
      await write(first, 'candidates', { attributes: { pitch: 'Kept', tags: ['New'] } })
    ).body;
    await first.close();
    const second = await startTeamtailorSimulator({ candidates: 20, stateFile });
    const { attributes } = (await documentOf(second, `/candidates/${made.data.id}`)).data;
    assert.deepEqual([attributes.pitch, attributes.tags], ['Kept', ['New']]);
    const next = (await write(second, 'candidates', { attributes: {} })).body.data.id;
    assert.ok(Number(next) > Number(made.data.id));
    await second.close();
    await rm(folder, { recursive: true });
  });
});
