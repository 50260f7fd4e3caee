import { revokeApiKey } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

export function addKeysRevoke(parent: Command): void {
  defineCommand(parent, {
    usage: 'revoke <id>',
    summary: 'make an API key invalid, at once and for good',
    examples: ['keys revoke 8f2KxW1mTqv3cGh7RdYpZs4N'],
  }).action(revokeKey);
}

async function revokeKey(id: string, options: SharedOptions): Promise<void> {
  const isKnown = await withHirewire(options, ({ database }) => revokeApiKey(database, id));
  if (!isKnown) throw new Error(`There is no API key ${id}; keys list shows those that exist.`);
  printAnswer(options, { id, revoked: true }, `The API key ${id} is revoked.`);
}
