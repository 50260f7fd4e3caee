import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunModel, SyncRun } from '@hirewire/store';
import { renderHistory, renderRun } from './render-run.ts';

const startedAt = new Date('2026-01-02T03:00:00Z');
const now = new Date('2026-01-02T03:10:00Z');

const reading: RunModel = {
  state: 'READING',
  pages: 20,
  records: 2000,
  written: 1500,
  unchanged: 480,
  deleted: 20,
  skippedDeletions: 0,
  isRefused: false,
  expected: 5000,
  requests: 23,
  waitedMs: 150_000,
  startedAt,
  endedAt: null,
  message: null,
};

const run: SyncRun = {
  id: 'run',
  integrationId: 'ashby:one',
  type: 'FULL',
  trigger: 'SCHEDULE',
  state: 'RUNNING',
  queuedAt: startedAt,
  startedAt,
  endedAt: null,
  message: null,
  models: { candidates: reading },
  issues: [{ model: 'jobs', field: 'status', count: 7, sample: 'Frozen' }],
};

test('a run under way tells how far each model is, what it cost, and what time is left', () => {
  const text = renderRun(run, now);
  assert.match(text, /^FULL sync RUNNING, 2026-01-02T03:00:00.000Z, 10 min \(SCHEDULE\)\n/);
  assert.match(
    text,
    /candidates +READING +20 +2000 +1500 +480 +20 +23 +3 min +10 min +about 15 min left\n/,
  );
});

test('values that could not be used are counted by field, with one sample', () => {
  assert.match(renderRun(run, now), /\n +field +count +example\n +jobs\.status +7 +Frozen$/);
});

test('no time is told where nobody knows it, or the run has ended', () => {
  const unknown = { ...run, models: { candidates: { ...reading, expected: null } } };
  assert.doesNotMatch(renderRun(unknown, now), /left/);
  const begun = { ...run, models: { candidates: { ...reading, records: 0 } } };
  assert.doesNotMatch(renderRun(begun, now), /left/);
  const ended = { ...run, state: 'TIMED_OUT', endedAt: now } as const;
  assert.doesNotMatch(renderRun(ended, now), /left/);
});

test('a line of the history sums up the models', () => {
  const jobs = { ...reading, records: 5, written: 1, deleted: 0, requests: 2 };
  const text = renderHistory([{ ...run, models: { candidates: reading, jobs } }], now);
  assert.match(text, /Z +FULL +SCHEDULE +RUNNING +10 min +2005 +1501 +20 +25$/);
});
