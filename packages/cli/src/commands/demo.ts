import { rm } from 'node:fs/promises';
import path from 'node:path';
import { openHirewire, startServer } from '@hirewire/server';
import type { Hirewire, Settings } from '@hirewire/server';
import { simulators as knownSimulators } from '@hirewire/simulators';
import { authorize, createApiKey, findOrCreateEnvironment } from '@hirewire/store';
import { Option } from 'commander';
import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { readDemoState, writeDemoState, writePrivateFile } from '../demo/demo-state.ts';
import type { DemoState } from '../demo/demo-state.ts';
import { describeDemo } from '../demo/describe-demo.ts';
import type { DemoAnswer } from '../demo/describe-demo.ts';
import { finishFirstSync, prepareIntegrations } from '../demo/prepare-integrations.ts';
import { startSimulators } from '../demo/start-simulators.ts';
import { createProgressDisplay } from '../output/progress-display.ts';
import { listenForStop, untilStopped } from '../stop-signal.ts';
import { UsageError } from '../usage-error.ts';
import { settingsFor } from '../with-hirewire.ts';
import { logLevels } from './start.ts';

interface Options extends SharedOptions {
  port?: number;
  scale?: number;
  tools: string[];
  readyFile?: string;
  logLevel?: Settings['logLevel'];
}

const defaultScale = 2000;

export function addDemo(parent: Command): void {
  const tools = Object.keys(knownSimulators);
  defineCommand(parent, {
    usage: 'demo',
    summary: 'start everything with simulated ATSs and invented people, until Ctrl-C',
    examples: ['demo', 'demo --port 8080 --scale 100 --data-dir /tmp/hirewire-demo'],
  })
    .option('--port <number>', 'default: PORT or 4000; 0 for any', wholeNumber(0, 65_535))
    .option('--scale <count>', 'candidates to invent (default: 2000)', wholeNumber(1, 10_000_000))
    .option('--tools <list>', 'which ATSs, separated by commas', splitTools, tools)
    .option('--ready-file <file>', 'JSON file to write once the first syncs are done')
    .addOption(
      new Option('--log-level <level>', 'default: warn; with --json silent').choices(logLevels),
    )
    .action(demo);
}

async function demo(options: Options): Promise<void> {
  const signal = listenForStop(() => console.error('Stopping; Ctrl-C again ends it at once.'));
  const settings = demoSettings(options);
  const stored = await readDemoState(settings.dataDirectory);
  const scale = options.scale ?? stored?.scale ?? defaultScale;
  if (stored !== null && stored.scale !== scale) {
    throw new UsageError(
      `The demo in ${settings.dataDirectory} has ${stored.scale} candidates. ` +
        'For another --scale choose another --data-dir, or delete that folder.',
    );
  }
  if (options.readyFile !== undefined) await rm(options.readyFile, { force: true });
  try {
    await run(options, { settings, signal, state: stored ?? { apiKey: '', scale, ports: {} } });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function run(
  options: Options,
  { settings, signal, state }: { settings: Settings; signal: AbortSignal; state: DemoState },
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const hirewire = await openHirewire(settings);
  stack.defer(() => hirewire.close());
  const { scale, ports } = state;
  const simulators = await startSimulators(stack, {
    tools: options.tools,
    candidates: scale,
    ports,
  });
  const environment = await findOrCreateEnvironment(hirewire.database, { name: 'demo' });
  const apiKey = await keepKey(hirewire, environment.id, state.apiKey);
  const urls = Object.fromEntries(simulators.map(({ tool, url }) => [tool, url]));
  const newPorts = simulators.map(({ tool, url }) => [tool, Number(new URL(url).port)]);
  const allPorts = { ...ports, ...Object.fromEntries(newPorts) };
  await writeDemoState(settings.dataDirectory, { apiKey, scale, ports: allPorts });
  const integrations = await prepareIntegrations(hirewire, environment.id, simulators);
  // Only now: the worker goes on with an interrupted sync at once, against today's simulators.
  const server = await startServer(hirewire, { ...settings, role: 'all' });
  stack.defer(() => server.close());
  const display = createProgressDisplay(options.json === true ? process.stderr : process.stdout);
  const watch = { signal, display };
  await Promise.all(integrations.map(({ id }) => finishFirstSync(hirewire, id, watch)));
  const answer: DemoAnswer = {
    api_url: `${server.url}/v1`,
    api_key: apiKey,
    integrations: integrations.map(({ id, tool }) => ({ id, tool })),
    simulators: urls,
  };
  console.log(options.json === true ? JSON.stringify(answer) : describeDemo(answer));
  if (options.readyFile !== undefined) await writePrivateFile(options.readyFile, answer);
  await untilStopped(signal);
}

/** Always a database of its own: invented people have no place in a real one. */
function demoSettings({ dataDir, port, json, logLevel }: Options): Settings {
  const settings = settingsFor(dataDir === undefined ? {} : { dataDir }, {
    databaseUrl: null,
    allowRemoteBaseUrl: true,
    port,
    logLevel: logLevel ?? (json === true ? 'silent' : 'warn'),
  });
  if (dataDir !== undefined) return settings;
  return { ...settings, dataDirectory: path.join(settings.dataDirectory, 'demo') };
}

/** The key of an earlier start, if it still opens the demo's environment; else a new one. */
async function keepKey({ database }: Hirewire, environmentId: string, known: string) {
  const found = await authorize(database, { apiKey: known, integrationId: null });
  if (found?.environment.id === environmentId) return known;
  return (await createApiKey(database, { environmentId, name: 'demo' })).key;
}

function splitTools(list: string): string[] {
  const tools = list.split(',').map((tool) => tool.trim());
  const known = Object.keys(knownSimulators);
  const unknown = tools.find((tool) => !known.includes(tool));
  if (unknown === undefined) return [...new Set(tools)];
  throw new UsageError(`There is no simulator "${unknown}"; there are: ${known.join(', ')}.`);
}
