import type { RunModel, SyncRun } from '@hirewire/store';

/** A duration for people, rounded to its largest unit. */
export function renderDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

/** How long something took, or has taken so far; empty before it has started. */
export function renderElapsed(
  { startedAt, endedAt }: Pick<SyncRun | RunModel, 'startedAt' | 'endedAt'>,
  now: Date,
): string {
  if (startedAt === null) return '';
  return renderDuration((endedAt ?? now).getTime() - startedAt.getTime());
}

/** Milliseconds until a model is read, at the pace so far; null where that is unknown. */
export function estimateTimeLeft(model: RunModel, now: Date): number | null {
  const { state, startedAt, records, expected } = model;
  if (state !== 'READING' || startedAt === null || expected === null) return null;
  if (records === 0 || expected <= records) return null;
  return ((now.getTime() - startedAt.getTime()) / records) * (expected - records);
}
