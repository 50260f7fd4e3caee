import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getIntegration } from '../get-integration.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  publicUrl?: string;
}

export function addIntegrationsRegisterWebhooks(parent: Command): void {
  defineCommand(parent, {
    usage: 'register-webhooks <id>',
    summary: 'ask the tool to tell of changes at once, in place of what it was asked before',
    examples: [
      'integrations register-webhooks ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --public-url https://hirewire.example.org',
    ],
  })
    .option(
      '--public-url <url>',
      'where the tool reaches this server; default: HIREWIRE_PUBLIC_URL',
    )
    .action(register);
}

async function register(id: string, options: Options): Promise<void> {
  const kinds = await withHirewire(options, async ({ database, engine }) => {
    await getIntegration(database, id);
    return engine.registerVendorWebhooks(id, options.publicUrl?.replace(/\/+$/, ''));
  });
  printAnswer(options, { id, kinds }, `${id} will tell of ${kinds} kinds of events.`);
}
