import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chown } from 'node:fs/promises';

/** Who a command runs as. Odoo and PostgreSQL refuse, rightly, to be root. */
export type Account = 'root' | 'unprivileged' | 'self';

export interface Command {
  program: string;
  args: readonly string[];
  as: Account;
  cwd?: string;
  /** Written to the command's standard input. */
  input?: string;
  /** Ends the command when the person interrupts the whole run. */
  signal: AbortSignal;
}

export interface Daemon extends AsyncDisposable {
  /** The exit code once it has ended, null while it runs. */
  exitCode(): number | null;
}

const isRoot = process.getuid?.() === 0;

/** `nobody` and `nogroup`, which every Debian has under these fixed numbers. */
const nobody = { uid: 65534, gid: 65534 };

/** Gives a folder to the account that unprivileged commands run as. */
export async function giveToUnprivileged(folder: string): Promise<void> {
  if (isRoot) await chown(folder, nobody.uid, nobody.gid);
}

/**
 * Runs a command to its end.
 * @returns what it wrote to standard output
 * @throws Error with the end of its error output when it fails
 */
export async function run(command: Command): Promise<string> {
  const child = launch(command, ['pipe', 'pipe', 'pipe']);
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdin?.on('error', () => {}); // a command that ends early closes its input
  child.stdin?.end(command.input ?? '');
  const code = await ended(child);
  command.signal.throwIfAborted();
  if (code === 0) return output;
  const ending = (errors || output).trim().split('\n').slice(-15).join('\n');
  throw new Error(`${describe(command)} failed (exit ${code}):\n${ending}`);
}

/** Starts a command that stays, its output going to a log file; disposing stops it. */
export function startDaemon(command: Omit<Command, 'signal'>, logFile: string): Daemon {
  const child = launch({ ...command, signal: null }, ['ignore', 'pipe', 'pipe']);
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const end = ended(child).finally(() => log.end());
  end.catch(() => {}); // reported by exitCode and by whoever waits for readiness
  return {
    exitCode: () => child.exitCode ?? (child.signalCode === null ? null : -1),
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await end.catch(() => {});
      clearTimeout(impatience);
    },
  };
}

function launch(
  command: Omit<Command, 'signal'> & { signal: AbortSignal | null },
  stdio: ('pipe' | 'ignore')[],
) {
  const useSudo = command.as === 'root' && !isRoot;
  return spawn(
    useSudo ? 'sudo' : command.program,
    useSudo ? ['-n', command.program, ...command.args] : command.args,
    {
      stdio,
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
      ...(command.signal === null ? {} : { signal: command.signal }),
      ...(isRoot && command.as === 'unprivileged' ? nobody : {}),
    },
  );
}

function ended(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('close', (code) => resolve(code ?? -1));
    child.on('error', (error) => {
      if (error.name === 'AbortError') return; // `close` follows
      reject(error);
    });
  });
}

function describe(command: Command): string {
  return [command.program, ...command.args].join(' ').slice(0, 200);
}
