import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { VendorJson } from '../kit/testing/vendor-json.ts';
import { startRecruiteeSimulator } from './start-recruitee-simulator.ts';
import type { RecruiteeSimulator } from './start-recruitee-simulator.ts';
import { bodyOf } from './testing/recruitee-client.ts';

describe('search of the Recruitee simulator', () => {
  let recruitee: RecruiteeSimulator;
  before(async () => {
    recruitee = await startRecruiteeSimulator({ candidates: 200 });
  });
  after(() => recruitee.close());

  const search = (filters: unknown, query = 'limit=1000'): Promise<VendorJson> =>
    bodyOf(
      recruitee,
      `/search/new/candidates?${query}&filters_json=${encodeURIComponent(JSON.stringify(filters))}`,
    );
  const countOf = async (...filters: object[]): Promise<number> => (await search(filters)).total;

  it('filters by what it knows', async () => {
    const { applications, tags } = recruitee.company.tables;
    const [application] = applications.values();
    const [tag] = tags.values();
    const rows = [...applications.values()];
    const peopleOf = (test: (row: (typeof rows)[number]) => boolean): number =>
      new Set(rows.filter(test).map(({ personId }) => personId)).size;
    const jobs = { filter: 'jobs', id: { in: [Number(application!.jobId)] } };
    assert.equal(
      await countOf(jobs),
      peopleOf(({ jobId }) => jobId === application!.jobId),
    );
    const rejected = peopleOf(({ status }) => status === 'rejected');
    assert.equal(await countOf({ filter: 'disqualifies', reason: { has_any: true } }), rejected);
    assert.equal(
      await countOf({ filter: 'disqualifies', reason: { has_none: true } }),
      200 - rejected,
    );
    const tagged = [...recruitee.company.tables.people.values()].filter(({ tagIds }) =>
      tagIds.includes(tag!.id),
    );
    assert.equal(await countOf({ filter: 'tags', id: { in: [Number(tag!.id)] } }), tagged.length);
    const notIn = { filter: 'tags', id: { not_in: [Number(tag!.id)] } };
    assert.equal(await countOf(notIn), 200 - tagged.length);
    const hits = (await search([{ filter: 'stages', name: { in: ['Hired'] } }])).hits;
    assert.ok(
      hits.every(({ placements }: VendorJson) =>
        placements.some((one: VendorJson) => one.is_hired),
      ),
    );
    const from = Date.UTC(2026, 0, 1) / 1000;
    assert.ok((await countOf({ field: 'created_at', gte: from })) < 200);
    const { hits: named } = await search([{ field: 'all', query: 'EXAMPLE.COM' }]);
    assert.ok(named.length > 150 && named.every(({ emails }: VendorJson) => emails.length > 0));
  });

  it('finds everybody by what it does not know', async () => {
    for (const filter of [
      { field: 'updated_at', gte: Date.UTC(2026, 9, 30) / 1000 },
      { filter: 'job', id: { in: [1] } },
      { field: 'toString' },
      {},
    ]) {
      assert.equal(await countOf(filter), 200, JSON.stringify(filter));
    }
    assert.equal((await search('no list')).total, 200);
    assert.equal((await search([], 'query=nobody&term=nobody')).total, 200);
  });

  it('counts the second of two filters for one entity', async () => {
    const none = { filter: 'jobs', id: { in: [1] } };
    const all = { filter: 'jobs', id: {} };
    assert.equal(await countOf(none, all), 200);
    assert.equal(await countOf(all, none), 0);
  });

  it('sorts by what it knows, and pages by number', async () => {
    const datesOf = async (sort: string): Promise<string[]> =>
      (await search([], `limit=1000&sort_by=${sort}`)).hits.map(
        (hit: VendorJson) => hit.last_activity_at,
      );
    const latest = await datesOf('last_activity_at_desc');
    assert.deepEqual(latest, latest.toSorted().toReversed());
    assert.deepEqual(await datesOf('last_activity_at_asc'), latest.toSorted());
    assert.notDeepEqual(await datesOf('last_activity_desc'), latest);
    const ids = async (query: string) =>
      (await search([], query)).hits.map(({ id }: VendorJson) => id);
    const all = await ids('limit=100');
    assert.deepEqual(await ids('limit=20&page=3'), all.slice(40, 60));
    assert.deepEqual(await ids('limit=20&offset=40'), all.slice(40, 60));
    assert.equal((await ids('')).length, 60);
  });

  it('shows neither ids of placements nor when somebody changed', async () => {
    const { hits } = await search([]);
    const [hit] = hits.filter(({ placements }: VendorJson) => placements.length > 0);
    assert.ok(!('updated_at' in hit) && !('id' in hit.placements[0]));
    assert.ok(hit.placements[0].offer.id > 0);
  });

  it('finds others by an address, too, when asked quickly', async () => {
    const [person] = [...recruitee.company.tables.people.values()].filter(
      ({ emails }) => emails.length > 0,
    );
    const address = person!.emails[0]!;
    const twin = recruitee.company.addPerson({
      name: 'Somebody Else',
      emails: [address.replace('example.com', 'example.org')],
    });
    const query = `only=candidates&query=${encodeURIComponent(address)}`;
    const { candidates } = await bodyOf(recruitee, `/search/new/quick?${query}&with_emails=true`);
    const found = candidates.hits.map(({ id }: VendorJson) => String(id));
    assert.ok(found.includes(person!.id) && found.includes(twin.id));
    const plain = (await bodyOf(recruitee, `/search/new/quick?${query}`)).candidates;
    assert.ok(!('emails' in plain.hits[0]));
  });
});
