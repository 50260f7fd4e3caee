import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

// What the tests that are written in Python have in common: packages of their own, and a Hirewire.

export const root = fileURLToPath(new URL('../', import.meta.url));
const readyTimeoutMs = 5 * 60_000;

/** Makes a virtual environment under `.cache`, again when its requirements change; null if it fails. */
export function preparePython(name: string, requirements: string): { program: string } | null {
  const environment = join(root, '.cache', name);
  const installed = join(environment, 'installed-requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  const folder = process.platform === 'win32' ? 'Scripts' : 'bin';
  const program = join(environment, folder, 'python');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return { program };
  rmSync(environment, { recursive: true, force: true });
  const isReady =
    runQuietly('python3', ['-m', 'venv', environment]) &&
    runQuietly(program, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
  if (!isReady) return null;
  writeFileSync(installed, wanted);
  return { program };
}

function runQuietly(command: string, args: string[]): boolean {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return true;
  console.error(`${command} ${args.join(' ')} failed.`, error?.message ?? `${stdout}${stderr}`);
  console.error('Python 3.10 or newer is needed, with its venv module (Debian: python3-venv).');
  return false;
}

/** Starts the Hirewire of `tests/python/serve.ts` for as long as `use` takes. */
export async function withServer(use: (readyFile: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'hirewire-python-'));
  const readyFile = join(folder, 'ready.json');
  const args = ['tests/python/serve.ts', readyFile];
  const server = spawn(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    return (await waitUntilReady(server, readyFile)) ? await use(readyFile) : 1;
  } finally {
    await stop(server);
    rmSync(folder, { recursive: true, force: true });
  }
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

async function stop(server: ChildProcess): Promise<void> {
  if (hasEnded(server)) return;
  server.kill('SIGINT');
  await once(server, 'exit');
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
