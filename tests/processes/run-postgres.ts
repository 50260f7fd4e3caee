// A PostgreSQL for other machines, until SIGTERM: data directory, address, range of the others.
import { startNetworkPostgres } from '@hirewire/store/testing';

const [dataDirectory = '', host = '', range = ''] = process.argv.slice(2);
const postgres = await startNetworkPostgres({ dataDirectory, host, range });
let closing: Promise<void> | null = null;
// The kernel may send it once for each thread of a parent that has died.
process.on('SIGTERM', () => {
  closing ??= postgres.close();
});
process.stdout.write(JSON.stringify({ url: postgres.url }));
