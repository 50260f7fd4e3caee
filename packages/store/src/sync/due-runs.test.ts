import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { DueRun, Schedule } from './due-runs.ts';
import { createDueRuns } from './due-runs.ts';
import { findOrCreateEnvironment } from '../environments/environments.ts';
import { markStale } from './staleness.ts';
import { deleteIntegration } from '../integrations/delete-integration.ts';
import { setFirstSynced } from '../integrations/integrations.ts';
import { setIntegrationEnabled } from '../integrations/integration-status.ts';
import { listRuns } from './find-runs.ts';
import { createRun, endRun, startRun } from './sync-runs.ts';
import type { TestDatabase } from '../testing/index.ts';
import { addIntegration, createTestDatabase } from '../testing/index.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const id = 'pretend:one';
const schedule: Schedule = { deltaMinutes: 10, fullHours: 6 };

describe('the schedule of syncs', () => {
  let test: TestDatabase;
  let environmentId: string;
  /** Every look is in the future of PostgreSQL's clock, which made the rows. */
  let startMs: number;
  beforeEach(async () => {
    test = await createTestDatabase();
    ({ id: environmentId } = await findOrCreateEnvironment(test.database, { name: 'Test' }));
    startMs = Math.ceil((Date.parse(new Date().toISOString()) + hourMs) / hourMs) * hourMs;
  });
  afterEach(() => test.drop());

  async function add(integrationId: string, settings: Record<string, unknown> = {}): Promise<void> {
    await addIntegration(test.database, { id: integrationId, environmentId, settings });
    await setFirstSynced(test.database, integrationId);
  }

  const look = (atMs: number, options: Partial<Schedule> = {}): Promise<DueRun[]> =>
    createDueRuns(test.database, {
      schedule: { ...schedule, ...options },
      tools: ['pretend', 'plain'],
      deltaTools: ['pretend'],
      at: new Date(atMs),
    });

  const endAll = async (runs: readonly DueRun[]): Promise<void> => {
    for (const run of runs) {
      await endRun(test.database, { ...run, state: 'SUCCEEDED', message: null, issues: [] });
    }
  };

  /** Looks now and then for a while, with runs that take no time; says what was due when. */
  async function follow(
    minutes: number,
    { every = 1, ...options }: Partial<Schedule> & { every?: number } = {},
  ): Promise<(DueRun & { minute: number })[]> {
    const found: (DueRun & { minute: number })[] = [];
    for (let minute = 0; minute < minutes; minute += every) {
      const due = await look(startMs + minute * minuteMs, options);
      found.push(...due.map((run) => ({ ...run, minute })));
      await endAll(due);
    }
    return found;
  }

  it('has deltas every ten minutes and full syncs every six hours', async () => {
    await add(id);
    const runs = await follow(24 * 60, { every: 5 });
    const [first, ...later] = runs;
    assert.equal(first?.type, 'FULL');
    assert.equal(first.minute, 0);
    const full = later.filter(({ type }) => type === 'FULL').map(({ minute }) => minute);
    assert.ok(full.length === 3 || full.length === 4, full.join());
    const gaps = full.slice(1).map((minute, index) => minute - (full[index] ?? 0));
    // The second one keeps half an interval from the first, wherever its own place is.
    assert.ok((gaps[0] ?? 0) >= 180 && (gaps[0] ?? 0) <= 360, `minute ${full.join(', ')}`);
    assert.deepEqual(gaps.slice(1), gaps.slice(1).fill(360));
    const deltas = runs.length - full.length - 1;
    assert.ok(deltas >= 138 && deltas <= 145, `${deltas} deltas in a day`);
    const [run] = await listRuns(test.database, id, { limit: 1 });
    assert.equal(run?.trigger, 'SCHEDULE');
  });

  it('reads all each time from a tool that cannot tell what has changed', async () => {
    await add('plain:one');
    const runs = await follow(24 * 60, { every: 15 });
    assert.ok(runs.length >= 4 && runs.length <= 5, `${runs.length} runs in a day`);
    assert.ok(runs.every(({ type }) => type === 'FULL'));
  });

  it('can be chosen for an integration, and for all', async () => {
    await add('pretend:often', { delta_sync_minutes: 1, full_sync_hours: 1 });
    await add('pretend:never', { delta_sync_minutes: 0, full_sync_hours: 0 });
    await add('pretend:default');
    const runs = await follow(120, { deltaMinutes: 0, fullHours: 2 });
    const of = (name: string, type: string): number =>
      runs.filter((run) => run.integrationId === `pretend:${name}` && run.type === type).length;
    assert.ok(of('often', 'FULL') >= 2, `${of('often', 'FULL')} full ones`);
    assert.ok(of('often', 'FULL') + of('often', 'DELTA') >= 118);
    assert.equal(of('never', 'FULL') + of('never', 'DELTA'), 0);
    assert.ok(of('default', 'FULL') >= 1 && of('default', 'FULL') <= 2);
    assert.equal(of('default', 'DELTA'), 0);
  });

  it('spreads integrations over the interval, and keeps each at its place', async () => {
    const count = 60;
    for (let index = 0; index < count; index += 1) {
      await add(`plain:number-${index}`, { full_sync_hours: 1 });
    }
    // In the first hour they find their places.
    const runs = (await follow(180)).filter(({ minute }) => minute >= 60);
    const minutes = Array.from({ length: 60 }, () => 0);
    for (const { minute } of runs) minutes[minute % 60] = (minutes[minute % 60] ?? 0) + 1;
    assert.equal(runs.length, 2 * count);
    assert.ok(Math.max(...minutes) <= 12, `most in a minute: ${Math.max(...minutes)} of 120`);
    for (let index = 0; index < count; index += 1) {
      const own = runs.filter(({ integrationId }) => integrationId === `plain:number-${index}`);
      assert.equal((own[1]?.minute ?? 0) - (own[0]?.minute ?? 0), 60);
    }
  });

  it('queues each run once, however many look', async () => {
    for (let index = 0; index < 20; index += 1) await add(`pretend:number-${index}`);
    const found = await Promise.all(Array.from({ length: 8 }, () => look(startMs)));
    assert.equal(found.flat().length, 20);
    assert.equal(new Set(found.flat().map((run) => run.integrationId)).size, 20);
    assert.deepEqual(await look(startMs), []);
  });

  it('waits for a run that is under way, and counts one that was asked for', async () => {
    await add(id);
    const { id: runId } = await createRun(test.database, {
      integrationId: id,
      type: 'FULL',
      trigger: 'API',
    });
    assert.deepEqual(await look(startMs + 48 * hourMs), []);
    await endAll([{ integrationId: id, runId, type: 'FULL' }]);
    const due = await look(startMs + 48 * hourMs);
    assert.deepEqual(
      due.map(({ type }) => type),
      ['FULL'],
    );
  });

  it('leaves out integrations that are off, invalid, deleted, or have no connector', async () => {
    for (const name of ['off', 'deleted']) await add(`pretend:${name}`);
    await add('pretend:invalid');
    await add('unknown:one');
    await setIntegrationEnabled(test.database, 'pretend:off', false);
    await deleteIntegration(test.database, 'pretend:deleted');
    await test.database.pool.query(
      `update store.integrations set status = 'INVALID' where integration_id = 'pretend:invalid'`,
    );
    assert.deepEqual(await look(startMs), []);
  });

  it('reads all as soon as the integration is to show something else', async () => {
    await add(id);
    const [first] = await look(startMs - 24 * hourMs);
    assert.ok(first);
    await startRun(test.database, { ...first, models: [] });
    await endAll([first]);
    await markStale(test.database, id);
    const types = (await look(startMs - 24 * hourMs + minuteMs)).map(({ type }) => type);
    assert.deepEqual(types, ['FULL']);
  });

  it('tries a first sync that failed again within the hour, and no delta before it', async () => {
    await addIntegration(test.database, { id, environmentId });
    await endAll(await look(startMs));
    const runs = (await follow(120)).filter(({ minute }) => minute > 0);
    assert.equal(runs.length, 2);
    assert.ok(runs.every(({ type }) => type === 'FULL'));
  });
});
