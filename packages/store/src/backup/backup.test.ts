import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { listMigrations, migrate } from '../database/migrate.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';
import { addOldIntegration } from '../testing/write-rows.ts';
import { listOwnSchemas, readAllTables } from '../testing/read-database.ts';
import type { BackupFile } from './backup-file.ts';
import { openBackup } from './backup-file.ts';
import { applySchema } from '../testing/apply-schema.ts';
import { requireKnownSchema, restoreBackup } from './restore-backup.ts';
import type { BackupOptions } from './write-backup.ts';
import { writeBackup } from './write-backup.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hirewire-backup-'));
});
after(() => rm(folder, { recursive: true }));

const backUp = ({ url }: TestDatabase, name: string, options: Partial<BackupOptions> = {}) =>
  writeBackup({
    url,
    path: path.join(folder, name),
    version: '9.9.9',
    createdAt: new Date(),
    mayReplace: false,
    signal: AbortSignal.timeout(60_000),
    onProgress: () => undefined,
    ...options,
  });

async function withBackup<Result>(
  name: string,
  work: (backup: BackupFile) => Promise<Result>,
): Promise<Result> {
  const backup = await openBackup(path.join(folder, name));
  try {
    await backup.verify();
    return await work(backup);
  } finally {
    await backup.close();
  }
}

const restore = ({ url }: TestDatabase, name: string): Promise<void> =>
  withBackup(name, (backup) =>
    restoreBackup({
      url,
      backup,
      isPaused: false,
      checkKeyIds: () => undefined,
      signal: AbortSignal.timeout(60_000),
      onProgress: () => undefined,
    }),
  );

/** Text, JSON and bytes of which COPY escapes something. */
const awkward = 'tab\t newline\n backslash \\ \\N \\. quote " é 💡';

const emptyDatabase = (): Promise<TestDatabase> => createTestDatabase({ isEmpty: true });

test('a backup shows one moment, although others write meanwhile', async () => {
  await using stack = new AsyncDisposableStack();
  const [original, target] = [await createTestDatabase(), await emptyDatabase()];
  stack.defer(() => original.drop());
  stack.defer(() => target.drop());
  await addIntegration(original.database, {
    id: 'ashby:before',
    endUser: { organizationName: awkward, creatorEmail: null, originId: null },
    sealedCredentials: Buffer.from([0, 1, 10, 92, 255]),
  });
  const before = await readAllTables(original.database);
  let writes: Promise<unknown> = Promise.resolve();
  await backUp(original, 'moment', {
    onProgress({ done }) {
      if (done === 1) writes = addIntegration(original.database, { id: 'ashby:meanwhile' });
    },
  });
  await writes;
  assert.notDeepEqual(await readAllTables(original.database), before);
  await restore(target, 'moment');
  assert.deepEqual(await readAllTables(target.database), before);
});

test('a backup of an older schema is migrated, as a database with that schema is', async () => {
  await using stack = new AsyncDisposableStack();
  const [original, target] = [await emptyDatabase(), await emptyDatabase()];
  stack.defer(() => original.drop());
  stack.defer(() => target.drop());
  const older = (await listMigrations()).filter((name) => name < '000033');
  await applySchema(original.url, older);
  await addOldIntegration(original.database.pool, 'ashby:old');
  await backUp(original, 'older');
  await withBackup('older', async ({ header }) => assert.deepEqual(header.migrations, older));
  await restore(target, 'older');
  await migrate(original.database);
  assert.deepEqual(await readAllTables(target.database), await readAllTables(original.database));
  assert.deepEqual((await migrate(target.database)).applied, []);
});

test('a backup of a newer version is refused with that version', async () => {
  const original = await emptyDatabase();
  try {
    await applySchema(original.url, await listMigrations(), '999999-later.sql');
    await backUp(original, 'newer');
    const refused = withBackup('newer', requireKnownSchema);
    await assert.rejects(refused, /made by Hirewire 9\.9\.9, which is newer: 999999-later\.sql/);
  } finally {
    await original.drop();
  }
});

const urlOf = (name: string): string => new URL(name, import.meta.url).href;

/** Runs a module that kills its own process when ten tables have been copied. */
function runKilled(code: string): Promise<NodeJS.Signals | null> {
  const module = `
    import { openBackup } from '${urlOf('backup-file.ts')}';
    import { restoreBackup } from '${urlOf('restore-backup.ts')}';
    import { writeBackup } from '${urlOf('write-backup.ts')}';
    const shared = {
      signal: AbortSignal.timeout(60_000),
      onProgress: ({ done }) => done === 10 && process.kill(process.pid, 'SIGKILL'),
    };
    ${code}`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '--eval', module], (error) =>
      resolve(error?.signal ?? null),
    );
  });
}

test('a killed backup leaves no file of its name, and a killed restore an empty database', async () => {
  await using stack = new AsyncDisposableStack();
  const [original, target] = [await createTestDatabase(), await emptyDatabase()];
  stack.defer(() => original.drop());
  stack.defer(() => target.drop());
  await addIntegration(original.database, { id: 'ashby:kept' });
  const file = path.join(folder, 'killed');
  const writing = await runKilled(`await writeBackup({ ...shared, url: '${original.url}',
    path: '${file}', version: '1', createdAt: new Date(), mayReplace: false });`);
  assert.equal(writing, 'SIGKILL');
  assert.ok(!(await readdir(folder)).includes('killed'));
  await backUp(original, 'killed');

  const restoring = await runKilled(`await restoreBackup({ ...shared, url: '${target.url}',
    backup: await openBackup('${file}'), isPaused: false, checkKeyIds: () => undefined });`);
  assert.equal(restoring, 'SIGKILL');
  assert.deepEqual(await listOwnSchemas(target.database), []);
  await restore(target, 'killed');
  assert.deepEqual(await readAllTables(target.database), await readAllTables(original.database));
});
