import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import type { AshbySimulator } from '@hirewire/simulators';
import {
  type KeyRights,
  createApiKey,
  findIntegration,
  listApiKeys,
  revokeApiKey,
} from '@hirewire/store';
import { KomboAtsError, KomboGeneralError } from '@kombo-api/sdk/models/errors';
import {
  type OfficialSdk,
  createOfficialSdk,
  listAll,
  listNames,
  listPage,
} from './official-sdk.ts';
import { type RunningHirewire, type Tenant, startHirewire } from './start-hirewire.ts';

describe('errors in the official TypeScript SDK', () => {
  let hirewire: RunningHirewire;
  let simulator: AshbySimulator;
  let tenant: Tenant;
  let sdk: OfficialSdk;

  before(async () => {
    hirewire = await startHirewire();
    simulator = await hirewire.startSimulator({ candidates: 30, seed: 3 });
    tenant = await hirewire.createTenant({ environment: 'production', simulator });
    await hirewire.waitForSync(tenant.integrationId);
    sdk = createOfficialSdk(hirewire.url, tenant);
  });
  after(() => hirewire.close());

  const sdkOf = (changed: Partial<Tenant>) =>
    createOfficialSdk(hirewire.url, { ...tenant, ...changed });

  for (const name of listNames) {
    it(`an unknown key cannot list ${name}`, async () => {
      const { kombo } = sdkOf({ apiKey: 'hw_unknown' });
      await rejectsWith(listPage(kombo, name), 'PLATFORM.AUTHENTICATION_INVALID', 401);
    });

    it(`an unknown integration has no ${name}`, async () => {
      const { kombo } = sdkOf({ integrationId: 'ashby:1111111111111111111111Zz' });
      await rejectsWith(listPage(kombo, name), 'PLATFORM.INTEGRATION_NOT_FOUND', 404);
    });

    for (const page_size of [0, 251, -1]) {
      it(`${name} do not come in pages of ${page_size}`, async () => {
        const listing = listPage(sdk.kombo, name, { page_size });
        const { error } = await rejectsWith(listing, 'PLATFORM.INPUT_INVALID', 400);
        assert.match(error.message, /page_size/);
      });
    }

    it(`${name} do not go on from a made-up cursor`, async () => {
      const listing = listPage(sdk.kombo, name, { cursor: 'eyJwYWdlIjoyfQ==' });
      const { error } = await rejectsWith(listing, 'PLATFORM.INPUT_INVALID', 400);
      assert.match(error.message, /cursor/);
    });
  }

  it('a missing integration id is an input error', async () => {
    const { kombo } = createOfficialSdk(hirewire.url, tenant, { integration_id: undefined });
    await rejectsWith(kombo.ats.getJobs(), 'PLATFORM.INPUT_INVALID', 400);
  });

  it('words that a filter does not know are input errors that name those it knows', async () => {
    for (const [list, words] of [
      [() => sdk.kombo.ats.getJobs({ statuses: ['PAUSED'] }), /OPEN, CLOSED, DRAFT, ARCHIVED/],
      [() => sdk.kombo.ats.getJobs({ employment_types: ['GIG'] }), /INTERNSHIP/],
      [() => sdk.kombo.ats.getJobs({ visibilities: ['SECRET'] }), /CONFIDENTIAL/],
      [() => sdk.kombo.ats.getApplications({ outcomes: ['MAYBE'] }), /PENDING, HIRED, DECLINED/],
      [() => sdk.kombo.ats.getRoles({ scopes: ['GALAXY'] }), /SYSTEM, JOB/],
    ] as const) {
      const { error } = await rejectsWith(list(), 'PLATFORM.INPUT_INVALID', 400);
      assert.match(error.message, words);
    }
  });

  it('an e-mail filter that is no address is an input error', async () => {
    const listing = sdk.kombo.ats.getCandidates({ email: 'nobody' });
    await rejectsWith(listing, 'PLATFORM.INPUT_INVALID', 400);
  });

  it('a cursor is refused with other filters, on another list and beside updated_after', async () => {
    const first = await listPage(sdk.kombo, 'candidates', { page_size: 5 });
    const cursor = first.result.data.next ?? assert.fail('there is one page only');
    const { candidates } = simulator.state.records;
    const remote_ids = [...candidates.values()].map(({ id }) => id);
    for (const list of [
      () => listPage(sdk.kombo, 'candidates', { cursor, remote_ids }),
      () => listPage(sdk.kombo, 'candidates', { cursor, include_deleted: true }),
      () => listPage(sdk.kombo, 'candidates', { cursor, updated_after: new Date(0) }),
      () => listPage(sdk.kombo, 'applications', { cursor }),
    ]) {
      await rejectsWith(list(), 'PLATFORM.INPUT_INVALID', 400);
    }
  });

  it('an error in the middle of paging reaches the caller', async () => {
    const { kombo } = sdkOf({});
    const page = await listPage(kombo, 'candidates', { page_size: 5 });
    await hirewire.engine.deleteIntegration((await copyTenant()).integrationId);
    assert.ok(await page.next(), 'another integration was deleted');

    const other = await copyTenant();
    const otherPage = await listPage(sdkOf(other).kombo, 'candidates', { page_size: 5 });
    await hirewire.engine.deleteIntegration(other.integrationId);
    await rejectsWith(
      otherPage.next() ?? assert.fail('there is one page only'),
      'PLATFORM.INTEGRATION_NOT_FOUND',
      404,
    );
  });

  it('a revoked key stops at once', async () => {
    const other = await copyTenant();
    const { kombo } = sdkOf(other);
    await listPage(kombo, 'tags');
    const keys = await listApiKeys(hirewire.database);
    const { id } =
      keys.find(({ environmentId }) => environmentId === other.environmentId) ?? assert.fail();
    assert.ok(await revokeApiKey(hirewire.database, id));
    await rejectsWith(listPage(kombo, 'tags'), 'PLATFORM.AUTHENTICATION_INVALID', 401);
    const failure = await kombo.general.checkApiKey().catch((error: unknown) => error);
    assert.ok(failure instanceof KomboGeneralError);
    assert.equal(failure.error.code, 'PLATFORM.AUTHENTICATION_INVALID');
  });

  it('what a key may not do, or not from here, is an error that the official SDK knows', async () => {
    const createKey = (rights: Partial<KeyRights>) => {
      const { environmentId } = tenant;
      return createApiKey(hirewire.database, { environmentId, name: 'limited', ...rights });
    };
    const writing = await createKey({ scopes: ['write'] });
    const { kombo: writer } = sdkOf({ ...tenant, apiKey: writing.key });
    await rejectsWith(listPage(writer, 'tags'), 'PLATFORM.AUTHENTICATION_INVALID', 403);
    const distant = await createKey({ allowedAddresses: ['203.0.113.0/24'] });
    const { kombo: stranger } = sdkOf({ ...tenant, apiKey: distant.key });
    await rejectsWith(listPage(stranger, 'tags'), 'PLATFORM.IP_NOT_WHITELISTED', 403);
    const failure = await stranger.general.checkApiKey().catch((error: unknown) => error);
    assert.ok(failure instanceof KomboGeneralError);
    assert.equal(failure.error.code, 'PLATFORM.IP_NOT_WHITELISTED');
  });

  it('each error carries the id under which the log has it', async () => {
    const { kombo, exchanges } = sdkOf({ apiKey: 'hw_unknown' });
    await listPage(kombo, 'tags').catch(() => undefined);
    assert.match(exchanges[0]?.headers.get('x-request-id') ?? '', /^\w{24}$/);
  });

  let copies = 0;
  /** Another environment over the same simulator, synced. */
  async function copyTenant(): Promise<Tenant> {
    copies += 1;
    const copy = await hirewire.createTenant({ environment: `copy ${copies}`, simulator });
    await hirewire.waitForSync(copy.integrationId);
    return copy;
  }
});

