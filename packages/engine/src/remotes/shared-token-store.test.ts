import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createOutgoingGuard, RemoteError, silentLog, systemClock } from '@hirewire/connector-kit';
import type { Connector } from '@hirewire/connector-kit';
import { deleteIntegration, findIntegration, openDatabase } from '@hirewire/store';
import type { Database } from '@hirewire/store';
import { expireTokenLeases, findTablesWith } from '@hirewire/store/testing';
import { createEngine } from '../engine.ts';
import type { Engine } from '../engine.ts';
import { listKeys } from '../integrations/sealing.ts';
import type { TestEngine } from '../testing/start-engine.ts';
import { startTestEngine } from '../testing/start-engine.ts';
import type { TokenVendor } from '../testing/token-vendor.ts';
import { startTokenVendor, withTokens } from '../testing/token-vendor.ts';
import { openRemote } from './open-remote.ts';

const child = fileURLToPath(new URL('../testing/renew-token.ts', import.meta.url));

describe('an access token', () => {
  let test: TestEngine;
  let vendor: TokenVendor;
  let connector: Connector;
  let engine: Engine;
  let second: Database;
  let integrationId: string;

  beforeEach(async () => {
    [test, vendor] = await Promise.all([startTestEngine(), startTokenVendor()]);
    second = openDatabase({ url: test.database.url });
    connector = withTokens(test.ats.connector);
    engine = createEngine({
      database: test.database,
      connectors: [connector],
      secretKeys: test.environment.secretKeys,
      clock: systemClock,
      log: silentLog,
      guard: createOutgoingGuard({ allowedNetworks: ['127.0.0.0/8'] }),
      allowRemoteBaseUrl: true,
    });
    const { id } = await engine.createIntegration({
      environmentId: test.integration.environmentId,
      tool: 'pretend',
      credentials: { refresh_token: vendor.refreshToken },
      endUser: { organizationName: 'Acme', creatorEmail: null, originId: null },
      remoteBaseUrl: vendor.url,
    });
    integrationId = id;
  });
  afterEach(async () => {
    await second.close();
    await test.close();
    await vendor.close();
  });

  /** A client as a process has one that knows nothing of the others. */
  async function open(database = test.database, signal = AbortSignal.timeout(60_000)) {
    const integration = await findIntegration(database, integrationId);
    assert.ok(integration);
    const { context } = await openRemote(
      { ...test.environment, database },
      { integration, connector, signal },
    );
    return () => context.remote.request({ method: 'GET', path: '/jobs' });
  }

  const hasFailed = (kind: RemoteError['kind']) => (error: unknown) =>
    error instanceof RemoteError && error.kind === kind;

  it('is told to who opens the remote, whether it was kept or is new, so that it is redacted', async () => {
    const integration = await findIntegration(test.database, integrationId);
    assert.ok(integration);
    const told: string[] = [];
    const use = async (): Promise<void> => {
      const { context } = await openRemote(test.environment, {
        integration,
        connector,
        signal: AbortSignal.timeout(60_000),
        onToken: ({ token }) => void told.push(token),
      });
      await context.remote.request({ method: 'GET', path: '/jobs' });
    };
    await use();
    const [kept = ''] = told;
    assert.ok(vendor.accepted.has(kept));
    vendor.accepted.delete(kept);
    await use();
    assert.equal(new Set(told).size, 2, 'the renewed one, too');
    assert.ok(told.every((token) => token === kept || vendor.accepted.has(token)));
  });

  it('that came with the check of the credentials is kept with them, sealed', async () => {
    await (
      await open()
    )();
    assert.deepEqual(vendor.refreshes, ['refresh-0']);
    for (const text of ['access-1', 'refresh-1']) {
      assert.deepEqual(await findTablesWith(test.database.pool, text), []);
    }
  });

  it('is renewed once, however many processes need it at the same time', async () => {
    vendor.accepted.clear();
    const databases = [test.database, second, test.database, second, second];
    const clients = await Promise.all(databases.map((database) => open(database)));
    await Promise.all(clients.map((get) => get()));
    assert.deepEqual(vendor.refreshes, ['refresh-0', 'refresh-1']);
  });

  it('that is refused in the middle of a read is renewed once, with the newest refresh token', async () => {
    const [one, other] = [await open(), await open(second)];
    await one();
    await other();
    vendor.accepted.clear();
    await one();
    await other();
    vendor.accepted.clear();
    await other();
    assert.deepEqual(vendor.refreshes, ['refresh-0', 'refresh-1', 'refresh-2']);
  });

  it('is used by the others though the work that asked for it was cancelled meanwhile', async () => {
    const stop = new AbortController();
    vendor.accepted.clear();
    vendor.beforeAnswer = () => stop.abort(new Error('cancelled'));
    await assert.rejects((await open(test.database, stop.signal))(), /cancelled/);
    await (
      await open(second)
    )();
    assert.deepEqual(vendor.refreshes, ['refresh-0', 'refresh-1']);
  });

  it('that could not be stored at once is stored once the database is back', async () => {
    vendor.accepted.clear();
    let failures = 0;
    const pool = new Proxy(second.pool, {
      get(target, name) {
        if (name !== 'query') return Reflect.get(target, name, target) as unknown;
        return (query: { text: string }) => {
          const isSave = query.text.includes('version = version + 1');
          if (isSave && (failures += 1) <= 2) throw new Error('the database is away');
          return target.query(query);
        };
      },
    });
    await (
      await open({ ...second, pool })
    )();
    assert.equal(failures, 3);
    await (
      await open()
    )();
    assert.deepEqual(vendor.refreshes, ['refresh-0', 'refresh-1']);
  });

  it('gives way to that of new credentials, also for work that has the old ones', async () => {
    const get = await open();
    await get();
    vendor.accepted.clear();
    vendor.refreshToken = 'refresh-new';
    await engine.replaceCredentials(integrationId, { refresh_token: 'refresh-new' });
    await get();
    await (
      await open(second)
    )();
    vendor.accepted.clear();
    await assert.rejects(get(), hasFailed('unavailable'));
    await (
      await open(second)
    )();
    assert.deepEqual(vendor.refreshes, ['refresh-0', 'refresh-new', 'refresh-2']);
  });

  it('goes with its integration', async () => {
    const get = await open();
    await deleteIntegration(test.database, integrationId);
    vendor.accepted.clear();
    await assert.rejects(get(), hasFailed('unavailable'));
    assert.deepEqual(await findTablesWith(test.database.pool, integrationId), [
      'integrations',
      'sync_runs',
    ]);
  });

  /** Another process, which is killed when the vendor has rotated the token and answers. */
  async function killDuringRenewal(): Promise<void> {
    const killed = Promise.withResolvers<void>();
    const [secretKey] = listKeys(test.environment.secretKeys);
    const parts = [test.database.url, integrationId, secretKey.toString('base64')];
    const other = spawn(process.execPath, [child, ...parts], { stdio: 'inherit' });
    vendor.beforeAnswer = async () => {
      vendor.beforeAnswer = () => undefined;
      other.kill('SIGKILL');
      await once(other, 'exit');
      killed.resolve();
    };
    await Promise.race([killed.promise, once(other, 'exit').then(() => killed.promise)]);
  }

  it('whose answer died with its process is asked for again once the lease has expired', async () => {
    vendor.accepted.clear();
    vendor.hasGracePeriod = true;
    await killDuringRenewal();
    vendor.accepted.clear();
    const get = (await open())();
    await expireTokenLeases(test.database.pool);
    await get;
    assert.deepEqual(vendor.refreshes, ['refresh-0', 'refresh-1', 'refresh-1']);
  });

  it('whose answer died with its process is lost where the vendor repeats nothing', async () => {
    vendor.accepted.clear();
    await killDuringRenewal();
    await expireTokenLeases(test.database.pool);
    await assert.rejects((await open())(), hasFailed('authentication'));
    await engine.replaceCredentials(integrationId, { refresh_token: vendor.refreshToken });
    await (
      await open()
    )();
  });
});
