import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startFaultProxy } from '@hirewire/connectors/testing';
import type { FaultProxy } from '@hirewire/connectors/testing';
import { startOdooSimulator } from '@hirewire/simulators';
import { EngineError } from '@hirewire/engine';
import { findOrCreateEnvironment, listIntegrations } from '@hirewire/store';
import { createTestDatabase, untilEnded } from '@hirewire/store/testing';

import { type Hirewire, openHirewire, startServer } from './main.ts';
import { loadSettings } from './settings.ts';

let databaseUrl: string;
let dataDirectory: string;
let odoo: FaultProxy;
const cleanUps: (() => Promise<void>)[] = [];

before(async () => {
  const testDatabase = await createTestDatabase();
  cleanUps.push(() => testDatabase.drop());
  databaseUrl = testDatabase.url;
  dataDirectory = await mkdtemp(join(tmpdir(), 'hirewire-networks-'));
  cleanUps.push(() => rm(dataDirectory, { recursive: true }));
  const simulator = await startOdooSimulator();
  cleanUps.push(() => simulator.close());
  odoo = await startFaultProxy(simulator.url);
  cleanUps.push(() => odoo.close());
});
after(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});

/** An installation whose operator allows these networks. */
async function withHirewire(
  networks: string,
  work: (hirewire: Hirewire, environmentId: string) => Promise<void>,
): Promise<void> {
  const settings = loadSettings(
    { databaseUrl, dataDirectory, logLevel: 'silent' },
    { HIREWIRE_ALLOWED_NETWORKS: networks },
  );
  const hirewire = await openHirewire(settings);
  try {
    const { id } = await findOrCreateEnvironment(hirewire.database, { name: 'networks' });
    await work(hirewire, id);
  } finally {
    await hirewire.close();
  }
}

const odooAt = (environmentId: string, baseUrl: string) => ({
  environmentId,
  tool: 'odoo',
  credentials: { base_url: baseUrl, api_key: 'key-of-the-officer' },
  endUser: { organizationName: 'Example', creatorEmail: null, originId: null },
  remoteBaseUrl: null,
});

test('credentials that name a private address are refused, and nothing is sent or stored', async () => {
  await withHirewire('', async ({ engine, database }, environmentId) => {
    const { port } = new URL(odoo.url);
    const addresses = [odoo.url, `http://localhost:${port}`, `https://0x7f.1:${port}`];
    for (const address of [...addresses, 'https://169.254.169.254', 'https://[fd00:ec2::254]']) {
      await assert.rejects(
        engine.createIntegration(odooAt(environmentId, address)),
        (error) => {
          assert.ok(error instanceof EngineError);
          assert.equal(error.code, 'remote-address-refused');
          assert.match(error.message, /HIREWIRE_ALLOWED_NETWORKS/);
          return true;
        },
        address,
      );
    }
    assert.deepEqual(odoo.requests(), []);
    assert.deepEqual(await listIntegrations(database), []);
  });
});

test('the operator’s list lets them pass, until they are taken off it', async () => {
  let integrationId = '';
  await withHirewire('10.0.0.0/8,127.0.0.1', async ({ engine }, environmentId) => {
    const created = await engine.createIntegration(odooAt(environmentId, odoo.url));
    integrationId = created.id;
    assert.notEqual(odoo.requests().length, 0);
  });
  const before = odoo.requests().length;
  await withHirewire('', async (hirewire) => {
    const worker = await startServer(hirewire, { host: '127.0.0.1', port: 0, role: 'worker' });
    try {
      const run = await untilEnded(hirewire.database, { integrationId });
      // One model of Odoo is a list that the connector knows by heart.
      assert.equal(run.state, 'PARTIALLY_FAILED');
      assert.match(run.message ?? '', /HIREWIRE_ALLOWED_NETWORKS/);
    } finally {
      await worker.close();
    }
  });
  assert.equal(odoo.requests().length, before);
});
