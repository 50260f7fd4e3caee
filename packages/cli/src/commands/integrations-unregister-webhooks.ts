import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

export function addIntegrationsUnregisterWebhooks(parent: Command): void {
  defineCommand(parent, {
    usage: 'unregister-webhooks <id>',
    summary: 'ask the tool to tell of changes no more; deleting the integration does it too',
    examples: ['integrations unregister-webhooks ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S'],
  }).action(unregister);
}

async function unregister(id: string, options: SharedOptions): Promise<void> {
  const kinds = await withHirewire(options, async ({ database, engine }) => {
    await getIntegration(database, id);
    return engine.unregisterVendorWebhooks(id);
  });
  const text = kinds === 0 ? `${id} told of nothing.` : `${id} tells of nothing any more.`;
  printAnswer(options, { id, kinds }, text);
}
