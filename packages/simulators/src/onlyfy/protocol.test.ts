import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { OnlyfySimulatorOptions } from './onlyfy.ts';
import { startOnlyfySimulator } from './start-onlyfy-simulator.ts';
import type { OnlyfySimulator } from './start-onlyfy-simulator.ts';
import { ask, bodyOf, readAll, refusal } from './testing/onlyfy-client.ts';

describe('the protocol of the onlyfy simulator', () => {
  let onlyfy: OnlyfySimulator;
  const started: OnlyfySimulator[] = [];
  before(async () => {
    onlyfy = await start({ candidates: 130 });
  });
  after(() => Promise.all(started.map((one) => one.close())));

  async function start(options: OnlyfySimulatorOptions = {}): Promise<OnlyfySimulator> {
    const simulator = await startOnlyfySimulator({ candidates: 20, ...options });
    started.push(simulator);
    return simulator;
  }

  it('takes the key in the header apikey, and nowhere else', async () => {
    assert.equal((await ask(onlyfy, '/job')).status, 200);
    const { api_key: key } = onlyfy.credentials;
    const refused: Record<string, string>[] = [
      { apikey: '' },
      { apikey: onlyfy.badCredentials['api_key']! },
      { apikey: '', authorization: `Bearer ${key}` },
      { apikey: '', 'x-api-key': key },
    ];
    for (const headers of refused) {
      assert.equal((await refusal(onlyfy, '/job', { headers }))[0], 401, JSON.stringify(headers));
    }
    assert.equal(
      (await refusal(onlyfy, `/job?apikey=${key}`, { headers: { apikey: '' } }))[0],
      401,
    );
  });

  it('refuses what the access group of the key does not show', async () => {
    const limited = await start();
    limited.access.refused = /^\/candidate(\/|$)/;
    assert.equal((await refusal(limited, '/candidate'))[0], 403);
    assert.equal((await refusal(limited, '/candidate/1'))[0], 403);
    assert.equal((await ask(limited, '/candidate_tag')).status, 200);
  });

  it('answers 404 to unknown records and paths, and 405 to other methods', async () => {
    const [{ id }] = (await bodyOf(onlyfy, '/job')).data;
    const unknown = ['/job/1', '/candidate/abc', '/rockets', '/user', `/candidate/${id}`];
    for (const one of unknown) assert.equal((await refusal(onlyfy, one))[0], 404, one);
    assert.equal((await refusal(onlyfy, `/job/${id}`, { method: 'DELETE' }))[0], 405);
    assert.equal((await refusal(onlyfy, '/job', { method: 'POST', body: {} }))[0], 405);
    assert.equal((await bodyOf(onlyfy, `/job/${id}`)).id, id);
  });

  it('names the pages around a page, until there is none', async () => {
    const first = await bodyOf(onlyfy, '/candidate');
    assert.equal(first.data.length, 25);
    assert.deepEqual(Object.keys(first), ['data', 'links']);
    assert.deepEqual(Object.keys(first.links), ['self', 'first', 'prev', 'next', 'last']);
    assert.equal(first.links.prev, null);
    const second = await bodyOf(onlyfy, first.links.next);
    assert.equal(second.links.prev, first.links.self);
    assert.equal(second.links.self, first.links.next);
    const last = await bodyOf(onlyfy, first.links.last);
    assert.equal(last.links.next, null);
    const ids = (await readAll(onlyfy, '/candidate?page_size=100')).map(({ id }): number => id);
    assert.equal(new Set(ids).size, 130);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => a - b),
    );
  });

  it('gives 100 records a page at most, and none behind the last page', async () => {
    const large = await bodyOf(onlyfy, '/candidate?page_size=500');
    assert.equal(large.data.length, 100);
    assert.notEqual(large.links.next, null);
    const behind = await bodyOf(onlyfy, '/candidate?page=99');
    assert.deepEqual([behind.data, behind.links.next], [[], null]);
    for (const query of ['page=0', 'page=x', 'page_size=0', 'page_size=-1', 'page=1&page=2']) {
      assert.equal((await refusal(onlyfy, `/candidate?${query}`))[0], 400, query);
    }
  });

  it('can have smaller pages than were asked for, with empty ones between them', async () => {
    const sparse = await start({ limits: { pageSize: 8, hasEmptyPages: true } });
    const first = await bodyOf(sparse, '/candidate?page_size=50');
    assert.equal(first.data.length, 8);
    const second = await bodyOf(sparse, first.links.next);
    assert.deepEqual(second.data, []);
    assert.notEqual(second.links.next, null);
    assert.equal((await readAll(sparse, '/candidate')).length, 20);
    const last = await bodyOf(sparse, first.links.last);
    assert.equal(last.data.length, 4);
  });

  it('keeps filters in the addresses of pages', async () => {
    const filter = 'current_job_application_status[is_rejected]=true';
    const all = await readAll(onlyfy, '/application');
    const rejected = await readAll(onlyfy, `/application?${filter}&page_size=3`);
    const isRejected = (one: (typeof all)[number]) =>
      one.current_job_application_status.is_rejected;
    assert.deepEqual(rejected, all.filter(isRejected));
    assert.ok(rejected.length > 3);
  });

  it('refuses with 429 when a limit is set, with or without the time to wait', async () => {
    let now = Date.UTC(2027, 0, 1);
    for (const hasRetryAfter of [true, false]) {
      const rate = { requests: 2, windowMs: 60_000, hasRetryAfter };
      const busy = await start({ now: () => now, limits: { rate } });
      await ask(busy, '/job');
      await ask(busy, '/job');
      const { status, headers } = await ask(busy, '/job');
      assert.deepEqual([status, headers.get('retry-after')], [429, hasRetryAfter ? '60' : null]);
      now += 60_000;
      assert.equal((await ask(busy, '/job')).status, 200);
    }
  });

  it('fails as a test says', async () => {
    const failing = await start();
    failing.faults.add({ kind: '500', matching: 'candidate' });
    assert.equal((await ask(failing, '/job')).status, 200);
    assert.equal((await refusal(failing, '/candidate'))[0], 500);
    failing.faults.add({ kind: '429-without-retry-after' });
    assert.equal((await refusal(failing, '/candidate'))[0], 429);
    assert.equal((await ask(failing, '/candidate')).status, 200);
  });

  it('invents the same account from the same seed, and goes on with a saved one', async (context) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'onlyfy-'));
    context.after(() => rm(folder, { recursive: true }));
    const options = { candidates: 12, stateFile: path.join(folder, 'state') };
    const first = await start(options);
    const people = await readAll(first, '/candidate');
    assert.deepEqual(await readAll(await start({ candidates: 12 }), '/candidate'), people);
    const other = await start({ candidates: 12, seed: 2 });
    assert.notDeepEqual(await readAll(other, '/candidate'), people);

    const person = (name: string) => {
      const profile = { firstname: name, lastname: 'Lind' };
      return { method: 'POST', body: { email: `${name}@example.com`, profile } };
    };
    assert.equal((await ask(first, '/candidate', person('Ada'))).status, 201);
    const [{ id }] = people;
    const [application] = await readAll(first, '/application');
    const cv_file = { base64_content: Buffer.from('kept').toString('base64'), file_type: 'txt' };
    const patch = { method: 'PATCH', body: { cv_file, profile: { street: 'Kaiweg 3' } } };
    assert.equal((await ask(first, `/candidate/${id}`, patch)).status, 200);
    const [set] = (await bodyOf(first, '/status_set')).data;
    const status = set.statuses.at(-2);
    const move = `/application/${application.id}/status/${status.id}`;
    await ask(first, move, { method: 'PUT', body: { reason: 'Kept, too' } });
    const before = [
      await bodyOf(first, `/candidate/${id}`),
      await bodyOf(first, `/application/${application.id}`),
    ];
    await first.close();
    started.splice(started.indexOf(first), 1);
    const second = await start(options);
    const after = [
      await bodyOf(second, `/candidate/${id}`),
      await bodyOf(second, `/application/${application.id}`),
    ];
    assert.deepEqual(after, before);
    assert.equal(after[0].cv_file.base64_content, cv_file.base64_content);
    const { body: added } = await ask(second, '/candidate', person('Mara'));
    const known = await readAll(second, '/candidate');
    assert.equal(known.filter((one) => one.id === added.id).length, 1);
    assert.equal(known.length, 14);
  });
});
