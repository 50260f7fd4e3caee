import { listApiKeys } from '@hirewire/store';
import type { ApiKey } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { viewKey } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

export function addKeysList(parent: Command): void {
  defineCommand(parent, {
    usage: 'list',
    summary: 'list the API keys, newest first',
    examples: ['keys list', 'keys list --json'],
  }).action(listKeys);
}

async function listKeys(options: SharedOptions): Promise<void> {
  const keys = await withHirewire(options, ({ database }) => listApiKeys(database));
  printAnswer(options, keys.map(viewKey), renderKeys(keys));
}

function renderKeys(keys: readonly ApiKey[]): string {
  if (keys.length === 0) return 'There is no API key yet. Make one with: keys create';
  return renderTable(
    ['id', 'name', 'environment', 'key', 'created', 'last used', 'state'],
    keys.map((key) => [
      key.id,
      key.name,
      key.environmentName,
      `${key.prefix}…`,
      key.createdAt.toISOString(),
      key.lastUsedAt?.toISOString() ?? 'never',
      key.revokedAt === null ? 'valid' : `revoked ${key.revokedAt.toISOString()}`,
    ]),
  );
}
