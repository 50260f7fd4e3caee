import { viewSync } from '@hirewire/server';
import { listRuns } from '@hirewire/store';
import type { SyncRun } from '@hirewire/store';
import { Option } from 'commander';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { writeLine } from '../io.ts';
import { getIntegration } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { createProgressDisplay } from '../output/progress-display.ts';
import { renderRun } from '../output/render-run.ts';
import { waitForRun } from '../wait-for-run.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  type: SyncRun['type'];
  wait?: boolean;
}

export function addSync(integrations: Command, call: Call): void {
  defineCommand(integrations, {
    usage: 'sync <id>',
    changes: true,
    summary: 'queue a sync, or join the one that is queued or running',
    examples: [
      'integrations sync ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --wait',
      'integrations sync ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --type FULL --json',
    ],
  })
    .addOption(
      new Option('--type <type>', 'FULL reads everything, DELTA only what has changed')
        .choices(['FULL', 'DELTA'])
        .default('DELTA'),
    )
    .option('--wait', 'show the progress until it ends; needs no running server')
    .action((id: string, options: Options) =>
      options.wait === true ? syncAndWait(call, id, options) : queueSync(call, id, options),
    );
}

export function addCancelSync(integrations: Command, call: Call): void {
  defineCommand(integrations, {
    usage: 'cancel-sync <id>',
    changes: true,
    summary:
      'cancel the syncs of an integration that are queued or running; what they stored stays',
    examples: ['integrations cancel-sync ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S'],
  }).action((id: string, options: SharedOptions) => cancelSyncs(call, id, options));
}

/** There is one of each type at most, and they are the newest. */
const maxOpen = 10;

async function cancelSyncs(call: Call, id: string, options: SharedOptions): Promise<void> {
  const cancelled = await withHirewire(call, options, async ({ database, engine }) => {
    await getIntegration(database, id);
    const runs = await listRuns(database, id, { limit: maxOpen });
    const ids: string[] = [];
    for (const { id: runId, endedAt } of runs) {
      if (endedAt !== null) continue;
      if (await engine.cancelSync({ integrationId: id, runId })) ids.push(runId);
    }
    return ids;
  });
  const text =
    cancelled.length === 0
      ? `${id} has no sync that is queued or running.`
      : `Cancelled of ${id}: ${cancelled.join(', ')}. The schedule goes on.`;
  printAnswer(call, options, { answer: { id, cancelled }, text });
}

async function queueSync(call: Call, id: string, options: Options): Promise<void> {
  const requested = await withHirewire(call, options, async ({ database, engine }) => {
    await getIntegration(database, id);
    return engine.requestSync(id, { type: options.type, trigger: 'CLI' });
  });
  const state = requested.already_queued ? 'is already queued or running' : 'is queued';
  const text = `The ${requested.type} sync ${requested.sync_id} ${state}. A running server executes it.`;
  printAnswer(call, options, { answer: requested, text });
}

/** Works on the queue itself meanwhile, so that the sync ends even where no server runs. */
async function syncAndWait(call: Call, id: string, options: Options): Promise<void> {
  const signal = call.listenForStop(() =>
    writeLine(call.stderr, 'Stopping. A running server continues the sync.'),
  );
  const run = await withHirewire(call, options, async ({ database, engine }) => {
    await getIntegration(database, id);
    const requested = await engine.requestSync(id, { type: options.type, trigger: 'CLI' });
    const worker = await engine.startWorker({ concurrency: 1 });
    try {
      const display = createProgressDisplay(call.stderr);
      const target = { integrationId: id, runId: requested.sync_id };
      return await waitForRun(database, target, {
        signal,
        show: (current) => display.show(id, current),
      });
    } finally {
      await worker.stop();
    }
  });
  printAnswer(call, options, { answer: viewSync(run), text: renderRun(run) });
  if (run.state !== 'SUCCEEDED') call.exitCode = 1;
}
