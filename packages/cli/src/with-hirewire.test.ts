import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { hasSchema } from '@hirewire/store';
import { createTestDatabase } from '@hirewire/store/testing';
import { callCli } from './testing/call-cli.ts';

const key = Buffer.alloc(32, 7).toString('base64');
let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hirewire-cli-'));
});
after(() => rm(folder, { recursive: true }));

test('a command that only reads makes no installation, and says where it looked', async () => {
  const dataDirectory = path.join(folder, 'nothing-here');
  const commands = ['integrations list', 'keys list', 'issues list', 'webhooks list'];
  for (const command of commands) {
    const words = [...command.split(' '), '--data-dir', dataDirectory];
    const { code, stderr } = await callCli(words);
    assert.equal(code, 1, command);
    assert.match(stderr, /There is no Hirewire in the bundled PostgreSQL in .*nothing-here/);
    assert.match(stderr, /--data-dir or DATABASE_URL, or start a new one/);
  }
  assert.ok(!existsSync(dataDirectory));
});

test('an empty database of one’s own is left as it is', async () => {
  const empty = await createTestDatabase({ isEmpty: true });
  try {
    const environment = { DATABASE_URL: empty.url, HIREWIRE_SECRET_KEY: key };
    const { code, stderr } = await callCli(['integrations', 'list'], { environment });
    assert.equal(code, 1);
    assert.match(stderr, /There is no Hirewire in the database \w+ at /);
    assert.equal(await hasSchema(empty.database), false);
  } finally {
    await empty.drop();
  }
});

test('a command names the installation that it reads, but not beside JSON', async () => {
  const database = await createTestDatabase();
  try {
    const environment = { DATABASE_URL: database.url, HIREWIRE_SECRET_KEY: key };
    const listed = await callCli(['integrations', 'list'], { environment });
    assert.match(listed.stderr, /^Installation: the database \w+ at \S+\.$/m);
    assert.doesNotMatch(listed.stderr, /password|postgres:/);
    const json = await callCli(['integrations', 'list', '--json'], { environment });
    assert.deepEqual([json.stdout, json.stderr], ['[]\n', '']);
  } finally {
    await database.drop();
  }
});
