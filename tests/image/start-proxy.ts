import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { makeToolsRoot } from './make-root.ts';
import { enterRoot } from './enter-root.ts';

export interface Proxied {
  /** The name that clients use. */
  host: string;
  words: readonly string[];
  /** Its configuration, by the place where it looks for it. */
  mounts: Readonly<Record<string, string>>;
}

interface Proxy extends AsyncDisposable {
  /** @throws with what it has printed, when it has ended */
  requireRunning(): void;
}

/** Starts nginx or Caddy, as Debian has them, in the network of a container. */
export async function startProxy(pid: number, { host, words, mounts }: Proxied): Promise<Proxy> {
  const [program, args] = enterRoot({
    root: await makeToolsRoot(path.join(import.meta.dirname, '../../.cache/image')),
    words,
    environment: {
      PATH: '/usr/sbin:/usr/bin',
      HOME: '/tmp',
      HOST: host,
      UPSTREAMS: '127.0.0.1:4000',
    },
    workingDirectory: '/',
    user: null,
    mounts: { ...mounts, '/etc/hosts': '/etc/hosts' },
    network: 'shared',
    isReadOnly: false,
  });
  const child = spawn('nsenter', [`--target=${pid}`, '--net', '--', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
  }
  return {
    requireRunning() {
      if (child.exitCode !== null) throw new Error(`The proxy ended:\n${output}`);
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'close');
    },
  };
}
