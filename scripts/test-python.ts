/**
 * `npm run test:python`: the official Python SDK, unmodified, against a running Hirewire.
 * Makes a virtual environment under `.cache` (again when `requirements.txt` changes), starts
 * `tests/python/serve.ts` on a free port with a small data set, and runs `tests/python/test_*.py`
 * with its ready file named in the variable HIREWIRE_READY_FILE. Arguments go to `unittest`.
 */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const environment = join(root, '.cache/python-sdk');
const requirements = join(root, 'tests/python/requirements.txt');
const readyTimeoutMs = 5 * 60_000;

process.exitCode = await main();

async function main(): Promise<number> {
  if (globSync('tests/python/test_*.py', { cwd: root }).length === 0) {
    console.error('No test was found: tests/python holds no test_*.py.');
    return 1;
  }
  if (!prepareEnvironment()) return 1;
  const folder = mkdtempSync(join(tmpdir(), 'hirewire-python-'));
  const readyFile = join(folder, 'ready.json');
  const server = startServer(readyFile);
  try {
    return (await waitUntilReady(server, readyFile)) ? await runTests(readyFile) : 1;
  } finally {
    await stop(server);
    rmSync(folder, { recursive: true, force: true });
  }
}

function prepareEnvironment(): boolean {
  const installed = join(environment, 'installed-requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return true;
  rmSync(environment, { recursive: true, force: true });
  const isReady =
    runQuietly('python3', ['-m', 'venv', environment]) &&
    runQuietly(python(), ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  if (isReady) writeFileSync(installed, wanted);
  return isReady;
}

function python(): string {
  const program = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
  return join(environment, program);
}

function runQuietly(command: string, args: string[]): boolean {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return true;
  console.error(`${command} ${args.join(' ')} failed.`, error?.message ?? `${stdout}${stderr}`);
  console.error('Python 3.10 or newer is needed, with its venv module (Debian: python3-venv).');
  return false;
}

function startServer(readyFile: string): ChildProcess {
  const args = ['tests/python/serve.ts', readyFile];
  return spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function waitUntilReady(server: ChildProcess, readyFile: string): Promise<boolean> {
  const deadline = Date.now() + readyTimeoutMs;
  while (!existsSync(readyFile)) {
    if (hasEnded(server) || Date.now() > deadline) {
      console.error(`Hirewire was not ready (exit code ${server.exitCode ?? 'none'}).`);
      return false;
    }
    await pause(200);
  }
  return true;
}

async function runTests(readyFile: string): Promise<number> {
  const args = ['-m', 'unittest', 'discover', '--start-directory', 'tests/python'];
  const tests = spawn(python(), [...args, ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, HIREWIRE_READY_FILE: readyFile },
  });
  let report = '';
  tests.stderr.on('data', (chunk: Buffer) => {
    report += chunk.toString();
    process.stderr.write(chunk);
  });
  const [code] = (await once(tests, 'close')) as [number | null];
  // Python before 3.12 takes a run without a test for a success.
  if (!/^Ran [1-9]\d* tests? in/m.test(report)) {
    console.error('No test ran.');
    return 1;
  }
  return code ?? 1;
}

async function stop(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  server.kill('SIGINT');
  await once(server, 'exit');
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
