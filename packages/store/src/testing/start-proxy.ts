import net from 'node:net';
import { Transform } from 'node:stream';

export interface Proxy {
  /** The database's address by way of the proxy. */
  url: string;
  /** Breaks all connections and refuses new ones, as a PostgreSQL that has stopped. */
  cut(): void;
  /** Answers nothing more and breaks nothing, as a network that has gone. */
  freeze(): void;
  /** Lets new connections through again. */
  restore(): void;
  /** How many connections were refused. */
  countRefused(): number;
  close(): Promise<void>;
}

/**
 * Stands between a test and its database, to take the database away. `letThrough` is asked before a
 * packet of a client, which is about a statement, is passed on.
 */
export async function startProxy(
  databaseUrl: string,
  letThrough: () => boolean = () => true,
): Promise<Proxy> {
  const target = new URL(databaseUrl);
  let state: 'open' | 'cut' | 'frozen' = 'open';
  let refused = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    sockets.add(client);
    client.on('error', () => undefined);
    if (state === 'cut') {
      refused += 1;
      client.destroy();
    }
    if (state !== 'open') return;
    const remote = net.connect(Number(target.port), target.hostname);
    sockets.add(remote);
    remote.on('error', () => undefined);
    const gate = new Transform({
      transform: (packet, _encoding, done) => done(null, letThrough() ? packet : null),
    });
    client.pipe(gate).pipe(remote).pipe(client);
    client.on('close', () => remote.destroy());
    remote.on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(databaseUrl);
  url.port = String((server.address() as net.AddressInfo).port);
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: url.href,
    cut() {
      state = 'cut';
      breakAll();
    },
    freeze() {
      state = 'frozen';
      for (const socket of sockets) socket.unpipe().pause();
    },
    restore: () => void (state = 'open'),
    countRefused: () => refused,
    async close() {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
