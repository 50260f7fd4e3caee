import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { after, before, test } from 'node:test';
import type { AuditEvent } from '@hirewire/contract';
import { addIntegration, createTestDatabase, findColumnsWith } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import type { Command } from 'commander';
import { isChanging } from './audit.ts';
import { createProgram } from './program.ts';
import { callCli } from './testing/call-cli.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
  await addIntegration(database.database, { id: 'ashby:one', sealedCredentials: Buffer.alloc(0) });
});
after(() => database.drop());

const secretKey = Buffer.alloc(32, 7).toString('base64');

function run(...words: string[]) {
  const environment = { DATABASE_URL: database.url, HIREWIRE_SECRET_KEY: secretKey };
  return callCli(words, { environment });
}

const list = async (...words: string[]): Promise<AuditEvent[]> =>
  JSON.parse((await run('audit', '--json', ...words)).stdout) as AuditEvent[];

test('every command says whether it changes something, and each kind has many', () => {
  const { stdin, stdout, stderr } = process;
  const listenForStop = () => new AbortController().signal;
  const call = { stdin, stdout, stderr, listenForStop, toAudit: null, exitCode: 0 };
  const leaves = (command: Command): Command[] =>
    command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
  const named = leaves(createProgram(call)).map((command) => ({
    name: command.name(),
    changes: isChanging(command),
  }));
  const verbs = ['create', 'delete', 'set', 'revoke', 'rotate', 'lift', 'mute', 'sync'];
  for (const { name, changes } of named) {
    if (verbs.includes(name)) assert.ok(changes, name);
    if (['list', 'show'].includes(name)) assert.ok(!changes, name);
  }
  assert.ok(named.filter(({ changes }) => changes).length > 20);
});

test('what commands change is in the audit log, by whom and about what, and what they read is not', async () => {
  assert.equal((await run('audit')).stdout, 'Nobody has called for a change yet.\n');
  const made = await run('keys', 'create', '--environment', 'new', '--name', 'ours', '--json');
  const { id } = JSON.parse(made.stdout) as { id: string };
  await run('keys', 'list');
  await run('keys', 'revoke', id);
  await run('integrations', 'switch-off', 'ashby:one', 'ats_offers');
  const [switched, revoked, created, ...others] = await list();
  assert.deepEqual(others, []);
  assert.equal(created?.operation, 'keys create');
  assert.deepEqual(created.actor, { type: 'COMMAND_LINE', id: null, name: userInfo().username });
  assert.deepEqual([created.target_ids, created.outcome], [{ created_id: id }, 'SUCCEEDED']);
  assert.deepEqual([revoked?.operation, revoked?.target_ids], ['keys revoke', { key_id: id }]);
  assert.equal(switched?.operation, 'integrations switch-off');
  assert.deepEqual([switched.integration_id, switched.outcome], ['ashby:one', 'SUCCEEDED']);
  const ofNew = await list('--environment', 'new');
  assert.deepEqual(
    ofNew.map(({ operation }) => operation),
    ['keys revoke', 'keys create'],
  );
  assert.match((await run('audit', '--integration', 'ashby:one')).stdout, /switch-off/);
});

test('a command that fails is there, too, and nothing that it was told', async () => {
  const failed = await run('webhooks', 'delete', 'quibblethwaite@example.com');
  assert.equal(failed.code, 1);
  const person = ['--email', 'quibblethwaite@example.com', '--environment', 'Test'];
  await run('erasures', 'create', ...person, '--dry-run');
  const [erasure, deletion] = await list();
  assert.deepEqual([erasure?.operation, erasure?.is_dry_run], ['erasures create', true]);
  assert.deepEqual([deletion?.outcome, deletion?.target_ids], ['FAILED', {}]);
  assert.deepEqual(await findColumnsWith(database.database.pool, 'quibblethwaite'), []);
});
