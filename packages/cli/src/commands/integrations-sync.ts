import type { SyncRun } from '@hirewire/store';
import { Option } from 'commander';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { createProgressDisplay } from '../output/progress-display.ts';
import { renderRun } from '../output/render-run.ts';
import { viewRun } from '../output/views.ts';
import { listenForStop } from '../stop-signal.ts';
import { waitForRun } from '../wait-for-run.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  type: SyncRun['type'];
  wait?: boolean;
}

export function addIntegrationsSync(parent: Command): void {
  defineCommand(parent, {
    usage: 'sync <id>',
    summary: 'queue a sync of an integration, or join the one under way',
    examples: [
      'integrations sync ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --wait',
      'integrations sync ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --type FULL --json',
    ],
  })
    .addOption(
      new Option('--type <type>', 'FULL reads everything, DELTA what has changed')
        .choices(['FULL', 'DELTA'])
        .default('DELTA'),
    )
    .option('--wait', 'show its progress until it ends; works without a running server, too')
    .action(sync);
}

async function sync(id: string, options: Options): Promise<void> {
  if (options.wait === true) await syncAndWait(id, options);
  else await queueSync(id, options);
}

async function queueSync(id: string, options: Options): Promise<void> {
  const requested = await withHirewire(options, async ({ database, engine }) => {
    await getIntegration(database, id);
    return engine.requestSync(id, { type: options.type, trigger: 'CLI' });
  });
  const state = requested.already_queued ? 'is under way already' : 'is queued';
  printAnswer(
    options,
    requested,
    `The ${requested.type} sync ${requested.sync_id} ${state}. A running server does it.`,
  );
}

/** Works itself on the queue meanwhile, so that it ends even where no server runs. */
async function syncAndWait(id: string, options: Options): Promise<void> {
  const signal = listenForStop(() => console.error('Stopping; the sync goes on with the server.'));
  const run = await withHirewire(options, async ({ database, engine }) => {
    await getIntegration(database, id);
    const requested = await engine.requestSync(id, { type: options.type, trigger: 'CLI' });
    const worker = await engine.startWorker({ concurrency: 1 });
    try {
      const display = createProgressDisplay(process.stderr);
      const target = { integrationId: id, runId: requested.sync_id };
      return await waitForRun(database, target, {
        signal,
        show: (current) => display.show(id, current),
      });
    } finally {
      await worker.stop();
    }
  });
  printAnswer(options, viewRun(run), renderRun(run));
  if (run.state !== 'SUCCEEDED') process.exitCode = 1;
}
