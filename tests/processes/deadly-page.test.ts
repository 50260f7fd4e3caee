import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeDataDirectory, runHirewire, startHirewire } from '@hirewire/cli/testing';
import { listRuns } from '@hirewire/store';
import type { SyncRun } from '@hirewire/store';
import { createTestDatabase } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import { deadly } from './deadly-connector.ts';

const connector = fileURLToPath(new URL('deadly-connector.ts', import.meta.url));

let database: TestDatabase;
let folder: string;
let environment: Record<string, string>;

before(async () => {
  database = await createTestDatabase();
  folder = await makeDataDirectory();
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

async function createIntegration(): Promise<string> {
  const credentials = path.join(folder, 'credentials.json');
  await writeFile(credentials, '{"api_key":"any"}', { mode: 0o600 });
  const words = ['--tool', deadly.tool.id, '--credentials-file', credentials, '--json'];
  const made = await runHirewire(['integrations', 'create', ...words], { environment });
  assert.equal(made.code, 0, made.stderr);
  return (JSON.parse(made.stdout) as { id: string }).id;
}

/** Starts a worker after each that has died, as a supervisor does, until the run has ended. */
async function superviseUntilEnded(id: string): Promise<{ run: SyncRun; deaths: number }> {
  for (let deaths = 0; deaths < 10; deaths += 1) {
    const worker = startHirewire(['start', '--role', 'worker'], { environment });
    let isDead = false;
    void worker.ended.then(() => (isDead = true));
    while (!isDead) {
      const [run] = await listRuns(database.database, id, { limit: 1 });
      if (!run?.endedAt) continue;
      worker.signal('SIGTERM');
      await worker.ended;
      return { run, deaths };
    }
  }
  throw new Error('The run was resumed without end.');
}

test('a page that kills its process costs its model after few tries, and no other model', async () => {
  const { run, deaths } = await superviseUntilEnded(await createIntegration());
  assert.equal(deaths, 4);
  assert.equal(run.state, 'PARTIALLY_FAILED');
  const reason =
    /tags could not be read: Hirewire's process ended 4 times in a row at the same page of it/;
  assert.match(run.message ?? '', reason);
  const models = Object.entries(run.models);
  assert.ok(models.length > 5);
  for (const [model, { state }] of models) {
    assert.equal(state, model === 'tags' ? 'FAILED' : 'DONE', model);
  }
});
