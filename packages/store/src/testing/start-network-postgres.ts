import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { prepareHome } from '../embedded/home.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';

const quiet = { info: () => undefined, error: () => undefined };

/** A PostgreSQL of a test's own that other machines reach, at an address of this one. */
export async function startNetworkPostgres(options: {
  dataDirectory: string;
  /** Where it listens, besides the loopback. */
  host: string;
  /** The CIDR range of those who may connect. */
  range: string;
}): Promise<{ url: string; close(): Promise<void> }> {
  const { dataDirectory, host, range } = options;
  const settings = {
    listen_addresses: `127.0.0.1,${host}`,
    // The operating system stays up, so that nothing is lost that PostgreSQL has handed to it.
    fsync: 'off',
    max_connections: '100',
  };
  const embedded = await startEmbeddedPostgres({ dataDirectory, log: quiet, settings });
  const { cluster } = await prepareHome(dataDirectory);
  await appendFile(path.join(cluster, 'pg_hba.conf'), `host all all ${range} scram-sha-256\n`);
  const client = new pg.Client({ connectionString: embedded.url });
  await client.connect();
  await client.query('select pg_reload_conf()');
  await client.end();
  const url = new URL(embedded.url);
  url.hostname = host;
  return { url: url.href, close: () => embedded.close() };
}
