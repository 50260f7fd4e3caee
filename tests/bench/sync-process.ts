// One first sync from a simulator, and its most memory. Prints one line of JSON.
// Usage: node sync-process.ts DATABASE_URL SIMULATOR_JSON
import { connectors } from '@hirewire/connectors';
import { openDatabase } from '@hirewire/store';
import { createBenchEngine, syncOnce, totalRecords } from './engine.ts';

const [url, simulatorJson] = process.argv.slice(2);
if (url === undefined || simulatorJson === undefined) throw new Error('see the usage line');
const simulator = JSON.parse(simulatorJson) as { url: string; credentials: unknown };
const database = openDatabase({ url });
const engine = createBenchEngine(database, connectors);
const { integration, run, milliseconds } = await syncOnce(engine, database, {
  tool: 'ashby',
  credentials: simulator.credentials,
  remoteBaseUrl: simulator.url,
});
const { maxRSS } = process.resourceUsage();
const report = {
  integrationId: integration.id,
  records: totalRecords(run),
  milliseconds,
  maxRssMiB: maxRSS / 1024,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
await database.close();
