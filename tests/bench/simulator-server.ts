// The Ashby simulator in a process of its own. Usage: node simulator-server.ts CANDIDATES
import { startAshbySimulator } from '@hirewire/simulators';

const simulator = await startAshbySimulator({ candidates: Number(process.argv[2]) });
const { url, credentials } = simulator;
process.stdout.write(`${JSON.stringify({ url, credentials })}\n`);
