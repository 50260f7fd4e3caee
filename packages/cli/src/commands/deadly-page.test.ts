import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createTestDatabase } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import { callCli } from '../testing/call-cli.ts';
import { startHirewire } from '../testing/run-hirewire.ts';

const connector = fileURLToPath(new URL('../testing/deadly-connector.ts', import.meta.url));

let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;

before(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'hirewire-deadly-'));
  environment = {
    DATABASE_URL: database.url,
    HIREWIRE_DATA_DIR: folder,
    HIREWIRE_CONNECTORS: connector,
  };
});
after(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function runJson(...words: string[]) {
  const { code, stdout, stderr } = await callCli([...words, '--json'], { environment });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

/** As a supervisor does it; resolves with the run when it has ended. */
async function keepStarting(integrationId: string) {
  for (let deaths = 0; deaths < 10; deaths += 1) {
    const worker = startHirewire(['start', '--role', 'worker'], { environment });
    const isOver = worker.ended.then(() => true);
    let isDead = false;
    while (!isDead) {
      const { runs } = await runJson('integrations', 'show', integrationId);
      if (runs[0].finished_at ?? runs[0].ended_at) {
        worker.signal('SIGTERM');
        await worker.ended;
        return { run: runs[0], deaths };
      }
      isDead = await Promise.race([isOver, new Promise<false>((go) => setImmediate(go, false))]);
    }
  }
  throw new Error('The run was resumed without end.');
}

test('a page that kills its process costs its model after few tries, and no other model', async () => {
  const credentials = path.join(folder, 'credentials.json');
  await writeFile(credentials, '{}', { mode: 0o600 });
  const words = ['--tool', 'deadly', '--credentials-file', credentials];
  const { id } = await runJson('integrations', 'create', ...words);
  const { run, deaths } = await keepStarting(id);
  assert.equal(deaths, 4);
  assert.equal(run.state, 'PARTIALLY_FAILED');
  assert.match(
    run.message,
    /tags could not be read: Hirewire's process ended 4 times in a row at the same page of it/,
  );
  for (const [model, { state }] of Object.entries<{ state: string }>(run.models)) {
    assert.equal(state, model === 'tags' ? 'FAILED' : 'DONE', model);
  }
});
