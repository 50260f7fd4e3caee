import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { userInfo } from 'node:os';
import { addIntegration, createTestDatabase } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import { callCli } from '../testing/call-cli.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await addIntegration(database.database, {
    id: 'ashby:one',
    sealedCredentials: Buffer.alloc(0),
  });
});
after(() => database.drop());

function run(...words: string[]) {
  const environment = {
    DATABASE_URL: database.url,
    HIREWIRE_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return callCli(['erasures', ...words, '--environment', 'Test'], { environment });
}

test('a person is erased after a question or with --yes, with a receipt, and let in again', async () => {
  assert.equal((await run('list')).stdout, 'Nobody was erased.\n');
  const person = ['create', '--email', 'ada@example.com'];
  const dry = await run(...person, '--dry-run');
  assert.match(dry.stdout, /^This would erase nothing, as nothing is stored of the person\.\n/);
  const unanswered = await run(...person);
  assert.equal(unanswered.code, 2);
  assert.match(unanswered.stderr, /This would erase .*\n.*Repeat the command with --yes/);
  assert.equal((await run('list')).stdout, 'Nobody was erased.\n');

  const erased = JSON.parse((await run(...person, '--yes', '--json')).stdout);
  assert.equal(erased.dry_run, false);
  const by = { type: 'COMMAND_LINE', id: null, name: userInfo().username };
  assert.deepEqual(erased.erasure.requested_by, by);
  const listed = await run('list');
  assert.ok(listed.stdout.includes(erased.erasure.id));
  assert.ok(!listed.stdout.includes('ada@example.com'));
  const lifted = await run('lift', erased.erasure.id);
  assert.match(lifted.stdout, /may come back with the next full sync/);
});

test('what is missing or unknown is said, and nothing is erased', async () => {
  const neither = await run('create', '--yes');
  assert.equal(neither.code, 1);
  assert.match(neither.stderr, /exactly one of these: candidate id, e-mail address or phone/);
  const unknown = await run('create', '--candidate', '1'.repeat(24), '--yes');
  assert.match(unknown.stderr, /There is no candidate with this id.*Nothing was erased/);
  const lift = await run('lift', 'x');
  assert.match(lift.stderr, /environment Test has no erasure x\. List them: .*erasures list/);
});
