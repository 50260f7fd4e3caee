import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type InstalledSdk, installSdk, run } from '../consumers/installed-sdk.ts';
import { type RunningHirewire, startSyncedHirewire } from '../wire/start-hirewire.ts';

/** Kept between runs; npm brings the programs as packages. */
const folder = fileURLToPath(new URL('../../.cache/runtimes/', import.meta.url));
const versions = { deno: '2.9.6', bun: '1.4.5' };

describe('the SDK in other runtimes', () => {
  let hirewire: RunningHirewire;
  let installed: InstalledSdk;
  let given: string;

  before(async () => {
    await mkdir(folder, { recursive: true });
    const manifest = {
      private: true,
      dependencies: versions,
      allowScripts: { deno: true, bun: true },
    };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await run('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder });
    const started = await startSyncedHirewire();
    ({ hirewire } = started);
    installed = await installSdk();
    const file = join(installed.folder, 'cv.txt');
    await writeFile(file, 'An invented CV');
    const { apiKey: api_key, integrationId: integration_id } = started.tenant;
    given = JSON.stringify({ server_url: hirewire.url, api_key, integration_id, file });
  });
  after(async () => {
    await hirewire.close();
    await installed.remove();
  });

  const commands = {
    deno: ['run', '--allow-net=127.0.0.1', '--allow-read', '--node-modules-dir=manual'],
    bun: ['run'],
  };
  for (const [name, args] of Object.entries(commands)) {
    it(`works in ${name}`, async () => {
      const program = join(folder, 'node_modules/.bin', name);
      const { stdout } = await run(program, [...args, 'esm.mjs', given], { cwd: installed.folder });
      const { jobs, ...found } = JSON.parse(stdout) as { jobs: number; exports: string[] };
      assert.ok(jobs > 3, 'all pages were read');
      assert.ok(found.exports.includes('Hirewire'));
      assert.deepEqual(
        { ...found, exports: [] },
        {
          exports: [],
          refused: [true, 'PLATFORM.INPUT_INVALID', 'InputError'],
          attachment: 'Wm/Dqw==',
          fromPath: ['cv.txt', 'An invented CV'],
          signature: true,
          hasTags: true,
        },
      );
    });
  }
});
