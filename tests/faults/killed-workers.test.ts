import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Proxy } from '@hirewire/store/testing';
import { startProxy } from '@hirewire/store/testing';
import { changeVendor } from './change-vendor.ts';
import { assertNoSecrets, assertSame, startFaultySimulator } from './request-faults.ts';
import type { FaultySimulator } from './request-faults.ts';
import { watchStoredPages } from './stored-pages.ts';
import type { SyncBench } from './sync-bench.ts';
import { assertSound, secretKeys, startSyncBench } from './sync-bench.ts';

const commandLine = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/**
 * What a worker has sent to its database, counted from its first request to the vendor, when it is
 * killed. At odd ones the statement still arrives, so that a commit is made which nobody learns of.
 */
const deaths = [3, 60, 141, 283];

let simulator: FaultySimulator;
let control: SyncBench;
let dataDirectory: string;
let stored = 0;
before(async () => {
  simulator = await startFaultySimulator();
  control = await startSyncBench(simulator);
  await control.untilEnded(await control.beginFirst());
  dataDirectory = await mkdtemp(join(tmpdir(), 'hirewire-faults-'));
});
after(async () => {
  await control.close();
  await simulator.ashby.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

/** Starts a worker in a process of its own; resolves when that has been killed at a statement. */
async function killWorker(databaseUrl: string, death: number): Promise<void> {
  let packets = 0;
  let isDead = false;
  let proxy: Proxy | null = null;
  const letThrough = (): boolean => {
    if (simulator.requests().length === 0) return true;
    packets += 1;
    if (packets < death) return true;
    worker.kill('SIGKILL');
    const isLast = !isDead;
    isDead = true;
    return isLast && death % 2 === 1;
  };
  proxy = await startProxy(databaseUrl, letThrough);
  const words = ['start', '--role', 'worker', '--data-dir', dataDirectory];
  const worker = spawn(process.execPath, [commandLine, ...words, '--log-level', 'silent'], {
    env: {
      DATABASE_URL: proxy.url,
      HIREWIRE_SECRET_KEY: secretKeys[0].toString('base64'),
      HIREWIRE_ALLOW_REMOTE_BASE_URL: '1',
      NODE_COMPILE_CACHE: join(tmpdir(), 'hirewire-compile-cache'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await once(worker, 'close');
  await proxy.close();
  assert.ok(isDead, 'the worker ended by itself');
}

/** Lets a worker die in the sync that is queued, and another one end it. */
async function syncAcrossDeath(bench: SyncBench, runId: string, death: number): Promise<void> {
  const pages = watchStoredPages(simulator, bench);
  simulator.begin();
  await killWorker(bench.url, death);
  await pages.note();
  await bench.startWorker();
  const run = await bench.untilEnded(runId);
  await bench.stopWorker();
  assert.equal(run.state, 'SUCCEEDED', `killed at ${death}: ${run.message}`);
  stored += pages.assertKept(`killed at ${death}`);
  await assertSound(bench.database);
  assertNoSecrets(simulator.ashby, bench, run);
  await assertSame(bench, control, `killed at ${death}`);
}

test('a sync whose worker is killed is ended by another one, wherever it was', async () => {
  const bench = await startSyncBench(simulator);
  try {
    await syncAcrossDeath(bench, await bench.findFirst(), 120);
    for (const [round, death] of deaths.entries()) {
      changeVendor(simulator.ashby, round + 1);
      simulator.begin();
      await control.sync('FULL');
      await syncAcrossDeath(bench, await bench.request('FULL'), death);
    }
    assert.ok(stored > 0, 'no worker had stored anything when it died');
  } finally {
    await bench.close();
  }
});
