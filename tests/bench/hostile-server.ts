// Hirewire's own server and worker in one process, as users start with.
// Usage: node hostile-server.ts DATABASE_URL DATA_DIRECTORY
import { loadSettings, openHirewire, startServer } from '@hirewire/server';

const [databaseUrl, dataDirectory] = process.argv.slice(2);
if (databaseUrl === undefined || dataDirectory === undefined) throw new Error('see the usage line');
const settings = loadSettings({
  databaseUrl,
  dataDirectory,
  rateLimitPerMinute: 0,
  logLevel: 'silent',
  allowRemoteBaseUrl: true,
});
const hirewire = await openHirewire(settings);
const { url } = await startServer(hirewire, { host: '127.0.0.1', port: 0, role: 'all' });
process.stdout.write(`${JSON.stringify({ url, pid: process.pid })}\n`);
