import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

export function addIntegrationsDelete(parent: Command): void {
  defineCommand(parent, {
    usage: 'delete <id>',
    summary: 'delete an integration with its records and credentials; the ATS keeps its own',
    examples: ['integrations delete ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S'],
  }).action(deleteOne);
}

async function deleteOne(id: string, options: SharedOptions): Promise<void> {
  await withHirewire(options, async ({ database, engine }) => {
    await getIntegration(database, id);
    await engine.deleteIntegration(id);
  });
  printAnswer(options, { id, deleted: true }, `Deleted ${id}.`);
}
