import { createHash } from 'node:crypto';
import { chown, lstat, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { roleName } from './cluster.ts';
import { hasCode } from './create-once.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { Home } from './home.ts';
import type { Postmaster } from './postmaster.ts';

/** Where a server is to listen. */
export interface Address {
  port: number;
  settings: Readonly<Record<string, string>>;
}

/** Bytes that every system allows for the path of a socket (`sun_path`); macOS allows the fewest. */
const maxSocketPath = 103;

/**
 * A Unix socket in a folder that its owner alone can enter. On the loopback every user of the machine
 * could take up the sessions of the server, which hold while it asks for the password. The number
 * follows from the cluster's path, so that the address stays when another process starts the server
 * again. Node.js has no such sockets on Windows.
 */
export async function chooseSocket(home: Home): Promise<Address> {
  const digest = createHash('sha256').update(home.cluster).digest();
  const port = 10_000 + (digest.readUInt32BE() % 50_000);
  const name = `.s.PGSQL.${port}`;
  const own = path.join(home.directory, 'socket');
  const elsewhere = path.join(tmpdir(), `hirewire-${digest.toString('hex').slice(0, 24)}`);
  const isShort = Buffer.byteLength(path.join(own, name)) <= maxSocketPath;
  const directory = isShort ? own : elsewhere;
  await makePrivate(home, directory);
  const quoted = `"${directory.replaceAll('"', '""')}"`;
  return { port, settings: { listen_addresses: '', unix_socket_directories: quoted } };
}

/** `former`: the port of before, which is in addresses that others have. */
export async function chooseLoopback(former: number | null): Promise<Address> {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  return { port: former ?? (await findFreePort()), settings };
}

async function makePrivate({ account }: Home, directory: string): Promise<void> {
  await mkdir(directory, { mode: 0o700 }).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error;
  });
  const found = await lstat(directory);
  const isOurs = [process.getuid?.(), account?.uid].includes(found.uid);
  if (!found.isDirectory() || (found.mode & 0o077) !== 0 || !isOurs) {
    throw new EmbeddedPostgresError(
      `${directory}, the folder of PostgreSQL's socket, must be a folder of the user that starts ` +
        'Hirewire, with mode 700. Remove what is there.',
    );
  }
  if (account !== null) await chown(directory, account.uid, account.gid);
}

/** Somebody else may take the port before PostgreSQL does; then the start fails and is repeated. */
function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** The host of a URL cannot be a folder; as a parameter, it replaces the host. */
export function urlOf(
  { password }: Home,
  { port, socketDirectory }: Postmaster,
  database: string,
): string {
  const isSocket = socketDirectory !== null;
  const host = isSocket ? 'localhost' : '127.0.0.1';
  const socket = isSocket ? `?host=${encodeURIComponent(socketDirectory)}` : '';
  return `postgres://${roleName}:${encodeURIComponent(password)}@${host}:${port}/${database}${socket}`;
}
