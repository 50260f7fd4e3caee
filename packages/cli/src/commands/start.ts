import { openHirewire, startServer } from '@hirewire/server';
import type { Role, RunningServer, Settings } from '@hirewire/server';
import { Option } from 'commander';
import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { listenForStop, untilStopped } from '../stop-signal.ts';
import { settingsFor } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  role?: Role;
  port?: number;
  host?: string;
  logLevel?: Settings['logLevel'];
}

/** As long as a database may take that starts at the same time. */
const databaseWaitMs = 60_000;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export function addStart(parent: Command): void {
  defineCommand(parent, {
    usage: 'start',
    summary: 'start the API and the worker that syncs, until Ctrl-C',
    examples: ['start', 'start --port 8080 --host 0.0.0.0', 'start --role worker'],
  })
    .addOption(new Option('--role <role>', 'what to run').choices(['all', 'api', 'worker']))
    .option('--port <number>', 'default: PORT or 4000; 0 for any', wholeNumber(0, 65_535))
    .option('--host <address>', 'default: HIREWIRE_HOST or 127.0.0.1')
    .addOption(new Option('--log-level <level>', 'how much to log').choices(logLevels))
    .action(start);
}

async function start(options: Options): Promise<void> {
  const signal = listenForStop(() => console.error('Stopping; Ctrl-C again ends it at once.'));
  const { role, port, host, logLevel } = options;
  const settings = settingsFor(options, { role, port, host, logLevel });
  await using stack = new AsyncDisposableStack();
  const hirewire = await openHirewire(settings, { patienceMs: databaseWaitMs, signal });
  stack.defer(() => hirewire.close());
  const server = await startServer(hirewire, settings);
  stack.defer(() => server.close());
  announce(options, server, settings.publicUrl);
  await untilStopped(signal);
}

function announce(
  options: Options,
  { url, monitoringUrl }: Pick<RunningServer, 'url' | 'monitoringUrl'>,
  publicUrl: string | null,
): void {
  const apiUrl = url === null ? null : `${publicUrl ?? url}/v1`;
  if (options.json === true) {
    const urls = { url, api_url: apiUrl, monitoring_url: monitoringUrl };
    console.log(JSON.stringify({ listening: true, ...urls }));
    return;
  }
  if (url === null) {
    console.log('The worker runs. Stop it with Ctrl-C.');
    return;
  }
  const folder = options.dataDir === undefined ? '' : ` --data-dir '${options.dataDir}'`;
  console.log(`Hirewire listens on ${url}; clients call ${apiUrl}. Its API is explained at ${url}/docs.
  make an API key   npm run hirewire -- keys create${folder}
  connect an ATS    npm run hirewire -- integrations create${folder} --tool ashby --credentials-file FILE
  stop              Ctrl-C`);
}
