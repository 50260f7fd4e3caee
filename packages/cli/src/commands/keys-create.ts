import { createApiKey, findOrCreateEnvironment } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  name: string;
  environment: string;
}

export function addKeysCreate(parent: Command): void {
  defineCommand(parent, {
    usage: 'create',
    summary: 'make an API key; it is shown this once',
    examples: ['keys create --name my-product', 'keys create --environment staging --json'],
  })
    .option('--name <name>', 'to recognise the key by', 'default')
    .option('--environment <name>', 'whose integrations it may use; made when new', 'default')
    .action(createKey);
}

async function createKey(options: Options): Promise<void> {
  const { name, environment } = options;
  const { id, key } = await withHirewire(options, async ({ database }) => {
    const { id: environmentId } = await findOrCreateEnvironment(database, { name: environment });
    return createApiKey(database, { environmentId, name });
  });
  printAnswer(
    options,
    { id, name, environment, key },
    `API key "${name}" (id ${id}) of the environment ${environment}:\n\n  ${key}\n\n` +
      'Keep it safe, it cannot be shown again. Send it as: Authorization: Bearer KEY',
  );
}
