import { openHirewire, startServer } from '@hirewire/server';
import type { Role, RunningServer, Settings } from '@hirewire/server';
import { Option } from 'commander';
import type { Command } from 'commander';
import { commandName, defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
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
  const signal = call.listenForStop(() => writeLine(call.stderr, stopping));
  const { role, port, host, logLevel } = options;
  const settings = settingsFor(call, options, { role, port, host, logLevel });
  await using stack = new AsyncDisposableStack();
  const hirewire = await openHirewire(settings, { retryForMs: databaseWaitMs, signal });
  stack.defer(() => hirewire.close());
  const server = await startServer(hirewire, settings);
  stack.defer(() => server.close());
  writeLine(call.stdout, describeServer(options, server, settings.publicUrl));
  await untilStopped(signal);
}

function describeServer(
  options: Options,
  { url, monitoringUrl }: Pick<RunningServer, 'url' | 'monitoringUrl'>,
  publicUrl: string | null,
): string {
  const apiUrl = url === null ? null : `${publicUrl ?? url}/v1`;
  if (options.json === true) {
    const urls = { url, api_url: apiUrl, monitoring_url: monitoringUrl };
    return JSON.stringify({ listening: true, ...urls });
  }
  if (url === null) return 'The worker is running. Stop it with Ctrl-C.';
  const folder = options.dataDir === undefined ? '' : ` --data-dir '${options.dataDir}'`;
  return `Hirewire is listening on ${url}
  API base URL       ${apiUrl}
  documentation      ${url}/docs
  create an API key  ${commandName} keys create${folder}
  connect an ATS     ${commandName} integrations create${folder} --tool ashby --credentials-file FILE
  stop               Ctrl-C`;
}
