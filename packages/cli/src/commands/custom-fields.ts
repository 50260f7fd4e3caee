import { viewEnvironmentField } from '@hirewire/server';
import {
  createCustomField,
  deleteCustomField,
  fieldModels,
  findOrCreateEnvironment,
  listCustomFields,
} from '@hirewire/store';
import type { CustomField, FieldModel } from '@hirewire/store';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { commandName, defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { getEnvironment } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { withHirewire } from '../with-hirewire.ts';

interface EnvironmentOptions extends SharedOptions {
  environment: string;
}

interface CreateOptions extends EnvironmentOptions {
  model: FieldModel;
  key: string;
  label?: string;
  description?: string;
}

export function addCustomFields(program: Command, call: Call): void {
  const customFields = program
    .command('custom-fields')
    .description('manage your own fields, the same for all tools');
  addCreate(customFields, call);
  defineCommand(customFields, {
    usage: 'list',
    changes: false,
    summary: 'list the custom fields of an environment',
    examples: ['custom-fields list', 'custom-fields list --environment staging --json'],
  })
    .option('--environment <name>', 'environment of the custom fields', 'default')
    .action((options: EnvironmentOptions) => listFields(call, options));
  defineCommand(customFields, {
    usage: 'delete <id>',
    changes: true,
    summary: 'delete a custom field; records drop it at their next sync',
    examples: ['custom-fields delete 8f2KxW1mTqv3cGh7RdYpZs4N'],
  })
    .option('--environment <name>', 'environment of the custom field', 'default')
    .action((id: string, options: EnvironmentOptions) => deleteField(call, id, options));
}

function addCreate(parent: Command, call: Call): void {
  defineCommand(parent, {
    usage: 'create',
    changes: true,
    summary: 'create a custom field; each integration fills it from a field of its tool',
    examples: [
      'custom-fields create --model candidates --key notice_period --label "Notice period"',
      'custom-fields create --model jobs --key cost_center --environment staging --json',
    ],
  })
    .addOption(
      new Option('--model <model>', 'model whose records have the field')
        .choices(fieldModels)
        .makeOptionMandatory(),
    )
    .requiredOption('--key <key>', "key in the records' custom_fields", readKey)
    .option('--label <text>', 'name of the field for people')
    .option('--description <text>', 'what the field contains, for those who map it')
    .option(
      '--environment <name>',
      'environment of the custom field; created if it does not exist',
      'default',
    )
    .action((options: CreateOptions) => createField(call, options));
}

/** Keys go into JSON, URLs and code of all kinds. */
function readKey(text: string): string {
  if (/^[\w.-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError(
    'It must have 1 to 100 letters, digits, underscores, dots or hyphens.',
  );
}

async function createField(call: Call, options: CreateOptions): Promise<void> {
  const { environment, model, key, label = null, description = null } = options;
  const field = await withHirewire(
    call,
    options,
    async ({ database }) => {
      const { id: environmentId } = await findOrCreateEnvironment(database, { name: environment });
      return createCustomField(database, { environmentId, model, key, label, description });
    },
    { mayCreate: true },
  );
  if (field === null) {
    throw new Error(
      `The environment ${environment} already has a custom field ${key} of ${model}. ` +
        `List them: ${commandName} custom-fields list`,
    );
  }
  printAnswer(call, options, {
    answer: { ...viewEnvironmentField(field), environment },
    text:
      `Custom field ${key} of ${model} (id ${field.id}) in the environment ${environment}.\n` +
      'It is empty until an integration maps it: ' +
      `PUT /v1/integrations/{integration_id}/custom-fields/${field.id}`,
  });
}

async function listFields(call: Call, options: EnvironmentOptions): Promise<void> {
  const fields = await withHirewire(call, options, async ({ database }) => {
    const { id } = await getEnvironment(database, options.environment);
    return listCustomFields(database, id);
  });
  printAnswer(call, options, {
    answer: fields.map(viewEnvironmentField),
    text: renderFields(fields),
  });
}

function renderFields(fields: readonly CustomField[]): string {
  if (fields.length === 0) {
    return `No custom fields yet. Create one: ${commandName} custom-fields create`;
  }
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

async function deleteField(call: Call, id: string, options: EnvironmentOptions): Promise<void> {
  const { environment } = options;
  const deleted = await withHirewire(call, options, async ({ database }) => {
    const { id: environmentId } = await getEnvironment(database, environment);
    return deleteCustomField(database, { environmentId, id });
  });
  if (deleted === null) {
    throw new Error(
      `The environment ${environment} has no custom field ${id}. ` +
        `List them: ${commandName} custom-fields list`,
    );
  }
  printAnswer(call, options, {
    answer: { id, deleted: true, mappings: deleted.mappings },
    text: `Deleted custom field ${id}. Integrations that mapped it: ${deleted.mappings}.`,
  });
}
