import { viewInteraction, viewInteractionSummary } from '@hirewire/server';
import { findInteraction, listInteractions } from '@hirewire/store';
import type { Command } from 'commander';
import { commandName, defineCommand, wholeNumber } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import type { Call } from '../io.ts';
import { getIntegration } from '../named-records.ts';
import { printAnswer } from '../output/print-answer.ts';
import { renderTable } from '../output/render-table.ts';
import { withHirewire } from '../with-hirewire.ts';

interface ListOptions extends SharedOptions {
  limit: number;
}

type View = ReturnType<typeof viewInteraction>;

export function addInteractions(program: Command, call: Call): void {
  const interactions = program
    .command('interactions')
    .description('inspect live actions and the requests that they made');
  defineCommand(interactions, {
    usage: 'list <integration>',
    changes: false,
    summary: 'list the live actions of an integration, newest first',
    examples: ['interactions list ashby:4Vq8hJkWmZ2xTnRbYc6pLd3S --limit 50'],
  })
    .option('--limit <count>', 'maximum number of actions', wholeNumber(1, 1000), 20)
    .action((id: string, options: ListOptions) => list(call, id, options));
  defineCommand(interactions, {
    usage: 'show <id>',
    changes: false,
    summary: 'show a live action and every request that it made to the tool',
    examples: ['interactions show 7dHs2mPqRvX4tYbN8wKcJfGa'],
  }).action((id: string, options: SharedOptions) => show(call, id, options));
}

async function list(call: Call, integrationId: string, options: ListOptions): Promise<void> {
  const interactions = await withHirewire(call, options, async ({ database }) => {
    await getIntegration(database, integrationId);
    return listInteractions(database, integrationId, { limit: options.limit });
  });
  const answer = interactions.map(viewInteractionSummary);
  const rows = answer.map((interaction) => [
    interaction.id,
    interaction.operation,
    interaction.started_at,
    interaction.status === null ? 'running' : String(interaction.status),
    interaction.error_code ?? '',
  ]);
  const text =
    rows.length === 0
      ? 'No actions on this integration in the last 60 days.'
      : renderTable(['id', 'operation', 'started', 'status', 'error'], rows);
  printAnswer(call, options, { answer, text });
}

async function show(call: Call, id: string, options: SharedOptions): Promise<void> {
  const interaction = await withHirewire(call, options, ({ database }) =>
    findInteraction(database, { id, environmentId: null }),
  );
  if (interaction === null) {
    throw new Error(
      `There is no interaction ${id}. Interactions are kept for 60 days. The id is the last part of ` +
        `an error's \`log_url\`. List the latest: ${commandName} interactions list <integration>`,
    );
  }
  const answer = viewInteraction(interaction);
  printAnswer(call, options, { answer, text: renderInteraction(answer) });
}

function renderInteraction(view: View): string {
  const { request, response } = view;
  const ended = view.ended_at === null ? 'running' : `ended ${view.ended_at}`;
  const outcome = `${response.status ?? 'none'} ${response.error_code ?? ''}`.trimEnd();
  return [
    `${view.operation}${view.dry_run ? ' (dry run)' : ''} on ${view.integration_id}`,
    `started ${view.started_at}, ${ended}`,
    '',
    `${request.method} ${request.path}`,
    renderBody(request.body),
    `response: ${outcome}`,
    renderBody(response.body),
    ...view.remote_requests.flatMap(renderRequest),
  ].join('\n');
}

function renderRequest(request: View['remote_requests'][number], index: number): string[] {
  const attempt = request.attempt > 1 ? `, attempt ${request.attempt}` : '';
  const outcome = `${request.status ?? 'none'} ${request.error_kind ?? ''}`.trimEnd();
  return [
    '',
    `${index + 1}. ${request.method} ${request.url}  (${request.started_at}${attempt})`,
    renderBody(request.request_body),
    `   response: ${outcome} after ${request.duration_ms} ms`,
    renderBody(request.response_body),
  ];
}

function renderBody(body: unknown): string {
  if (body === null) return '   (no body recorded)';
  return JSON.stringify(body, null, 2)
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
}
