import { listCustomFields } from '@hirewire/store';
import type { CustomField } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { getEnvironment } from '../get-environment.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { viewCustomField } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
}

export function addCustomFieldsList(parent: Command): void {
  defineCommand(parent, {
    usage: 'list',
    summary: 'list the custom fields of an environment',
    examples: ['custom-fields list', 'custom-fields list --environment staging --json'],
  })
    .option('--environment <name>', 'whose custom fields', 'default')
    .action(listFields);
}

async function listFields(options: Options): Promise<void> {
  const fields = await withHirewire(options, async ({ database }) => {
    const { id } = await getEnvironment(database, options.environment);
    return listCustomFields(database, id);
  });
  printAnswer(options, fields.map(viewCustomField), renderFields(fields));
}

function renderFields(fields: readonly CustomField[]): string {
  if (fields.length === 0)
    return 'There is no custom field yet. Make one with: custom-fields create';
  return renderTable(
    ['id', 'model', 'key', 'label', 'description'],
    fields.map(({ id, model, key, label, description }) => [
      id,
      model,
      key,
      label ?? '',
      description ?? '',
    ]),
  );
}
