import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { callCli } from '../testing/call-cli.ts';
import { openInstallation } from '../testing/open-installation.ts';
import { runHirewire } from '../testing/run-hirewire.ts';

const { environment, run, runJson, close } = await openInstallation({ group: 'keys' });
after(close);

test('a key is shown once, listed by its beginning, and revoked', async () => {
  const made = await runJson('create', '--name', 'careers', '--environment', 'staging');
  assert.match(made.key, /^hw_[\w-]{43}$/);
  const { key, ...rest } = made;
  assert.deepEqual(rest, {
    id: made.id,
    name: 'careers',
    environment: 'staging',
    prefix: key.slice(0, 8),
    scopes: null,
    allowed_addresses: null,
    expires_at: null,
    created_at: made.created_at,
    last_used_at: null,
    revoked_at: null,
  });

  const listing = await run('list', '--json');
  assert(!listing.stdout.includes(key));
  const [listed] = JSON.parse(listing.stdout);
  assert.equal(listed.id, made.id);
  assert(key.startsWith(listed.prefix));
  assert.equal(listed.revoked_at, null);

  assert.deepEqual(await runJson('revoke', made.id), { id: made.id, revoked: true });
  assert.notEqual((await runJson('list'))[0].revoked_at, null);
});

test('with --json the real program prints nothing but JSON', async () => {
  const words = ['keys', 'create', '--name', 'real', '--json'];
  const { code, stdout, stderr } = await runHirewire(words, { environment });
  assert.deepEqual([code, stderr], [0, '']);
  const { id } = JSON.parse(stdout);
  assert.equal(
    (await runJson('list')).some((listed: { id: string }) => listed.id === id),
    true,
  );
});

test('people get sentences and tables', async () => {
  const made = await run('create', '--name', 'shop');
  assert.match(made.stdout, /API key "shop" .*environment default:\n\n {2}hw_[\w-]{43}\n/);
  const { stdout } = await run('list');
  const [headings, first] = stdout.split('\n');
  assert.match(
    headings!,
    /^id +name +environment +key +scopes +addresses +created +last used +expires +state$/,
  );
  assert.match(first!, / shop +default +hw_.*… +all +any .* never +never +valid$/);
});

test('a key is limited to scopes, addresses and a time', async () => {
  const words = ['--scope', 'read', '--scope', 'write:candidates', '--expires', '90d'];
  const made = await runJson('create', ...words, '--allow-address', '203.0.113.0/24');
  assert.deepEqual(made.scopes, ['read', 'write:candidates']);
  assert.deepEqual(made.allowed_addresses, ['203.0.113.0/24']);
  const days = (Date.parse(made.expires_at) - Date.parse(made.created_at)) / 86_400_000;
  assert.equal(Math.round(days), 90);
  const { stdout } = await run('list');
  const line = stdout.split('\n').find((one) => one.startsWith(made.id));
  assert.match(line!, / read write:candidates +203\.0\.113\.0\/24 .* never +\d{4}-.*Z +valid$/);
  assert.equal(
    (await runJson('create', '--expires', '2099-01-01')).expires_at,
    '2099-01-01T00:00:00.000Z',
  );
});

test('limits that mean nothing are refused, and make no key', async () => {
  const before = (await runJson('list')).length;
  const wrong: [string, string, RegExp][] = [
    ['--scope', 'reading', /It must be one of management, passthrough, read, write, /],
    ['--scope', '', /It must be one of/],
    ['--allow-address', '10.0.0.0/64', /It must be an IPv4 or IPv6 address/],
    ['--expires', '2020-01-01', /in the future/],
    ['--expires', '0d', /in the future/],
    ['--expires', 'tomorrow', /such as 90d/],
  ];
  for (const [option, value, message] of wrong) {
    const { code, stderr } = await run('create', option, value);
    assert.equal(code, 2, `${option} ${value}`);
    assert.match(stderr, message);
  }
  assert.equal((await runJson('list')).length, before);
});

test('revoking an unknown key fails', async () => {
  const { code, stderr } = await run('revoke', 'nobody');
  assert.equal(code, 1);
  assert.match(stderr, /^There is no API key nobody\. List them: npx hirewire keys list$/m);
});

test('migrate finds nothing to do in a new database', async () => {
  const words = ['migrate', '--json'];
  const { code, stdout } = await callCli(words, { environment });
  assert.deepEqual([code, JSON.parse(stdout)], [0, { applied: [] }]);
});

test('a database that is not there is explained', async () => {
  const unreachable = { ...environment, DATABASE_URL: 'postgres://someone@127.0.0.1:1/nowhere' };
  const { code, stderr } = await callCli(['keys', 'list'], { environment: unreachable });
  assert.equal(code, 1);
  assert.match(stderr, /^Cannot connect to PostgreSQL \(.*ECONNREFUSED.*\)\. Check DATABASE_URL/);
});
