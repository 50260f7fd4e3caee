// npm run bench: what Hirewire reaches, as ratios to floors that are measured in the same run. See
// docs/performance.md for what the figures mean and what limits them.
import { parseArgs } from 'node:util';
import { benchConnectors } from './bench-connectors.ts';
import { benchFleet } from './bench-fleet.ts';
import { benchHostile } from './bench-hostile.ts';
import { benchOne } from './bench-one.ts';
import { openMachine } from './machine.ts';
import { createReport } from './measures.ts';

const help = `npm run bench -- [options]

  --size N            applications of the one integration (default 100,000), above 10,000 in steps of
                      10,000
  --integrations N    measure N integrations in one worker instead
  --each N            applications of each of them (default 500)
  --connectors        measure how fast each connector maps what its simulator sends instead
  --hostile           measure how long others wait while a customer or a vendor attacks instead (Linux)
  --tools LIST        of these tools alone, such as workable,lever
  --folder DIRECTORY  where PostgreSQL and files may lie meanwhile: about 20 kB for each application
  --help

The table goes to standard output as Markdown, what is under way to standard error.
`;

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    integrations: { type: 'string' },
    each: { type: 'string', default: '500' },
    connectors: { type: 'boolean', default: false },
    hostile: { type: 'boolean', default: false },
    tools: { type: 'string' },
    folder: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function count(option: 'size' | 'integrations' | 'each'): number {
  const number = Number(values[option]);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${option} takes a whole number above 0\n\n${help}`);
}

/** Rejects on Ctrl-C, so that PostgreSQL and its files go as they do at the end. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => reject(new Error(`the bench was stopped by ${signal}`)));
    }
  });
}

async function bench(): Promise<void> {
  const size = count('size');
  const integrations = values.integrations === undefined ? null : count('integrations');
  const fleet = integrations === null ? null : { integrations, each: count('each') };
  const report = createReport();
  const machine = await openMachine(values.folder);
  const measure = (): Promise<void> => {
    if (values.hostile) return benchHostile(machine, report);
    return fleet === null ? benchOne(machine, report, size) : benchFleet(machine, report, fleet);
  };
  try {
    await Promise.race([measure(), interruption()]);
    process.stdout.write(report.toMarkdown());
  } finally {
    await machine.close();
  }
}

if (values.help) process.stdout.write(help);
else if (values.connectors) {
  const lines = benchConnectors(3000, values.tools?.split(','));
  for await (const line of lines) process.stdout.write(`${line}\n`);
} else await bench();
