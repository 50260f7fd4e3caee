import { viewAuditEvent } from '@hirewire/server';
import type { AuditEvent } from '@hirewire/store';
import { listAuditEvents } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { getEnvironment } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { withHirewire } from '../with-hirewire.ts';

interface AuditOptions extends SharedOptions {
  environment?: string;
  integration?: string;
  operation?: string;
  limit: number;
}

export function addAudit(program: Command, call: Call): void {
  defineCommand(program, {
    usage: 'audit',
    summary: 'show who called for which changes, newest first',
    changes: false,
    examples: ['audit', 'audit --operation create-erasure --json'],
  })
    .option('--environment <name>', 'only of this environment; default: everything')
    .option('--integration <id>', 'only about this integration')
    .option('--operation <id>', 'only this operation of the API, or this command')
    .option('--limit <count>', 'how many', wholeNumber(1, 1000), 50)
    .action((options: AuditOptions) => show(call, options));
}

async function show(call: Call, options: AuditOptions): Promise<void> {
  const { environment, integration: integrationId, operation, limit } = options;
  const events = await withHirewire(call, options, async ({ database }) => {
    const environmentId =
      environment === undefined ? null : (await getEnvironment(database, environment)).id;
    return listAuditEvents(database, { environmentId, integrationId, operation, limit });
  });
  printAnswer(call, options, { answer: events.map(viewAuditEvent), text: render(events) });
}

function render(events: readonly AuditEvent[]): string {
  if (events.length === 0) return 'Nobody has called for a change yet.';
  return renderTable(
    ['time', 'by', 'operation', 'integration', 'ids', 'outcome'],
    events.map((event) => [
      event.occurredAt.toISOString(),
      describeActor(event),
      event.isDryRun ? `${event.operation} (dry run)` : event.operation,
      event.integrationId ?? '',
      Object.entries(event.targetIds)
        .map(([name, id]) => `${name} ${id}`)
        .join(', '),
      event.outcome ?? 'unknown',
    ]),
  );
}

function describeActor({ actor: { type, name } }: AuditEvent): string {
  return type === 'API_KEY' ? `API key ${name ?? ''}` : `command line, ${name ?? 'unknown user'}`;
}
