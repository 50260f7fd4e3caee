import { viewInteraction } from '@hirewire/server';
import { findInteraction } from '@hirewire/store';
import type { Command } from 'commander';
import { defineCommand } from '../define-command.ts';
import type { SharedOptions } from '../define-command.ts';
import { printAnswer } from '../output/print-answer.ts';
import { withHirewire } from '../with-hirewire.ts';

type View = ReturnType<typeof viewInteraction>;

export function addInteractionsShow(parent: Command): void {
  defineCommand(parent, {
    usage: 'show <id>',
    summary: 'show a live action with every request to the tool that it caused',
    examples: ['interactions show 7dHs2mPqRvX4tYbN8wKcJfGa'],
  }).action(show);
}

async function show(id: string, options: SharedOptions): Promise<void> {
  const interaction = await withHirewire(options, ({ database }) =>
    findInteraction(database, { id, environmentId: null }),
  );
  if (interaction === null) {
    throw new Error(
      `There is no interaction ${id}. They are kept for 60 days; the id stands at the end of an ` +
        "error's `log_url`, and interactions list <integration> shows the latest.",
    );
  }
  const view = viewInteraction(interaction);
  printAnswer(options, view, renderInteraction(view));
}

function renderInteraction(view: View): string {
  const { request, response } = view;
  const ended = view.ended_at === null ? 'not ended' : `ended ${view.ended_at}`;
  const outcome = `${response.status ?? 'no answer'} ${response.error_code ?? ''}`.trimEnd();
  return [
    `${view.operation}${view.dry_run ? ' (dry run)' : ''} on ${view.integration_id}`,
    `started ${view.started_at}, ${ended}`,
    '',
    `${request.method} ${request.path}`,
    renderBody(request.body),
    `answered ${outcome}`,
    renderBody(response.body),
    ...view.remote_requests.flatMap(renderRequest),
  ].join('\n');
}

function renderRequest(request: View['remote_requests'][number], index: number): string[] {
  const attempt = request.attempt > 1 ? `, attempt ${request.attempt}` : '';
  const outcome = `${request.status ?? 'no answer'} ${request.error_kind ?? ''}`.trimEnd();
  return [
    '',
    `${index + 1}. ${request.method} ${request.url}  (${request.started_at}${attempt})`,
    renderBody(request.request_body),
    `   answered ${outcome} after ${request.duration_ms} ms`,
    renderBody(request.response_body),
  ];
}

function renderBody(body: unknown): string {
  if (body === null) return '   (no body kept)';
  return JSON.stringify(body, null, 2)
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
}
