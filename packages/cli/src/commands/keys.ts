import { systemClock } from '@hirewire/connector-kit';
import { createApiKey, findOrCreateEnvironment, listApiKeys, revokeApiKey } from '@hirewire/store';
import type { ApiKey } from '@hirewire/store';
import type { Command } from 'commander';
import { commandName, defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { viewKey } from '../output/views.ts';
import { readAddress, readExpiry, readScope } from '../read-key-rights.ts';
import { withHirewire } from '../with-hirewire.ts';

interface CreateOptions extends SharedOptions {
  name: string;
  environment: string;
  scope?: string[];
  expires?: Date;
  allowAddress?: string[];
}

export function addKeys(program: Command, call: Call): void {
  const keys = program.command('keys').description('manage API keys');
  defineCommand(keys, {
    usage: 'create',
    changes: true,
    summary: 'create an API key (shown only once)',
    examples: [
      'keys create --name my-product',
      'keys create --name reports --scope read --expires 90d --allow-address 203.0.113.0/24',
      'keys create --environment staging --json',
    ],
  })
    .option('--name <name>', 'name of the key, shown in lists', 'default')
    .option(
      '--environment <name>',
      'environment whose integrations the key can use; created if it does not exist',
      'default',
    )
    .option(
      '--scope <scope>',
      'what the key may do, such as read or write:candidates; repeatable; default: everything',
      readScope,
    )
    .option('--expires <time>', 'when it stops working: a date, or days such as 90d', readExpiry)
    .option(
      '--allow-address <range>',
      'IP address or range that it may be used from; repeatable; default: any',
      readAddress,
    )
    .action((options: CreateOptions) => createKey(call, options));
  defineCommand(keys, {
    usage: 'list',
    changes: false,
    summary: 'list API keys, newest first',
    examples: ['keys list', 'keys list --json'],
  }).action((options: SharedOptions) => listKeys(call, options));
  defineCommand(keys, {
    usage: 'revoke <id>',
    changes: true,
    summary: 'revoke an API key, immediately and permanently',
    examples: ['keys revoke 8f2KxW1mTqv3cGh7RdYpZs4N'],
  }).action((id: string, options: SharedOptions) => revokeKey(call, id, options));
}

async function createKey(call: Call, options: CreateOptions): Promise<void> {
  const { name, environment } = options;
  const rights = {
    scopes: options.scope ?? null,
    allowedAddresses: options.allowAddress ?? null,
    expiresAt: options.expires ?? null,
  };
  const made = await withHirewire(
    call,
    options,
    async ({ database }) => {
      const { id: environmentId } = await findOrCreateEnvironment(database, { name: environment });
      return createApiKey(database, { environmentId, name, ...rights });
    },
    { mayCreate: true },
  );
  printAnswer(call, options, {
    answer: { ...viewKey(made), key: made.key },
    text:
      `API key "${name}" (id ${made.id}) of the environment ${environment}:\n\n  ${made.key}\n\n` +
      'Store it safely: it is not shown again. Send it as: Authorization: Bearer KEY',
  });
}

async function listKeys(call: Call, options: SharedOptions): Promise<void> {
  const keys = await withHirewire(call, options, ({ database }) => listApiKeys(database));
  printAnswer(call, options, { answer: keys.map(viewKey), text: renderKeys(keys) });
}

function renderKeys(keys: readonly ApiKey[]): string {
  if (keys.length === 0) return `No API keys yet. Create one: ${commandName} keys create`;
  return renderTable(
    [
      'id',
      'name',
      'environment',
      'key',
      'scopes',
      'addresses',
      'created',
      'last used',
      'expires',
      'state',
    ],
    keys.map((key) => [
      key.id,
      key.name,
      key.environmentName,
      `${key.prefix}…`,
      key.scopes?.join(' ') ?? 'all',
      key.allowedAddresses?.join(' ') ?? 'any',
      key.createdAt.toISOString(),
      key.lastUsedAt?.toISOString() ?? 'never',
      key.expiresAt?.toISOString() ?? 'never',
      stateOf(key),
    ]),
  );
}

function stateOf({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt !== null) return `revoked ${revokedAt.toISOString()}`;
  return expiresAt !== null && expiresAt <= systemClock.now() ? 'expired' : 'valid';
}

async function revokeKey(call: Call, id: string, options: SharedOptions): Promise<void> {
  const revoked = await withHirewire(call, options, ({ database }) => revokeApiKey(database, id));
  if (revoked === null) {
    throw new Error(`There is no API key ${id}. List them: ${commandName} keys list`);
  }
  printAnswer(call, options, { answer: { id, revoked: true }, text: `Revoked API key ${id}.` });
}
