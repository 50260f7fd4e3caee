import { createCustomField, fieldModels, findOrCreateEnvironment } from '@hirewire/store';
import type { FieldModel } from '@hirewire/store';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { viewCustomField } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

interface Options extends SharedOptions {
  environment: string;
  model: FieldModel;
  key: string;
  label?: string;
  description?: string;
}

export function addCustomFieldsCreate(parent: Command): void {
  defineCommand(parent, {
    usage: 'create',
    summary: 'make a custom field, to be filled in each integration by a field of its tool',
    examples: [
      'custom-fields create --model candidates --key notice_period --label "Notice period"',
      'custom-fields create --model jobs --key cost_center --environment staging --json',
    ],
  })
    .addOption(
      new Option('--model <model>', 'whose records show it')
        .choices(fieldModels)
        .makeOptionMandatory(),
    )
    .requiredOption('--key <key>', 'its key in the custom_fields of records', readKey)
    .option('--label <text>', 'what people call it')
    .option('--description <text>', 'what belongs into it, for whoever chooses the field')
    .option('--environment <name>', 'in whose integrations; made when new', 'default')
    .action(createField);
}

/** Keys go into JSON, URLs and code of all kinds. */
function readKey(text: string): string {
  if (/^[\w.-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError(
    'It must have 1 to 100 letters, digits, underscores, dots or hyphens.',
  );
}

async function createField(options: Options): Promise<void> {
  const { environment, model, key, label = null, description = null } = options;
  const field = await withHirewire(options, async ({ database }) => {
    const { id: environmentId } = await findOrCreateEnvironment(database, { name: environment });
    return createCustomField(database, { environmentId, model, key, label, description });
  });
  if (field === null) {
    throw new Error(
      `The environment ${environment} has a custom field ${key} of ${model} already; ` +
        'custom-fields list shows it.',
    );
  }
  printAnswer(
    options,
    { ...viewCustomField(field), environment },
    `Custom field ${key} of ${model} (id ${field.id}) in the environment ${environment}.\n` +
      'It shows nothing until an integration fills it: PUT ' +
      `/v1/integrations/{integration_id}/custom-fields/${field.id}`,
  );
}
