// Starts the Ashby simulator and records all of it, then stays for whoever syncs from it.
// Usage: node record-process.ts CANDIDATES FILE
import { connectors } from '@hirewire/connectors';
import { startAshbySimulator } from '@hirewire/simulators';
import { record } from './recording.ts';

const [candidates, file] = process.argv.slice(2);
const ashby = connectors.find((connector) => connector.tool.id === 'ashby');
if (ashby === undefined || file === undefined) throw new Error('see the usage line');
const { url, credentials } = await startAshbySimulator({ candidates: Number(candidates) });
await record(ashby, { url, credentials }, file);
process.stdout.write(`${JSON.stringify({ url, credentials })}\n`);
