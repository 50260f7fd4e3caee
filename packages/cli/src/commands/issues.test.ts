import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { observeIssues, noteCredentialsCheck } from '@hirewire/store';
import { addIntegration, createTestDatabase } from '@hirewire/store/testing';
import type { TestDatabase } from '@hirewire/store/testing';
import { callCli } from '../testing/call-cli.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

function run(...words: string[]) {
  const environment = {
    DATABASE_URL: database.url,
    HIREWIRE_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
  };
  return callCli(['issues', ...words, '--environment', 'Test'], { environment });
}

test('issues are listed with what to do, muted and shown again', async () => {
  const integration = await addIntegration(database.database, {
    id: 'ashby:one',
    sealedCredentials: Buffer.alloc(0),
  });
  assert.equal((await run('list')).stdout, 'No open issues.\n');
  await noteCredentialsCheck(database.database, integration.id, {
    missingPermissions: [{ permission: 'Offers: Read', models: ['offers'], actions: [] }],
    refusedModels: [],
  });
  const schedule = { deltaMinutes: 0, fullHours: 0 };
  await observeIssues(database.database, { schedule, deltaTools: [], failureCodes: [] });

  const listed = await run('list');
  assert.match(listed.stdout, /ashby:one .* open +A permission is missing: Offers: Read/);
  assert.match(listed.stdout, /lack the permission \*\*Offers: Read\*\*/);
  const [issue] = JSON.parse((await run('list', '--json')).stdout);
  assert.equal(issue.type, 'integration.permission_missing');

  const muted = await run('mute', issue.id, '--days', '3');
  assert.match(muted.stdout, new RegExp(`^Issue ${issue.id} is muted until \\d{4}-`));
  assert.equal((await run('list')).stdout, 'No open issues.\n');
  assert.match((await run('list', '--all')).stdout, /muted until \d{4}-/);
  assert.match((await run('unmute', issue.id)).stdout, /is shown again/);
  assert.match((await run('list')).stdout, / open /);
});

test('an issue that is not there is said to be so, and changes nothing', async () => {
  const answer = await run('mute', '1'.repeat(24));
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /environment Test has no issue 1{24}\. List them: .*issues list/);
});
