import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '@hirewire/sdk/package.json' with { type: 'json' };
import { run } from './installed-sdk.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** In the repository, so that what the tests import is found. */
const folder = join(root, '.cache/old-sdk-tests');

/**
 * What users of a version rely on is what its tests say: the tests of the commit that gave the SDK
 * its present version judge the code of today. A change that breaks them needs a new version.
 */
describe(`the tests of @hirewire/sdk ${manifest.version}`, () => {
  let oldTests: string[];

  before(async () => {
    const git = (...args: string[]) => run('git', args, { cwd: root, maxBuffer: 2 ** 26 });
    const change = `-Sversion": "${manifest.version}"`;
    const search = ['log', '--reverse', '--format=%H', change, '--', 'packages/sdk/package.json'];
    const commit = (await git(...search)).stdout.split('\n')[0];
    assert.ok(commit, 'the history does not reach back to the version: fetch all of it');
    const place = 'packages/sdk/src/';
    const { stdout } = await git('ls-tree', '-r', '--name-only', commit, place);
    const files = stdout.split('\n').filter((file) => /\.test\.ts$|\/testing\//.test(file));
    oldTests = files
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => file.slice(place.length));
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await cp(join(root, 'packages/sdk'), folder, {
      recursive: true,
      filter: (path) => !/\.test\.ts$|\/(?:testing|dist|node_modules)$/.test(path),
    });
    for (const file of files) {
      const target = join(folder, 'src', file.slice(place.length));
      await mkdir(join(target, '..'), { recursive: true });
      await writeFile(target, (await git('show', `${commit}:${file}`)).stdout);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('pass with the SDK of today', async () => {
    assert.ok(oldTests.length >= 5, oldTests.join());
    const args = ['--test', ...oldTests.map((file) => `src/${file}`)];
    // As a run of its own, not as a part of this one.
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
    const { stdout } = await run(process.execPath, args, { cwd: folder, env: environment }).catch(
      (error: { stdout: string }) => error,
    );
    assert.match(stdout, /^ℹ fail 0$/m, stdout);
    assert.match(stdout, /^ℹ pass [1-9]\d/m, stdout);
  });

  it('compile with the SDK of today', async () => {
    const config = { extends: '../../tsconfig.json', include: ['src'] };
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules/.bin/tsc');
    const { stdout } = await run(tsc, ['-p', 'tsconfig.json'], { cwd: folder }).catch(
      (error: { stdout: string }) => error,
    );
    assert.equal(stdout, '');
  });
});
