import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openInstallation } from '../testing/open-installation.ts';

const { run, runJson, close } = await openInstallation({ group: 'webhooks' });
after(close);

test('an endpoint is made, changed, given a new secret and deleted', async () => {
  const made = await runJson('create', 'https://example.org/hook', '--event', 'data-changed');
  assert.match(made.secret, /^whsec_/);
  const { secret, ...shown } = made;
  assert.deepEqual(shown.event_types, ['data-changed']);
  const listing = await run('list', '--json');
  assert.ok(!listing.stdout.includes(secret));
  assert.deepEqual(JSON.parse(listing.stdout), [shown]);
  const disabled = await run('set', made.id, '--disable');
  assert.match(
    disabled.stdout,
    /is disabled: https:\/\/example\.org\/hook receives data-changed\./,
  );
  assert.match((await run('list')).stdout, /disabled: by a user/);
  assert.equal(
    (await runJson('set', made.id, '--enable', '--url', 'https://b.example')).url,
    'https://b.example',
  );
  const rotated = await runJson('rotate-secret', made.id);
  assert.notEqual(rotated.secret, secret);
  assert.ok(rotated.previous_secret_until);
  assert.deepEqual(await runJson('deliveries', made.id), []);
  assert.deepEqual(await runJson('replay', made.id, '--from', '2026-01-01'), {
    id: made.id,
    replayed: 0,
  });
  assert.deepEqual(await runJson('delete', made.id), { id: made.id, deleted: true });
  assert.match((await run('list')).stdout, /No webhook endpoints yet/);
});

test('what cannot be is refused with a reason', async () => {
  const wrong: [string[], number, RegExp][] = [
    [['create', 'nonsense'], 1, /`url` must be/],
    [['create', 'https://example.org', '--event', 'never'], 1, /not never/],
    [['delete', 'nobody'], 1, /has no webhook endpoint nobody/],
    [['set', 'nobody'], 2, /Nothing to change/],
    [['set', 'nobody', '--enable', '--disable'], 2, /not both/],
    [['replay', 'nobody'], 2, /either --event or --from/],
    [['replay', 'nobody', '--from', 'yesterday'], 2, /--from must be a date-time/],
  ];
  for (const [words, code, message] of wrong) {
    const answer = await run(...words);
    assert.equal(answer.code, code, words.join(' '));
    assert.match(answer.stderr, message);
  }
});
