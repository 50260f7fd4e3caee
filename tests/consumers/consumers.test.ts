import { after, before, describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { build } from 'esbuild';
import { publint } from 'publint';
import * as sdk from '@hirewire/sdk';
import { type RunningHirewire, startSyncedHirewire } from '../wire/start-hirewire.ts';
import { type InstalledSdk, installSdk, run } from './installed-sdk.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const exportedNames = Object.keys(sdk).toSorted();

/** Bytes, minified and zipped, of all that the SDK has. Raise it with a reason. */
const sizeBudget = 8500;

describe('the SDK as npm installs it', () => {
  let hirewire: RunningHirewire;
  let installed: InstalledSdk;
  let given: Record<string, string>;
  let jobs: number;

  before(async () => {
    const started = await startSyncedHirewire();
    ({ hirewire } = started);
    installed = await installSdk();
    const file = join(installed.folder, 'cv.txt');
    await writeFile(file, 'An invented CV');
    const { apiKey: api_key, integrationId: integration_id } = started.tenant;
    given = { server_url: hirewire.url, api_key, integration_id, file };
    const client = new sdk.Hirewire({ server_url: hirewire.url, api_key, integration_id });
    jobs = (await client.ats.getJobs().toArray({ limit: Infinity })).length;
  });
  after(async () => {
    await hirewire.close();
    await installed.remove();
  });

  const expected = () => ({
    exports: exportedNames,
    jobs,
    refused: [true, 'PLATFORM.INPUT_INVALID', 'InputError'],
    fromPath: ['cv.txt', 'An invented CV'],
  });
  const withAll = () => ({ ...expected(), attachment: 'Wm/Dqw==', signature: true, hasTags: true });
  const runNode = async (program: string): Promise<unknown> => {
    const args = [program, JSON.stringify(given)];
    const { stdout } = await run(process.execPath, args, { cwd: installed.folder });
    return JSON.parse(stdout);
  };

  it('works in a project of ES modules', async () => {
    assert.deepEqual(await runNode('esm.mjs'), withAll());
  });

  it('works in a CommonJS project', async () => {
    const found = (await runNode('commonjs.cjs')) as { exports: string[] };
    assert.deepEqual(found, expected());
  });

  async function compile(file: string, mode = ['--module', 'nodenext']): Promise<string> {
    const flags = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']
      .concat(['--noPropertyAccessFromIndexSignature', '--noImplicitOverride', '--noEmit'])
      .concat(['--skipLibCheck', 'false', '--types', '', '--target', 'es2022'])
      .concat(['--lib', 'es2022,dom,dom.iterable,dom.asynciterable']);
    const tsc = join(root, 'node_modules/.bin/tsc');
    const compiled = run(tsc, [...flags, ...mode, file], { cwd: installed.folder });
    return (await compiled.catch((error: { stdout: string }) => error)).stdout;
  }

  it('compiles in the strictest TypeScript, with the types of the web alone', async () => {
    assert.equal(await compile('strict.ts'), '');
    const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler'];
    assert.equal(await compile('strict.ts', bundler), '');
  });

  it('does not compile what the wire does not have', async () => {
    const wrong = [
      `void client.ats.moveApplicationToStage({ application_id: 'a' });`,
      `void client.ats.getTags({ outcomes: ['HIRED'] });`,
      `void client.ats.getApplications({ outcomes: ['HIRE'] });`,
      `void client.ats.getJobs().then((page) => page.data.results[0]?.title);`,
      `void client.ats.getJobs({}, { dry_run: true });`,
      `void client.ats.rejectApplication(rejection).then(({ data }) => data.requests);`,
      `const code: ErrorCode = 'PLATFORM.NEVER';`,
    ];
    const head = [
      `import { type ErrorCode, Hirewire } from '@hirewire/sdk';`,
      `const client = new Hirewire({ server_url: 'http://x.example', api_key: 'k' });`,
      `const rejection = { application_id: 'a', rejection_reason_id: 'r' };`,
    ];
    await writeFile(join(installed.folder, 'wrong.ts'), [...head, ...wrong].join('\n'));
    const told = await compile('wrong.ts');
    const lines = [...told.matchAll(/^wrong\.ts\((\d+),/gm)].map(([, line]) => Number(line));
    assert.deepEqual(
      lines,
      wrong.map((_, index) => head.length + index + 1),
      told,
    );
  });

  it('runs, bundled, where there is only the web: no Node, no modules', async () => {
    const { outputFiles, warnings } = await build({
      stdin: {
        contents: `import { check } from './check.mjs'; globalThis.check = check;`,
        resolveDir: installed.folder,
      },
      bundle: true,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      write: false,
    });
    assert.deepEqual(warnings, []);
    const web = { AbortSignal, Blob, Headers, Request, Response, ReadableStream, TextDecoder };
    const more = { TextEncoder, URL, Uint8Array, WeakMap, atob, btoa, crypto, performance };
    const timers = { clearTimeout, fetch, setTimeout };
    const context = createContext({ ...web, ...more, ...timers }) as {
      check?(given: object): Promise<Record<string, unknown>>;
    };
    runInContext(outputFiles[0]?.text ?? '', context);
    const { file: _, ...withoutFile } = given;
    const found: unknown = JSON.parse(JSON.stringify(await context.check?.(withoutFile)));
    assert.deepEqual(found, { ...withAll(), fromPath: null });
  });

  it('stays small', async () => {
    const { outputFiles } = await build({
      stdin: { contents: `export * from '@hirewire/sdk'`, resolveDir: installed.folder },
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
    });
    const bytes = gzipSync(outputFiles[0]?.contents ?? '').length;
    assert.ok(bytes > 1000 && bytes < sizeBudget, `${bytes} bytes`);
  });

  it('is a sound package: what it exports is there, for every way to resolve it', async () => {
    const tarball = Uint8Array.from(installed.tarball).buffer;
    const { messages } = await publint({ pack: { tarball }, strict: true });
    assert.deepEqual(messages, []);
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
    assert.ok(analysis.types !== false);
    assert.deepEqual(analysis.problems, []);
  });

  it('has no dependency, and brings its licence and no test', async () => {
    const path = join(installed.folder, 'node_modules/@hirewire/sdk/package.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    assert.equal(manifest['dependencies'], undefined);
    assert.equal(manifest['peerDependencies'], undefined);
    assert.ok(installed.files.includes('LICENSE') && installed.files.includes('README.md'));
    const others = installed.files.filter(
      (file) => !/^(dist\/|LICENSE|README\.md|package\.json)/.test(file),
    );
    assert.deepEqual(others, []);
    assert.ok(!installed.files.some((file) => /test/.test(file)));
  });
});
