import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { listRuns } from '@hirewire/store';
import fc from 'fast-check';
import { createCheckedFetch } from './checked-fetch.ts';
import { filtersOf } from './list-filters.ts';
import {
  type ListName,
  createOfficialSdk,
  listAll,
  listNames,
  listPath,
  remoteIds,
} from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

const words: Readonly<Record<string, readonly string[]>> = {
  outcomes: ['PENDING', 'HIRED,DECLINED'],
  outcome: ['PENDING'],
  statuses: ['OPEN', 'CLOSED,DRAFT'],
  status: ['OPEN'],
  employment_types: ['FULL_TIME,PART_TIME'],
  visibilities: ['PUBLIC,CONFIDENTIAL'],
  scopes: ['SYSTEM', 'JOB'],
  remote_created_after: ['2020-01-01'],
  updated_after: ['2020-01-01'],
};

/** What identifies a record or a person in an answer. */
const tellingKeys = /^(id|.*_id|remote_id|email|email_address|first_name|last_name|name|url)$/;

/** Every telling value anywhere in an answer. */
function tellingValues(answer: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(answer)) for (const item of answer) tellingValues(item, found);
  else if (typeof answer === 'object' && answer !== null) {
    for (const [key, value] of Object.entries(answer)) {
      if (typeof value === 'string' && tellingKeys.test(key)) found.add(value);
      else tellingValues(value, found);
    }
  }
  return found;
}

interface Side {
  tenant: Tenant;
  /** All that the tenant may see. */
  all: Record<ListName, { id: string; remote_id: string | null }[]>;
  values: Set<string>;
  /** Cursors of second pages, by list. */
  cursors: Partial<Record<ListName, string>>;
}

const runs = 15;

