import { deleteCustomField } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getEnvironment } from '../get-environment.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
}

export function addCustomFieldsDelete(parent: Command): void {
  defineCommand(parent, {
    usage: 'delete <id>',
    summary: 'delete a custom field; records stop to show it at their next sync',
    examples: ['custom-fields delete 8f2KxW1mTqv3cGh7RdYpZs4N'],
  })
    .option('--environment <name>', 'whose custom field', 'default')
    .action(deleteField);
}

async function deleteField(id: string, options: Options): Promise<void> {
  const { environment } = options;
  const deleted = await withHirewire(options, async ({ database }) => {
    const { id: environmentId } = await getEnvironment(database, environment);
    return deleteCustomField(database, { environmentId, id });
  });
  if (deleted === null) {
    throw new Error(
      `The environment ${environment} has no custom field ${id}; custom-fields list shows those ` +
        'that exist.',
    );
  }
  printAnswer(
    options,
    { id, deleted: true, mappings: deleted.mappings },
    `The custom field ${id} is deleted. Integrations that filled it: ${deleted.mappings}.`,
  );
}
