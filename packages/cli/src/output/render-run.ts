import { systemClock } from '@hirewire/connector-kit';
import { modelNames } from '@hirewire/store';
import type { RunModel, SyncRun } from '@hirewire/store';
import { estimateTimeLeft, renderDuration, renderElapsed } from './render-duration.ts';
import { renderTable } from './render-table.ts';

const headings = [
  'model',
  'state',
  'pages',
  'records',
  'written',
  'unchanged',
  'deleted',
  'requests',
  'waited',
  'took',
  '',
];

/** One run for people: a summary line, a table of its models, and its issues. */
export function renderRun(run: SyncRun, now: Date = systemClock.now()): string {
  const began = (run.startedAt ?? run.queuedAt).toISOString();
  const details = run.message === null ? [] : run.message.split('\n');
  const models = modelNames.flatMap((name) => {
    const progress = run.models[name];
    return progress === undefined ? [] : [renderModel(name, progress, { run, now })];
  });
  if (models.length > 0) details.push(...renderTable(headings, models).split('\n'));
  if (run.issues.length > 0) {
    details.push('values that could not be mapped:');
    const issues = run.issues.map(({ model, field, count, sample }) => [
      `  ${model}.${field}`,
      count,
      sample,
    ]);
    details.push(...renderTable(['  field', 'count', 'example'], issues).split('\n'));
  }
  const elapsed = renderElapsed(run, now);
  const length = elapsed === '' ? '' : `, ${elapsed}`;
  const title = `${run.type} sync ${run.state}, ${began}${length} (${run.trigger})`;
  return [title, ...details.map((line) => `  ${line}`)].join('\n');
}

function renderModel(
  name: string,
  model: RunModel,
  { run, now }: { run: SyncRun; now: Date },
): (string | number)[] {
  const { state, pages, records, written, unchanged, deleted, requests, waitedMs } = model;
  const waited = waitedMs === 0 ? '' : renderDuration(waitedMs);
  // A model that was being read when its run ended has no end of its own.
  const took = renderElapsed({ ...model, endedAt: model.endedAt ?? run.endedAt }, now);
  const leftMs = run.endedAt === null ? estimateTimeLeft(model, now) : null;
  const left = leftMs === null ? [] : [`about ${renderDuration(leftMs)} left`];
  const remarks = [...left, ...(model.message === null ? [] : [model.message])];
  const counts = [pages, records, written, unchanged, deleted, requests];
  return [name, state, ...counts, waited, took, remarks.join('; ')];
}

/** Runs for people, one line for each. */
export function renderHistory(runs: readonly SyncRun[], now: Date = systemClock.now()): string {
  const sum = (run: SyncRun, count: (model: RunModel) => number): number =>
    Object.values(run.models).reduce((total, model) => total + count(model), 0);
  return renderTable(
    ['queued', 'type', 'trigger', 'state', 'took', 'records', 'written', 'deleted', 'requests'],
    runs.map((run) => [
      run.queuedAt.toISOString(),
      run.type,
      run.trigger,
      run.state,
      renderElapsed(run, now),
      sum(run, ({ records }) => records),
      sum(run, ({ written }) => written),
      sum(run, ({ deleted }) => deleted),
      sum(run, ({ requests }) => requests),
    ]),
  );
}
