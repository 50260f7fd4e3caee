import {
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
  type SpawnOptions,
  execFile,
  spawn,
} from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Where processes run: this machine, or one that a test has made. */
export interface Place {
  /** The address that they listen on. */
  host: string;
  spawn: (program: string, args: readonly string[], options: SpawnOptions) => ChildProcess;
}

export const thisMachine: Place = {
  host: '127.0.0.1',
  spawn: (program, args, options) => spawn(program, args, options),
};

/** A machine of its own as far as the network goes: a namespace with one cable to a switch. */
export interface Machine extends Place {
  /** Pulls the cable out: what is under way hangs, and nobody is told. */
  cut(): Promise<void>;
  /** Puts it back. */
  mend(): Promise<void>;
}

export interface Network {
  /** All addresses of it, as a CIDR range. */
  range: string;
  /** By which machines reach this process, which stands for the world outside. */
  outside: string;
  addMachine: () => Promise<Machine>;
  close(): Promise<void>;
}

/** For measuring networks, and so in nobody's use: https://www.rfc-editor.org/rfc/rfc2544#appendix-C.2.2 */
const prefix = `198.18.${process.pid % 250}`;

/** Programs of Debian's util-linux and iproute2. */
const inNewNamespace = ['unshare', '--net', '--'];
const inNamespaceOf = (pid: number): string[] => ['nsenter', `--net=/proc/${pid}/ns/net`, '--'];

async function run([program = '', ...args]: readonly string[]): Promise<void> {
  await execute(program, args, { timeout: 60_000 });
}

/** Why this machine lets nobody make a network of namespaces; null where it does. */
export async function findObstacle(): Promise<string | null> {
  if (process.platform !== 'linux') return 'network namespaces are there on Linux only';
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  try {
    const network = await openNetwork();
    try {
      await network.addMachine();
    } finally {
      await network.close();
    }
    return null;
  } catch (error) {
    const { message, stderr = '' } = error as Error & { stderr?: string };
    return `network namespaces cannot be made here: ${stderr.trim() || message}`;
  }
}

/**
 * A switch with a cable to this process. Namespaces live as long as somebody is in them: those who
 * hold them end with this process, however it ends, and all cables go with their namespaces.
 */
export async function openNetwork(): Promise<Network> {
  const holders: ChildProcess[] = [];
  const ownEnd = `hirewire${process.pid}`;
  const close = async (): Promise<void> => {
    // It would go with the namespace of its other end, but some time later: the next network could
    // not have its name and address.
    await run(['ip', 'link', 'delete', ownEnd]).catch(() => undefined);
    for (const holder of holders) holder.kill('SIGKILL');
    await Promise.all(holders.map(ended));
  };
  const hold = async (): Promise<number> => {
    const holder = spawnAll([...inNewNamespace, 'sh', '-c', 'echo; exec cat']);
    holders.push(holder);
    await Promise.race([once(holder.stdout, 'data'), fail(holder)]);
    return holder.pid ?? 0;
  };
  try {
    const center = await hold();
    const onSwitch = (command: string): Promise<void> =>
      run([...inNamespaceOf(center), ...command.split(' ')]);
    await onSwitch('ip link add switch type bridge');
    await onSwitch('ip link set switch up');
    let ports = 0;
    /** A cable from the switch to a namespace; its other end has the name and the address there. */
    const plugIn = async (pid: number, name: string, address: string): Promise<string> => {
      ports += 1;
      const port = `port${ports}`;
      await onSwitch(`ip link add ${port} type veth peer name ${name} netns ${pid}`);
      await onSwitch(`ip link set ${port} master switch up`);
      const there = (command: string) => run([...inNamespaceOf(pid), ...command.split(' ')]);
      await there(`ip address add ${address}/24 dev ${name}`);
      await there(`ip link set ${name} up`);
      return port;
    };
    const outside = `${prefix}.254`;
    await plugIn(process.pid, ownEnd, outside);
    return {
      range: `${prefix}.0/24`,
      outside,
      async addMachine() {
        const pid = await hold();
        const host = `${prefix}.${ports}`;
        await run([...inNamespaceOf(pid), 'ip', 'link', 'set', 'lo', 'up']);
        const port = await plugIn(pid, 'eth0', host);
        return {
          host,
          spawn: (program, args, options) => {
            // Whoever is started there ends with this process, too, and the namespace with it.
            const withUs = ['setpriv', '--pdeathsig', 'TERM', '--'];
            const [first = '', ...rest] = [...inNamespaceOf(pid), ...withUs, program, ...args];
            return spawn(first, rest, options);
          },
          cut: () => onSwitch(`ip link set ${port} down`),
          mend: () => onSwitch(`ip link set ${port} up`),
        };
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function spawnAll([program = '', ...args]: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(program, args);
}

async function ended(holder: ChildProcess): Promise<void> {
  if (holder.exitCode === null && holder.signalCode === null) await once(holder, 'close');
}

async function fail(holder: ChildProcessWithoutNullStreams): Promise<never> {
  const said = text(holder.stderr);
  await once(holder, 'close');
  throw new Error(await said);
}
