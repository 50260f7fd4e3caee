import { systemClock } from '@hirewire/connector-kit';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { openHirewire, startServer } from '@hirewire/server';
import type { Hirewire, Settings } from '@hirewire/server';
import { simulators as knownSimulators } from '@hirewire/simulators';
import { authorize, createApiKey, findOrCreateEnvironment, tryProcessLock } from '@hirewire/store';
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
import { watchFirstSyncs } from '../demo/watch-first-syncs.ts';
import { UsageError } from '../errors.ts';
import type { Call } from '../io.ts';
import { writeLine } from '../io.ts';
import { createProgressDisplay } from '../output/progress-display.ts';
import { untilStopped } from '../stop-signal.ts';
import { settingsFor } from '../with-hirewire.ts';
import { logLevels, stopping } from './start.ts';

interface Options extends SharedOptions {
  port?: number;
  scale?: number;
  tools: string[];
  readyFile?: string;
  logLevel?: Settings['logLevel'];
}

const defaultScale = 300;
/** One tool that is slow or stuck keeps the others back no longer. */
const maxWaitMs = 15_000;

export function addDemo(program: Command, call: Call): void {
  const tools = Object.keys(knownSimulators);
  defineCommand(program, {
    usage: 'demo',
    changes: false,
    summary: 'start the API with simulated ATSs and invented people; Ctrl-C stops everything',
    examples: ['demo', 'demo --port 8080 --scale 100 --data-dir /tmp/hirewire-demo'],
  })
    .option('--port <number>', 'default: PORT or 4000; 0: any free port', wholeNumber(0, 65_535))
    .option(
      '--scale <count>',
      'candidates to invent for each (default: 300)',
      wholeNumber(1, 10_000_000),
    )
    .addOption(
      new Option('--tools <list>', `simulated ATSs, separated by commas: ${tools.join(', ')}`)
        .argParser(splitTools)
        .default(tools, 'all'),
    )
    .option('--ready-file <file>', 'JSON file to write when the demo is ready')
    .addOption(
      new Option('--log-level <level>', 'default: warn; with --json silent').choices(logLevels),
    )
    .action((options: Options) => demo(call, options));
}

async function demo(call: Call, options: Options): Promise<void> {
  const signal = call.listenForStop(() => writeLine(call.stderr, stopping));
  const settings = demoSettings(call, options);
  const stored = await readDemoState(settings.dataDirectory);
  const scale = options.scale ?? stored?.scale ?? defaultScale;
  if (stored !== null && stored.scale !== scale) {
    throw new UsageError(
      `The demo in ${settings.dataDirectory} has ${stored.scale} candidates. ` +
        'For another --scale choose another --data-dir, or delete that folder.',
    );
  }
  try {
    await run(call, options, {
      settings,
      signal,
      state: stored ?? { apiKey: '', scale, ports: {} },
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function run(
  call: Call,
  options: Options,
  { settings, signal, state }: { settings: Settings; signal: AbortSignal; state: DemoState },
): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const hirewire = await openHirewire(settings);
  stack.defer(() => hirewire.close());
  await lockFolder(stack, hirewire);
  if (options.readyFile !== undefined) await rm(options.readyFile, { force: true });
  const simulators = await startSimulators(stack, settings.dataDirectory, {
    tools: options.tools,
    state,
  });
  const environment = await findOrCreateEnvironment(hirewire.database, { name: 'demo' });
  const apiKey = await keepKey(hirewire, environment.id, state.apiKey);
  const urls = Object.fromEntries(simulators.map(({ tool, url }) => [tool, url]));
  const newPorts = simulators.map(({ tool, url }) => [tool, Number(new URL(url).port)]);
  const ports = { ...state.ports, ...Object.fromEntries(newPorts) };
  await writeDemoState(settings.dataDirectory, { apiKey, scale: state.scale, ports });
  const integrations = await prepareIntegrations(hirewire, environment.id, simulators);
  // Only now: the worker resumes an interrupted sync at once, against the simulators of this start.
  const server = await startServer(hirewire, { ...settings, role: 'all' });
  stack.defer(() => server.close());
  const display = createProgressDisplay(options.json === true ? call.stderr : call.stdout);
  const watch = { signal, display };
  const syncs = new Map(integrations.map(({ id }) => [id, finishFirstSync(hirewire, id, watch)]));
  const states = await watchFirstSyncs(syncs, {
    clock: systemClock,
    maxWaitMs,
    signal,
    onEnd: (id, failure) =>
      writeLine(call.stderr, failure === null ? `${id} is ready.` : describeFailure(failure)),
  });
  const answer: DemoAnswer = {
    folder: settings.dataDirectory,
    api_url: `${server.url}/v1`,
    api_key: apiKey,
    integrations: integrations.map(({ id, tool }) => ({
      id,
      tool,
      state: states.get(id) ?? 'syncing',
    })),
    simulators: urls,
  };
  writeLine(call.stdout, options.json === true ? JSON.stringify(answer) : describeDemo(answer));
  if (options.readyFile !== undefined) await writePrivateFile(options.readyFile, answer);
  await untilStopped(signal);
}

function describeFailure(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}

/** Two demos in one folder would point the same integrations at different simulators. */
async function lockFolder(
  stack: AsyncDisposableStack,
  { database, settings: { dataDirectory } }: Hirewire,
): Promise<void> {
  const lock = await tryProcessLock(database, {
    name: 'demo',
    owner: `hirewire demo, process ${process.pid}`,
  });
  if (!lock.isAcquired) {
    throw new Error(
      `The folder ${dataDirectory} is in use by another demo (${lock.owner ?? 'just ended'}). ` +
        'Use that demo, stop it with Ctrl-C in its terminal, or choose another --data-dir.',
    );
  }
  stack.defer(() => lock.release());
}

/** Always a database of its own, so that invented people never get into a real one. */
function demoSettings(call: Call, { dataDir, port, json, logLevel }: Options): Settings {
  const settings = settingsFor(call, dataDir === undefined ? {} : { dataDir }, {
    databaseUrl: null,
    allowRemoteBaseUrl: true,
    port,
    logLevel: logLevel ?? (json === true ? 'silent' : 'warn'),
    logFormat: json === true ? 'json' : 'text',
  });
  if (dataDir !== undefined) return settings;
  return { ...settings, dataDirectory: path.join(settings.dataDirectory, 'demo') };
}

/** The key of an earlier start if it is still valid for the demo's environment, else a new one. */
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
