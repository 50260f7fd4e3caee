/**
 * Tests the Odoo connector against a real Odoo 19: `npm run test:live:odoo [-- file …]`.
 *
 * Needs Debian 12 or 13 with apt, and root or a password-less sudo (for the Python packages
 * only; Odoo and its PostgreSQL run unprivileged). The first run downloads and initialises
 * Odoo, about three minutes; later runs start from that copy. Every test file gets an Odoo of
 * its own, reachable from this machine only, that is thrown away afterwards.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { giveToUnprivileged, run } from '../tests/live-odoo/setup/commands.ts';
import { copyPostgres, createCluster, startDatabase } from '../tests/live-odoo/setup/database.ts';
import {
  createKeys,
  databaseName,
  initialiseOdoo,
  startOdoo,
} from '../tests/live-odoo/setup/odoo.ts';
import type { ApiKeys } from '../tests/live-odoo/setup/odoo.ts';
import { fetchOdoo, installPython } from '../tests/live-odoo/setup/packages.ts';
import type { Workplace } from '../tests/live-odoo/setup/packages.ts';
import { runTestFiles } from './run-test-files.ts';

const checkout = path.join(import.meta.dirname, '..');

/** Raise it when a change to the set-up makes the kept copy useless. */
const templateVersion = 1;

interface Programs {
  odoo: string;
  postgres: string;
}

async function main(): Promise<boolean> {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => interruption.abort(new Error('interrupted')));
  }
  requireDebian();
  const startedAt = performance.now();
  const workplace: Workplace = {
    cache: await chooseCache(),
    signal: interruption.signal,
    say: (line) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0).padStart(3);
      process.stdout.write(`[${seconds} s] ${line}\n`);
    },
  };
  workplace.say(`cache folder: ${workplace.cache}`);
  await installPython(workplace);
  const programs = {
    odoo: await fetchOdoo(workplace),
    postgres: await copyPostgres(workplace.cache),
  };
  const keys = await prepareTemplate(programs, workplace);
  const wanted = process.argv.slice(2);
  const files =
    wanted.length > 0 ? wanted : globSync('tests/live-odoo/*.test.ts', { cwd: checkout });
  if (files.length === 0) throw new Error('tests/live-odoo holds no test file');
  let passed = true;
  for (const file of files) {
    passed =
      (await testWithFreshOdoo(path.resolve(checkout, file), programs, keys, workplace)) && passed;
  }
  workplace.say(passed ? 'all live tests passed' : 'live tests FAILED');
  return passed;
}

function requireDebian(): void {
  for (const program of ['apt-get', 'dpkg-deb', '/usr/bin/python3']) {
    if (spawnSync(program, ['--version']).error) {
      throw new Error(`${program} is missing: this test needs Debian 12 or 13`);
    }
  }
  const answer = spawnSync('/usr/bin/python3', ['-c', 'import sys; print(sys.version_info[1])']);
  const minor = Number(answer.stdout.toString());
  if (minor < 10 || minor > 13) {
    throw new Error(`Odoo 19 runs on Python 3.10 to 3.13, this machine has 3.${minor}`);
  }
}

/** The folder that keeps the downloads: one that an account without rights can enter. */
async function chooseCache(): Promise<string> {
  const asked = process.env['HIREWIRE_ODOO_CACHE'];
  const candidates =
    asked === undefined
      ? [path.join(checkout, '.cache/odoo'), '/var/cache/hirewire-odoo', '/var/tmp/hirewire-odoo']
      : [path.resolve(asked)];
  for (const folder of candidates) {
    try {
      await mkdir(folder, { recursive: true });
      const check = { program: 'test', args: ['-x', folder], as: 'unprivileged' as const };
      await run({ ...check, signal: AbortSignal.timeout(60_000) });
      return folder;
    } catch (error) {
      if (asked !== undefined) {
        throw new Error(`an account without rights cannot enter ${folder}`, { cause: error });
      }
    }
  }
  throw new Error(`no usable cache folder among ${candidates.join(', ')}: set HIREWIRE_ODOO_CACHE`);
}

/** Initialises one Odoo and stops it; each test file then starts from a copy of its files. */
async function prepareTemplate(programs: Programs, workplace: Workplace): Promise<ApiKeys> {
  const template = path.join(workplace.cache, `template-${templateVersion}`);
  const keysFile = path.join(template, 'keys.json');
  if (existsSync(keysFile)) return JSON.parse(await readFile(keysFile, 'utf8')) as ApiKeys;
  workplace.say('initialising Odoo with its demo data (about a minute)');
  const partial = `${template}.partial`;
  await rm(partial, { recursive: true, force: true });
  await createCluster(programs.postgres, path.join(partial, 'cluster'), workplace);
  const keys = await (async () => {
    await using home = await openHome(programs, partial, workplace);
    await initialiseOdoo(home, workplace);
    workplace.say('creating API keys');
    return await createKeys(home, workplace);
  })();
  await writeFile(path.join(partial, 'keys.json'), JSON.stringify(keys), { mode: 0o600 });
  await rm(template, { recursive: true, force: true });
  await rename(partial, template);
  return keys;
}

async function testWithFreshOdoo(
  file: string,
  programs: Programs,
  keys: ApiKeys,
  workplace: Workplace,
): Promise<boolean> {
  const folder = await mkdtemp(path.join(workplace.cache, 'run-'));
  await chmod(folder, 0o755);
  try {
    const template = path.join(workplace.cache, `template-${templateVersion}`);
    for (const part of ['cluster', 'filestore']) {
      const args = ['-a', path.join(template, part), folder];
      await run({ program: 'cp', args, as: 'self', signal: workplace.signal });
    }
    await using home = await openHome(programs, folder, workplace);
    await giveToUnprivileged(folder);
    await using odoo = await startOdoo(home, workplace);
    workplace.say(`Odoo listens at ${odoo.baseUrl}; running ${path.relative(checkout, file)}`);
    const details = path.join(folder, 'remote.json');
    await writeFile(
      details,
      JSON.stringify({ baseUrl: odoo.baseUrl, keys, database: databaseName }),
      { mode: 0o600 },
    );
    return await testFile(file, details, workplace.signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function openHome(programs: Programs, folder: string, workplace: Workplace) {
  const database = await startDatabase(programs.postgres, path.join(folder, 'cluster'), workplace);
  return {
    program: programs.odoo,
    socketFolder: database.socketFolder,
    filestore: path.join(folder, 'filestore'),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** Runs one file; it finds the address and the keys in the JSON file that is its argument. */
async function testFile(file: string, details: string, signal: AbortSignal): Promise<boolean> {
  const { tests, hasPassed } = await runTestFiles({
    groups: [[file]],
    cwd: checkout,
    argv: [details],
    signal,
  });
  signal.throwIfAborted();
  if (tests === 0) throw new Error(`${file} ran no test`);
  return hasPassed;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  process.stderr.write(
    `test:live:odoo: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}
