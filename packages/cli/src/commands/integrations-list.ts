import { listIntegrations } from '@hirewire/store';
import type { Integration } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { viewIntegration } from '../output/views.ts';
import { withHirewire } from '../with-hirewire.ts';

export function addIntegrationsList(parent: Command): void {
  defineCommand(parent, {
    usage: 'list',
    summary: 'list the integrations, oldest first',
    examples: ['integrations list', 'integrations list --json'],
  }).action(list);
}

async function list(options: SharedOptions): Promise<void> {
  const integrations = await withHirewire(options, ({ database }) => listIntegrations(database));
  printAnswer(options, integrations.map(viewIntegration), renderIntegrations(integrations));
}

function renderIntegrations(integrations: readonly Integration[]): string {
  if (integrations.length === 0) {
    return 'There is no integration yet. Make one with: integrations create';
  }
  return renderTable(
    ['id', 'organization', 'status', 'setup', 'first synced'],
    integrations.map((integration) => [
      integration.id,
      integration.endUser.organizationName,
      integration.status,
      integration.setupStatus,
      integration.firstSyncedAt?.toISOString() ?? 'not yet',
    ]),
  );
}
