import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Database } from '@hirewire/store';
import {
  createApiKey,
  findOrCreateEnvironment,
  listRuns,
  migrate,
  openDatabase,
} from '@hirewire/store';
import type { RestartablePostgres } from '@hirewire/store/testing';
import { startRestartablePostgres, until, untilEnded } from '@hirewire/store/testing';
import { changeVendor } from './change-vendor.ts';
import { assertSame, startFaultySimulator } from './request-faults.ts';
import type { FaultySimulator } from './request-faults.ts';
import type { SyncBench } from './sync-bench.ts';
import {
  assertSound,
  createAshbyIntegration,
  createBenchEngine,
  integrationId,
  secretKeys,
  startSyncBench,
} from './sync-bench.ts';

const commandLine = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

let simulator: FaultySimulator;
/** In the database of the other tests, which goes on. */
let control: SyncBench;
let dataDirectory: string;
let postgres: RestartablePostgres;
let database: Database;
let headers: Record<string, string>;
before(async () => {
  simulator = await startFaultySimulator();
  control = await startSyncBench(simulator);
  dataDirectory = await mkdtemp(join(tmpdir(), 'hirewire-faults-'));
  // PostgreSQL does not run as root, and its user has to come in.
  await chmod(dataDirectory, 0o711);
  postgres = await startRestartablePostgres(dataDirectory);
  database = openDatabase({ url: postgres.url });
  await migrate(database);
  const environment = await findOrCreateEnvironment(database, { name: 'Faults' });
  const { key } = await createApiKey(database, { environmentId: environment.id, name: 'test' });
  headers = { authorization: `Bearer ${key}`, 'x-integration-id': integrationId };
});
after(async () => {
  await Promise.all([control.close(), database.close()]);
  await postgres.close();
  await simulator.ashby.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

/** So that there is a middle of the sync. */
const slowly = {
  fault: { kind: 'slow', times: Infinity, delayMs: 25, remedy: 'retry' },
  at: 1,
} as const;

/** API and worker in a process of their own. */
async function startServer(): Promise<{ server: ChildProcess; url: string }> {
  const words = ['start', '--port', '0', '--json', '--log-level', 'silent'];
  const server = spawn(process.execPath, [commandLine, ...words, '--data-dir', dataDirectory], {
    env: {
      DATABASE_URL: postgres.url,
      HIREWIRE_SECRET_KEY: secretKeys[0].toString('base64'),
      HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
      NODE_COMPILE_CACHE: join(tmpdir(), 'hirewire-compile-cache'),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  return { server, url: (JSON.parse(line.toString()) as { url: string }).url };
}

/** Everything that a client may ask while the database is away, and what it is told. */
async function assertAway(url: string): Promise<void> {
  const asked = [
    fetch(`${url}/v1/ats/applications`, { headers }),
    fetch(`${url}/v1/integrations/${integrationId}`, { headers }),
    fetch(`${url}/v1/force-sync`, { method: 'POST', headers }),
    fetch(`${url}/v1/ats/candidates/x/tags`, { method: 'POST', headers }),
  ];
  for (const answer of await Promise.all(asked)) {
    assert.equal(answer.status, 503, answer.url);
    assert.equal(answer.headers.get('retry-after'), '5');
    const { error } = (await answer.json()) as { error: { title: string; message: string } };
    assert.equal(error.title, 'Database not reachable');
  }
  assert.equal((await fetch(`${url}/readyz`)).status, 503);
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
}

/** Takes PostgreSQL away in the middle of the sync that runs, and brings it back. */
async function restart(url: string, mode: 'fast' | 'immediate', runId: string): Promise<void> {
  await until(() => simulator.count() > 40);
  await postgres.stop(mode);
  await assertAway(url);
  await postgres.start();
  const { pool } = database;
  const run = await untilEnded(database, { integrationId, runId }, { pool });
  assert.equal(run.state, 'SUCCEEDED', `${mode}: ${run.message}`);
  assert.equal((await fetch(`${url}/v1/ats/applications`, { headers })).status, 200);
  assert.equal((await fetch(`${url}/readyz`)).status, 200);
  await assertSound(database);
}

test('a sync and the API outlive a PostgreSQL that restarts, and one that crashes', async () => {
  await control.untilEnded(await control.beginFirst());
  const engine = createBenchEngine(database, [], simulator);
  simulator.begin(slowly);
  await createAshbyIntegration(engine, database, simulator.ashby);
  const [first] = await listRuns(database, integrationId, { limit: 1 });
  assert.ok(first);
  const { server, url } = await startServer();
  try {
    await restart(url, 'fast', first.id);
    await assertSame({ database }, control, 'after a restart');

    changeVendor(simulator.ashby, 1);
    await control.sync('FULL');
    simulator.begin(slowly);
    const { sync_id } = await engine.requestSync(integrationId, { type: 'FULL', trigger: 'CLI' });
    await restart(url, 'immediate', sync_id);
    await assertSame({ database }, control, 'after a crash');
  } finally {
    const ended = once(server, 'close');
    server.kill('SIGTERM');
    await ended;
  }
});
