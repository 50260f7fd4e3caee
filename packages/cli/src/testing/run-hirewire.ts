import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));
const launcher = fileURLToPath(new URL('../../bin/hirewire.mjs', import.meta.url));

/** Without the Node.js of `npm ci`, which npm puts in front; that one is the last resort. */
const ownPath = [
  ...(process.env['PATH'] ?? '').split(path.delimiter).filter((one) => !one.endsWith('.bin')),
  path.dirname(process.execPath),
].join(path.delimiter);

const surroundings = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  // Halves the processor time of each start.
  NODE_COMPILE_CACHE: path.join(tmpdir(), 'hirewire-compile-cache'),
};

export interface Run {
  environment?: Readonly<Record<string, string>>;
  input?: string;
  /** Starts it as `npx hirewire` does, on whichever Node.js the machine has. */
  throughLauncher?: boolean;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A program that goes on, such as the demo. */
export interface Running {
  pid: number;
  /** Resolves with what has been written to standard output as soon as it matches. */
  untilOutput(pattern: RegExp): Promise<string>;
  /** To this process alone, as a supervisor does it. */
  signal(signal: NodeJS.Signals): void;
  /** As a terminal does it: to the whole process group. */
  signalGroup(signal: NodeJS.Signals): void;
  ended: Promise<Ended>;
}

/** Runs the real command line in a process of its own, to its end. */
export function runHirewire(words: readonly string[], run: Run = {}): Promise<Ended> {
  return startHirewire(words, run).ended;
}

export function startHirewire(words: readonly string[], run: Run = {}): Running {
  const { throughLauncher = false } = run;
  const [program, file] = throughLauncher ? ['node', launcher] : [process.execPath, main];
  const child = spawn(program, [file, ...words], {
    detached: true,
    env: { ...surroundings, ...(throughLauncher && { PATH: ownPath }), ...run.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(run.input ?? '');
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const pid = child.pid!;
  const ended = end();
  return { pid, untilOutput, signal, signalGroup, ended };

  function signal(name: NodeJS.Signals): void {
    child.kill(name);
  }

  function signalGroup(signal: NodeJS.Signals): void {
    // Its number may belong to somebody else once it is gone.
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, signal);
  }

  async function end(): Promise<Ended> {
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    return { code: code as number | null, stdout: output, stderr };
  }

  async function untilOutput(pattern: RegExp): Promise<string> {
    while (!pattern.test(output)) {
      const isOver = await Promise.race([
        once(child.stdout, 'data').then(() => false),
        ended.then(() => true),
      ]);
      if (isOver && !pattern.test(output)) {
        throw new Error(`It ended without ${pattern}: ${output}${(await ended).stderr}`);
      }
    }
    return output;
  }
}

/** A folder for `--data-dir` that PostgreSQL's user can enter when the tests run as root. */
export async function makeDataDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'hirewire-cli-'));
  await chmod(directory, 0o711);
  return directory;
}

export async function removeDataDirectory(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}

/** Process number of the embedded PostgreSQL of a data directory; null when it does not run. */
export async function findPostgres(dataDirectory: string): Promise<number | null> {
  const file = path.join(dataDirectory, 'postgres', 'cluster', 'postmaster.pid');
  const content = await readFile(file, 'utf8').catch(() => null);
  return content === null ? null : Number(content.split('\n')[0]);
}
