import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, chown, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Image } from './build-image.ts';
import { enterRoot, withEnvironment } from './enter-root.ts';

export interface Result {
  code: number | null;
  output: string;
}

/** An image that runs, as its user, the first process of its own. Only volumes and /tmp can be written. */
export interface Container extends AsyncDisposable {
  /** Of its first process, outside. */
  pid(): number;
  /** What it has printed until now. */
  output(): string;
  /** As `docker exec`. */
  exec(words: readonly string[]): Promise<Result>;
  /** Runs the health check of the image until it succeeds. */
  untilHealthy(): Promise<void>;
  /** What the system says of its first process, as `CapEff`. */
  statusOf(name: string): string;
  /** As `docker stop --timeout 90`. */
  stop(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

export interface ContainerOptions {
  /** Folders of this machine by their place in the container. */
  mounts: Readonly<Record<string, string>>;
  /** In place of the image's. */
  command?: readonly string[];
  environment?: Readonly<Record<string, string>>;
}

/** What Hirewire itself allows for an orderly end. */
const maxStopMs = 90_000;

/** A folder in place of a volume of the image, which Docker gives the owner and rights of its place. */
export async function makeVolume(image: Image, place: string, folder: string): Promise<string> {
  const { uid, gid, mode } = await stat(path.join(image.root, place));
  await mkdir(folder);
  await chown(folder, uid, gid);
  await chmod(folder, mode & 0o7777);
  return folder;
}

export function startContainer(image: Image, options: ContainerOptions): Container {
  const environment = { ...image.environment, ...options.environment };
  const [program, args] = enterRoot({
    ...image,
    words: [...image.entrypoint, ...(options.command ?? image.command)],
    environment,
    mounts: options.mounts,
    network: 'own',
    isReadOnly: true,
  });
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  const exec: Container['exec'] = async (words) =>
    await joinContainer(image, firstProcess(child), { words, environment });
  return {
    pid: () => firstProcess(child),
    output: () => output,
    exec,
    async untilHealthy() {
      for (let result: Result | null = null; result?.code !== 0;) {
        if (hasEnded(child)) throw new Error(`The container ended:\n${output}`);
        // While it starts there may be nothing to join.
        result = await exec(image.healthcheck).catch(() => null);
      }
    },
    statusOf(name) {
      const status = readFileSync(`/proc/${firstProcess(child)}/status`, 'utf8');
      return new RegExp(`^${name}:\\s+(.*)$`, 'm').exec(status)?.[1] ?? '';
    },
    async stop() {
      if (!hasEnded(child)) {
        const pid = firstProcess(child);
        process.kill(pid, 'SIGTERM');
        const impatience = setTimeout(() => process.kill(pid, 'SIGKILL'), maxStopMs);
        await once(child, 'close');
        clearTimeout(impatience);
      }
      return { code: child.exitCode, signal: child.signalCode };
    },
    async [Symbol.asyncDispose]() {
      if (hasEnded(child)) return;
      // The whole container ends with it. `unshare` does not pass a signal on.
      process.kill(firstProcess(child), 'SIGKILL');
      await once(child, 'close');
    },
  };
}

const hasEnded = (child: ChildProcess): boolean =>
  child.exitCode !== null || child.signalCode !== null;

/** `unshare` stays outside and waits for the one that it has started. */
function firstProcess({ pid }: ChildProcess): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  if (!/^\d+$/.test(children)) throw new Error(`The container has no first process: ${children}`);
  return Number(children);
}

async function joinContainer(
  { user, workingDirectory }: Image,
  pid: number,
  command: { words: readonly string[]; environment: Readonly<Record<string, string>> },
): Promise<Result> {
  const [uid = '0', gid = '0'] = user?.split(':') ?? [];
  const spaces = ['--mount', '--pid', '--net', '--ipc', '--uts', '--root', '--wd'];
  const account = [`--setuid=${uid}`, `--setgid=${gid}`];
  const words = withEnvironment({ ...command, workingDirectory });
  const args = [`--target=${pid}`, ...spaces, ...account, '--', ...words];
  const child = spawn('nsenter', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, output: stdout + stderr };
}
