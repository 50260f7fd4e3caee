import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { AshbySimulator } from '@hirewire/simulators';
import {
  type ListName,
  type OfficialSdk,
  createOfficialSdk,
  listAll,
  listNames,
  listPage,
  listPages,
  remoteIds,
} from './official-sdk.ts';
import { simulatedRemoteIds } from './simulated-remote-ids.ts';
import { type RunningHirewire, type Tenant, startSyncedHirewire } from './start-hirewire.ts';

/** Reading these record by record takes a moment. */
const small: ListName[] = ['tags', 'roles', 'rejection_reasons', 'users', 'jobs'];

describe('paging with the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let tenant: Tenant;
  let sdk: OfficialSdk;

  before(async () => {
    ({ hirewire, simulator, tenant } = await startSyncedHirewire());
    sdk = createOfficialSdk(hirewire.url, tenant);
  });
  after(() => hirewire.close());

  for (const name of listNames) {
    const sizes = small.includes(name) ? [1, 7, 100, 250] : [7, 100, 250];
    for (const size of sizes) {
      it(`gives each of ${name} exactly once in pages of ${size}`, async () => {
        const pages = await listPages(sdk.kombo, name, { page_size: size });
        const expected = simulatedRemoteIds(simulator.state)[name];
        assert.ok(expected.length > 0, 'the simulator has none');
        assert.deepEqual(remoteIds(pages.flat()), expected);
        const ids = pages.flat().map(({ id }) => id);
        assert.equal(new Set(ids).size, expected.length, 'ids repeat');
        const lengths = pages.map(({ length }) => length);
        const fullPages = Math.ceil(expected.length / size) - 1;
        const rest = expected.length - fullPages * size;
        assert.deepEqual(lengths, [...Array<number>(fullPages).fill(size), rest]);
      });
    }

    it(`ends ${name} without another page when the last one is full`, async () => {
      const ids = (await listAll(sdk.kombo, name)).slice(0, 5).map(({ id }) => id);
      const page = await listPage(sdk.kombo, name, { ids, page_size: 5 });
      assert.equal(page.result.data.results.length, 5);
      assert.equal(page.result.data.next, null);
      assert.equal(await page.next(), null);
    });

    it(`repeats the filters of ${name} on every page`, async () => {
      const ids = (await listAll(sdk.kombo, name)).slice(0, 7).map(({ id }) => id);
      const pages = await listPages(sdk.kombo, name, { ids, page_size: 3 });
      assert.deepEqual(
        pages.map((page) => page.length),
        [3, 3, 1],
      );
      assert.deepEqual(new Set(pages.flat().map(({ id }) => id)), new Set(ids));
    });

    it(`pages ${name} that changed since a time just the same`, async () => {
      const pages = await listPages(sdk.kombo, name, { updated_after: new Date(0), page_size: 7 });
      assert.deepEqual(remoteIds(pages.flat()), simulatedRemoteIds(simulator.state)[name]);
    });
  }

  it('gives pages of 100 when nothing is asked for', async () => {
    const page = await listPage(sdk.kombo, 'applications');
    assert.equal(sdk.exchanges.at(-1)?.url.search, '');
    assert.equal(page.result.data.results.length, 100);
  });

  it('goes on with another page size', async () => {
    const first = await listPage(sdk.kombo, 'candidates', { page_size: 30 });
    const cursor = first.result.data.next ?? assert.fail('no second page');
    const rest = await listPages(sdk.kombo, 'candidates', { page_size: 101, cursor });
    const all = [...first.result.data.results, ...rest.flat()];
    assert.deepEqual(remoteIds(all), simulatedRemoteIds(simulator.state).candidates);
  });

  it("ends by the SDK's own iterator", async () => {
    const seen: { remote_id: string }[] = [];
    for await (const page of await sdk.kombo.ats.getCandidates({ page_size: 50 })) {
      seen.push(...page.result.data.results);
    }
    assert.deepEqual(remoteIds(seen), simulatedRemoteIds(simulator.state).candidates);
  });

  it('skips and repeats nothing while a sync writes', async () => {
    const candidates = [...simulator.state.records.candidates.values()];
    const expected = remoteIds(await listAll(sdk.kombo, 'candidates'));
    const seen: { remote_id: string | null }[] = [];
    let page = await listPage(sdk.kombo, 'candidates', { page_size: 20 });
    for (let round = 0; ; round += 1) {
      seen.push(...page.result.data.results);
      for (const { id } of candidates.slice(round * 20, round * 20 + 20)) {
        simulator.state.updateCandidate(id, { company: `Company ${round}` });
      }
      if (round % 3 === 0) await hirewire.sync(tenant.integrationId, 'DELTA');
      const next = page.next();
      if (next === null) break;
      page = await next;
    }
    assert.deepEqual(remoteIds(seen), expected);
  });
});