describe('reads around the first sync in the official TypeScript SDK', () => {
  it('every list says SETUP_SYNC_PENDING until the first sync has ended, and then works', async () => {
    const hirewire = await startHirewire({ role: 'api' });
    try {
      const simulator = await hirewire.startSimulator({ candidates: 10 });
      const tenant = await hirewire.createTenant({ environment: 'production', simulator });
      const { kombo } = createOfficialSdk(hirewire.url, tenant);
      for (const name of listNames) {
        await rejectsWith(listPage(kombo, name), 'INTEGRATION.SETUP_SYNC_PENDING', 409);
      }
      await hirewire.startWorker();
      await hirewire.waitForSync(tenant.integrationId);
      assert.ok((await findIntegration(hirewire.database, tenant.integrationId))?.firstSyncedAt);
      for (const name of listNames) assert.ok((await listAll(kombo, name)).length > 0, name);
    } finally {
      await hirewire.close();
    }
  });
});

async function rejectsWith(
  call: Promise<unknown>,
  code: string,
  status: number,
): Promise<KomboAtsError> {
  const failure = await call.then(
    () => assert.fail('the call succeeded'),
    (error: unknown) => error,
  );
  assert.ok(failure instanceof KomboAtsError, String(failure));
  assert.equal(failure.error.code, code);
  assert.equal(failure.statusCode, status);
  assert.ok(failure.error.title, 'no title');
  assert.ok(failure.error.message, 'no message');
  return failure;
}
