import { createLog, openHirewire, startServer } from '@hirewire/server';
import type { Role, RunningServer, Settings } from '@hirewire/server';
import { Option } from 'commander';
import type { Command } from 'commander';
import { captureConsole } from '../capture-console.ts';
import { commandName, defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { describeError } from '../errors.ts';
import type { Call } from '../io.ts';
import { writeLine } from '../io.ts';
import { untilStopped } from '../stop-signal.ts';
import { settingsFor } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  role?: Role;
  port?: number;
  host?: string;
  logLevel?: Settings['logLevel'];
}

/** A database that starts at the same time may take as long. */
const databaseWaitMs = 60_000;

/** Said at the first Ctrl-C. */
export const stopping = 'Stopping. Press Ctrl-C again to exit immediately.';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export function addStart(program: Command, call: Call): void {
  defineCommand(program, {
    usage: 'start',
    // What it then does is noted with whoever calls for it.
    changes: false,
    summary: 'start the API and the sync worker; Ctrl-C stops them',
    examples: ['start', 'start --port 8080 --host 0.0.0.0', 'start --role worker'],
  })
    .addOption(
      new Option('--role <role>', 'default: HIREWIRE_ROLE or all').choices([
        'all',
        'api',
        'worker',
      ]),
    )
    .option('--port <number>', 'default: PORT or 4000; 0: any free port', wholeNumber(0, 65_535))
    .option('--host <address>', 'default: HIREWIRE_HOST or 127.0.0.1')
    .addOption(
      new Option('--log-level <level>', 'default: HIREWIRE_LOG_LEVEL or info').choices(logLevels),
    )
    .action((options: Options) => start(call, options));
}

async function start(call: Call, options: Options): Promise<void> {
  const { role, port, host, logLevel, json } = options;
  const chosen = settingsFor(call, options, { role, port, host, logLevel });
  // People read a terminal, programs all else.
  const suitable = call.stdout.isTTY === true ? 'text' : 'json';
  const settings: Settings = {
    ...chosen,
    logFormat: json ? 'json' : (chosen.logFormat ?? suitable),
  };
  try {
    await serve(call, options, settings);
  } catch (error) {
    if (json === true || settings.logFormat === 'text') throw error;
    const destination = { write: (text: string) => void call.stderr.write(text) };
    createLog('fatal', { destination }).fatal(
      { event: 'process.failed', error },
      describeError(error),
    );
    call.exitCode = 1;
  }
}

async function serve(call: Call, options: Options, settings: Settings): Promise<void> {
  const isText = settings.logFormat === 'text';
  let announce = (): void => {
    if (isText) writeLine(call.stderr, stopping);
  };
  const signal = call.listenForStop(() => announce());
  await using stack = new AsyncDisposableStack();
  const hirewire = await openHirewire(settings, { retryForMs: databaseWaitMs, signal });
  stack.defer(() => hirewire.close());
  const { log } = hirewire;
  stack.defer(captureConsole(log));
  if (!isText) announce = () => log.info({ event: 'process.stopping' }, 'Stopping');
  const server = await startServer(hirewire, settings);
  stack.defer(() => server.close());
  const addresses = addressesOf(server, settings.publicUrl);
  if (options.json === true) {
    writeLine(call.stdout, JSON.stringify({ listening: true, ...addresses }));
  } else if (isText) {
    writeLine(call.stdout, describeServer(options, addresses));
  } else {
    log.info({ event: 'process.started', ...addresses }, describeReady(addresses.url));
  }
  await untilStopped(signal);
}

function addressesOf({ url, monitoringUrl }: RunningServer, publicUrl: string | null) {
  const apiUrl = url === null ? null : `${publicUrl ?? url}/v1`;
  return { url, api_url: apiUrl, monitoring_url: monitoringUrl };
}

function describeReady(url: string | null): string {
  return url === null ? 'The worker is running.' : `Hirewire is listening on ${url}`;
}

/** Also says what comes next. */
function describeServer(
  { dataDir }: Options,
  { url, api_url: apiUrl }: ReturnType<typeof addressesOf>,
): string {
  if (url === null) return `${describeReady(url)} Stop it with Ctrl-C.`;
  const folder = dataDir === undefined ? '' : ` --data-dir '${dataDir}'`;
  return `${describeReady(url)}
  API base URL       ${apiUrl}
  documentation      ${url}/docs
  create an API key  ${commandName} keys create${folder}
  connect an ATS     ${commandName} integrations create${folder} --tool ashby --credentials-file FILE
  stop               Ctrl-C`;
}
