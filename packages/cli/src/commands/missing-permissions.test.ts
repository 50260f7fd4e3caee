import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { startAshbySimulator } from '@hirewire/simulators';
import type { AshbySimulator } from '@hirewire/simulators';
import { openInstallation } from '../testing/open-installation.ts';

const { run, close } = await openInstallation({ group: 'integrations' });
let simulator: AshbySimulator;
let folder: string;

before(async () => {
  simulator = await startAshbySimulator({ candidates: 5 });
  folder = await mkdtemp(path.join(tmpdir(), 'hirewire-cli-'));
});
after(async () => {
  await simulator.close();
  await close();
  await rm(folder, { recursive: true });
});

test('a missing permission is named with what it costs until it is granted, and costs no more', async () => {
  const file = path.join(folder, 'ashby.json');
  await writeFile(file, JSON.stringify(simulator.credentials), { mode: 0o600 });
  const { access } = simulator;
  const all = access.scopes;
  access.scopes = all.filter((scope) => !['offers:read', 'candidates:write'].includes(scope));
  const create = ['create', '--tool', 'ashby', '--credentials-file', file];
  create.push('--setting', 'requests_per_second=1000', '--remote-base-url', simulator.url);
  const created = await run(...create);
  assert.equal(created.code, 0, created.stderr);
  assert.match(
    created.stdout,
    /^Missing permission: Offers: Read \(Admin, API Keys\), needed for ats_offers\.$/m,
  );
  assert.match(
    created.stdout,
    /^Missing permission: Candidates: Write .*ats_add_application_note/m,
  );
  const [id = ''] = /ashby:\w+/.exec(created.stdout) ?? [];

  const synced = await run('sync', id, '--wait');
  assert.match(synced.stdout, /^FULL sync PARTIALLY_FAILED/);
  assert.match(synced.stdout, /offers could not be read/);
  const show = async () => JSON.parse((await run('show', id, '--json')).stdout);
  const shown = await show();
  assert.equal(shown.status, 'ACTIVE');
  assert.deepEqual(shown.missing_permissions[0], {
    permission: 'Offers: Read',
    granted_at: 'Admin, API Keys',
    read_models: ['ats_offers'],
    fields_of: [],
    write_actions: [],
  });
  assert.match(
    (await run('show', id)).stdout,
    /lacks permission +Offers: Read \(Admin, API Keys\), needed for/,
  );
  const { models } = shown.runs[0];
  assert.deepEqual([models.offers.is_refused, models.offers.state], [true, 'FAILED']);
  assert.deepEqual([models.candidates.is_refused, models.candidates.state], [false, 'DONE']);

  access.scopes = all;
  const again = await run('sync', id, '--wait');
  assert.match(again.stdout, /^DELTA sync SUCCEEDED/);
  assert.deepEqual((await show()).missing_permissions, []);
});
