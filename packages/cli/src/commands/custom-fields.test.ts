import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openInstallation } from '../testing/open-installation.ts';

const { run, runJson, close } = await openInstallation({ group: 'custom-fields' });
after(close);

test('a custom field is made once, listed in its environment alone, and deleted', async () => {
  const words = ['--model', 'candidates', '--key', 'notice_period', '--environment', 'staging'];
  const made = await runJson('create', ...words, '--label', 'Notice period');
  assert.match(made.id, /^\w{24}$/);
  const field = {
    id: made.id,
    key: 'notice_period',
    model: 'ats_candidates',
    label: 'Notice period',
    description: null,
  };
  assert.deepEqual(made, { ...field, environment: 'staging' });

  const again = await run('create', ...words);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /staging already has a custom field notice_period of candidates/);
  const other = await runJson('create', '--model', 'jobs', '--key', 'notice_period');
  assert.deepEqual(await runJson('list', '--environment', 'staging'), [field]);

  const foreign = await run('delete', other.id, '--environment', 'staging');
  assert.equal(foreign.code, 1);
  assert.match(foreign.stderr, new RegExp(`staging has no custom field ${other.id}`));
  const deleted = { id: made.id, deleted: true, mappings: 0 };
  assert.deepEqual(await runJson('delete', made.id, '--environment', 'staging'), deleted);
  assert.deepEqual(await runJson('list', '--environment', 'staging'), []);
  assert.equal((await runJson('list')).length, 1);
});

test('people get sentences and tables', async () => {
  const made = await run('create', '--model', 'offers', '--key', 'bonus', '--environment', 'shop');
  assert.match(
    made.stdout,
    /^Custom field bonus of offers \(id \w{24}\) in the environment shop\./,
  );
  const { stdout } = await run('list', '--environment', 'shop');
  assert.match(stdout, /^id +model +key +label +description\n\w{24} +offers +bonus$/m);
  const empty = await run('create', '--model', 'users', '--key', 'x');
  assert.match(empty.stderr, /Allowed choices are application_stages, jobs, candidates/);
  const wrong = await run('create', '--model', 'jobs', '--key', 'with space');
  assert.match(wrong.stderr, /letters, digits, underscores/);
});

test('an environment that does not exist is not made by looking at it', async () => {
  const { code, stderr } = await run('list', '--environment', 'nowhere');
  assert.equal(code, 1);
  assert.match(stderr, /^There is no environment nowhere\./m);
});