describe('a tenant never sees what is another’s', () => {
  let hirewire: RunningHirewire;
  /** Reads; has its own Ashby. */
  let reader: Side;
  /** Another environment with another Ashby. */
  let stranger: Side;
  /** Another environment with the Ashby of the reader: same remote ids, people and names. */
  let twin: Side;
  /** Another integration of the reader's own environment, with an Ashby of its own. */
  let sibling: Side;

  before(async () => {
    hirewire = await startHirewire();
    const own = await hirewire.startSimulator({ candidates: 60, seed: 21 });
    const foreign = await hirewire.startSimulator({ candidates: 60, seed: 22 });
    const third = await hirewire.startSimulator({ candidates: 60, seed: 23 });
    reader = await prepare(await hirewire.createTenant({ environment: 'reader', simulator: own }));
    stranger = await prepare(
      await hirewire.createTenant({ environment: 'stranger', simulator: foreign }),
    );
    twin = await prepare(await hirewire.createTenant({ environment: 'twin', simulator: own }));
    sibling = await prepare(
      await hirewire.createTenant({ environment: 'reader', simulator: third }),
    );
  });
  after(() => hirewire.close());

  async function prepare(tenant: Tenant): Promise<Side> {
    await hirewire.waitForSync(tenant.integrationId);
    const { kombo } = createOfficialSdk(hirewire.url, tenant);
    const side: Side = { tenant, all: {} as Side['all'], values: new Set(), cursors: {} };
    for (const name of listNames) {
      side.all[name] = await listAll(kombo, name);
      tellingValues(side.all[name], side.values);
      const { body } = await call(tenant, name, { page_size: '2' });
      side.cursors[name] = (body as { data: { next: string } }).data.next;
    }
    return side;
  }

  async function call(
    { apiKey, integrationId }: Pick<Tenant, 'apiKey' | 'integrationId'>,
    name: ListName,
    query: Record<string, string>,
  ): Promise<{ status: number; body: unknown }> {
    const search = new URLSearchParams(query).toString();
    const response = await createCheckedFetch([])(`${hirewire.url}${listPath(name)}?${search}`, {
      headers: { authorization: `Bearer ${apiKey}`, 'x-integration-id': integrationId },
    });
    return { status: response.status, body: await response.json() };
  }

  /** A value for a parameter, made of what a side may see. */
  function valueOf(side: Side, name: ListName, parameter: string): fc.Arbitrary<string> {
    const known = words[parameter];
    if (known !== undefined) return fc.constantFrom(...known);
    if (parameter === 'cursor') return fc.constantFrom(...Object.values(side.cursors));
    const texts = valuesFor(side, name, parameter).filter((text) => !text.includes(','));
    const isList = parameter.endsWith('s') && parameter !== 'name_contains';
    return isList
      ? fc
          .array(fc.constantFrom(...texts), { minLength: 1, maxLength: 20 })
          .map((all) => all.join())
      : fc.constantFrom(...texts);
  }

  for (const name of listNames) {
    for (const parameter of filtersOf(name)) {
      it(`by ${parameter} of ${name}`, async () => {
        const foreignOnly = new Set(
          [stranger, twin, sibling]
            .flatMap(({ values }) => [...values])
            .filter((value) => !reader.values.has(value)),
        );
        assert.ok(foreignOnly.size > 1000, 'there is too little to leak');
        const others = fc.constantFrom(stranger, twin, sibling);
        const second = fc.constantFrom(...filtersOf(name).filter((key) => key !== 'cursor'));
        const request = fc.record({
          filter: others.chain((other) => valueOf(other, name, parameter)),
          another: fc.option(
            second.chain((key) => valueOf(reader, name, key).map((value) => ({ [key]: value }))),
            { nil: {} },
          ),
          include_deleted: fc.constantFrom('true', 'false'),
          ignore_unsupported_filters: fc.constantFrom('true', 'false'),
          page_size: fc.constantFrom('1', '100', '250'),
        });
        const property = fc.asyncProperty(request, async ({ filter, another, ...options }) => {
          const query = { ...options, ...another, [parameter]: filter };
          const { body } = await call(reader.tenant, name, query);
          const leaked = [...tellingValues(body)].filter((value) => foreignOnly.has(value));
          assert.deepEqual(leaked, []);
        });
        await fc.assert(property, { numRuns: runs });
      });
    }

    it(`by a cursor of ${name}, which is refused`, async () => {
      for (const { cursors } of [stranger, twin, sibling]) {
        const cursor = cursors[name] ?? assert.fail('there is one page only');
        for (const query of [{ cursor }, { cursor, page_size: '2' }]) {
          const { status, body } = await call(reader.tenant, name, query);
          assert.equal(status, 400);
          assert.equal((body as ErrorBody).error.code, 'PLATFORM.INPUT_INVALID');
        }
      }
    });

    it(`by the integration id of another, which looks on ${name} like one that nobody has`, async () => {
      const unknown = await call(
        { ...reader.tenant, integrationId: 'ashby:222k7eCGyUdgt2JWZDNnkDs3' },
        name,
        {},
      );
      assert.equal((unknown.body as ErrorBody).error.code, 'PLATFORM.INTEGRATION_NOT_FOUND');
      for (const { tenant } of [stranger, twin]) {
        const { apiKey } = reader.tenant;
        const { integrationId } = tenant;
        assert.deepEqual(await call({ apiKey, integrationId }, name, {}), unknown);
      }
    });

    it(`by ids of ${name}: two integrations over one remote share remote ids, and no id`, () => {
      const own = reader.all[name];
      const others = twin.all[name];
      assert.deepEqual(remoteIds(own), remoteIds(others));
      const ids = new Set(own.map(({ id }) => id));
      assert.deepEqual(
        others.filter(({ id }) => ids.has(id)),
        [],
      );
    });
  }

  it('by syncs: a foreign integration cannot be made to sync', async () => {
    const before = await listRuns(hirewire.database, stranger.tenant.integrationId, { limit: 9 });
    const { kombo } = createOfficialSdk(hirewire.url, {
      ...reader.tenant,
      integrationId: stranger.tenant.integrationId,
    });
    await assert.rejects(kombo.general.triggerSync({}), {
      name: 'KomboGeneralError',
      statusCode: 404,
    });
    const now = await listRuns(hirewire.database, stranger.tenant.integrationId, { limit: 9 });
    assert.equal(now.length, before.length);
  });

  it('and sees its own by the same filters', async () => {
    let found = 0;
    for (const name of listNames) {
      for (const parameter of filtersOf(name)) {
        if (parameter === 'cursor') continue;
        const [filter = ''] = fc.sample(valueOf(reader, name, parameter), {
          numRuns: 1,
          seed: 1,
        });
        const { status, body } = await call(reader.tenant, name, { [parameter]: filter });
        assert.equal(status, 200, `${name} ${parameter}=${filter}`);
        found += (body as { data: { results: unknown[] } }).data.results.length;
      }
    }
    assert.ok(found > 500, `only ${found}`);
  });
});

interface ErrorBody {
  error: { code: string };
}

/** Where the values of a parameter are found: in its own list, or in that of what it names. */
function valuesFor(side: Side, name: ListName, parameter: string): string[] {
  const of = (list: ListName, key: string) =>
    side.all[list].flatMap((record) => {
      const value = (record as Record<string, unknown>)[key];
      return typeof value === 'string' && value !== '' ? [value] : [];
    });
  switch (parameter) {
    case 'ids':
      // Ids of every list: a filter must not care which list an id is from.
      return listNames.flatMap((list) => of(list, 'id'));
    case 'remote_ids':
      return of(name, 'remote_id');
    case 'job_ids':
      return of('jobs', 'id');
    case 'job_remote_ids':
      return of('jobs', 'remote_id');
    case 'current_stage_ids':
      return of('application_stages', 'id');
    case 'job_codes':
      return of('jobs', 'job_code');
    case 'name_contains':
      return of('jobs', 'name');
    case 'emails':
      return of('users', 'email');
    case 'email':
      return side.all.candidates.flatMap((candidate) => {
        const { email_addresses = [] } = candidate as {
          email_addresses?: { email_address: string }[];
        };
        return email_addresses.map(({ email_address }) => email_address);
      });
    default:
      return of(name, parameter);
  }
}
