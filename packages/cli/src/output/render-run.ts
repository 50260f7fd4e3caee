import { modelNames } from '@hirewire/store';
import type { SyncRun } from '@hirewire/store';
import { renderTable } from './render-table.ts';

const headings = ['model', 'state', 'records', 'written', 'unchanged', 'deleted', ''];

/** One run for people: a line about the whole, its models as a table, and what was odd. */
export function renderRun(run: SyncRun): string {
  const began = (run.startedAt ?? run.queuedAt).toISOString();
  const details = run.message === null ? [] : [run.message];
  const models = modelNames.flatMap((name) => {
    const progress = run.models[name];
    if (progress === undefined) return [];
    const { state, records, written, unchanged, deleted, message } = progress;
    return [[name, state, records, written, unchanged, deleted, message ?? '']];
  });
  if (models.length > 0) details.push(...renderTable(headings, models).split('\n'));
  for (const { model, field, count, sample } of run.issues) {
    details.push(`${model}.${field} could not be used ${count} times, for example: ${sample}`);
  }
  const title = `${run.type} sync ${run.state}, ${began}${renderDuration(run)} (${run.trigger})`;
  return [title, ...details.map((line) => `  ${line}`)].join('\n');
}

function renderDuration({ startedAt, endedAt }: SyncRun): string {
  if (startedAt === null || endedAt === null) return '';
  return `, ${((endedAt.getTime() - startedAt.getTime()) / 1000).toFixed(1)} s`;
}
