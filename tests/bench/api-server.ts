// Hirewire's own server as users run it, without a worker.
// Usage: node api-server.ts DATABASE_URL DATA_DIRECTORY
import { loadSettings, openHirewire, startServer } from '@hirewire/server';
import { benchSecretKey } from './engine.ts';

const [databaseUrl, dataDirectory] = process.argv.slice(2);
if (databaseUrl === undefined || dataDirectory === undefined) throw new Error('see the usage line');
const settings = loadSettings({
  databaseUrl,
  dataDirectory,
  secretKey: benchSecretKey.toString('base64'),
  // Counted as for users, and never reached.
  rateLimitPerMinute: 1_000_000,
  logLevel: 'silent',
});
const hirewire = await openHirewire(settings);
const { url } = await startServer(hirewire, { host: '127.0.0.1', port: 0, role: 'api' });
process.stdout.write(`${JSON.stringify({ url: `${url}/v1/ats/applications` })}\n`);
