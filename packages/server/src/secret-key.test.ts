import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';

import { listKeys } from '@hirewire/engine';

import { addSecretKey, createSecretKey, dropFormerKeys, findSecretKeys } from './secret-key.ts';

type KeySettings = Parameters<typeof createSecretKey>[0];

/** As the first start does. */
async function loadSecretKey(settings: KeySettings): Promise<Buffer> {
  if (findSecretKeys(settings) === null) await createSecretKey(settings);
  return listKeys(findSecretKeys(settings) ?? assert.fail('no key'))[0];
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hirewire secret ä-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('the key of the settings is used, and no file is made', async () => {
  const secretKey = Buffer.alloc(32, 9);
  const former = Buffer.alloc(32, 8).toString('base64');
  const given = { secretKey: secretKey.toString('base64'), previousSecretKeys: [former] };
  const settings = { ...given, dataDirectory: directory };
  assert.equal(listKeys(findSecretKeys(settings)!)[1]?.toString('base64'), former);
  assert.deepEqual(await loadSecretKey(settings), secretKey);
  assert.deepEqual(await readdir(directory), []);
});

test('the first start makes a key that only its owner can read, later starts reuse it', async () => {
  const settings = {
    secretKey: null,
    previousSecretKeys: [],
    dataDirectory: join(directory, 'not', 'there yet'),
  };
  const first = await loadSecretKey(settings);
  assert.equal(first.length, 32);
  assert.deepEqual(await loadSecretKey(settings), first);
  const { mode } = await stat(join(settings.dataDirectory, 'secret-key'));
  assert.equal(mode & 0o777, 0o600);
  assert.deepEqual(await readdir(settings.dataDirectory), ['secret-key']);
});

test('several first starts at once agree on one key', async () => {
  const settings = { secretKey: null, previousSecretKeys: [], dataDirectory: directory };
  const keys = await Promise.all(Array.from({ length: 20 }, () => loadSecretKey(settings)));
  assert.equal(new Set(keys.map((key) => key.toString('hex'))).size, 1);
  assert.deepEqual(await readdir(directory), ['secret-key']);
});

test('a key file that others can read is refused with the command that mends it', async () => {
  const settings = { secretKey: null, previousSecretKeys: [], dataDirectory: directory };
  await loadSecretKey(settings);
  const path = join(directory, 'secret-key');
  for (const mode of [0o640, 0o604, 0o620]) {
    await chmod(path, mode);
    await assert.rejects(loadSecretKey(settings), {
      name: 'SettingsError',
      message: new RegExp(`mode ${mode.toString(8)}.*chmod 600 '.*secret-key'`),
    });
  }
});

test('a key file without a key is refused, and not replaced', async () => {
  const path = join(directory, 'secret-key');
  await writeFile(path, 'not a key', { mode: 0o600 });
  const settings = { secretKey: null, previousSecretKeys: [], dataDirectory: directory };
  await assert.rejects(loadSecretKey(settings), /does not hold a secret key/);
  assert.equal((await stat(path)).size, 'not a key'.length);
});

test('a process takes a new key from the file at once, and the former one opens until it goes', async () => {
  const settings = { secretKey: null, previousSecretKeys: [], dataDirectory: directory };
  const first = await loadSecretKey(settings);
  const keys = findSecretKeys(settings)!;
  await addSecretKey(settings);
  const [second, former] = listKeys(keys);
  assert.notDeepEqual(second, first);
  assert.deepEqual(former, first);
  await addSecretKey(settings);
  assert.deepEqual(listKeys(keys), [second, first], 'an interrupted rotation keeps its key');
  await dropFormerKeys(settings);
  assert.deepEqual(listKeys(keys), [second]);
  await rm(join(directory, 'secret-key'));
  assert.deepEqual(listKeys(keys), [second], 'a file that is gone says nothing');
});
