import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Clock } from '@hirewire/connector-kit';
import { createLog } from './log.ts';
import { createOutages } from './outages.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

interface Line {
  level: string;
  event: string;
}

/** A log whose database is away until a probe is let through. */
function startLog() {
  const lines: Line[] = [];
  const outages = createOutages();
  const destination = { write: (text: string) => void lines.push(JSON.parse(text) as Line) };
  const log = createLog('info', { destination, outages });
  const probes: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const clock: Clock = { now: () => new Date(0), sleep: async () => undefined };
  const probe = (): Promise<void> =>
    new Promise((resolve, reject) => void probes.push({ resolve, reject }));
  const stop = new AbortController();
  outages.watch({ log, clock, probe, signal: stop.signal });
  const nextProbe = async () => {
    while (probes.length === 0) await new Promise(setImmediate);
    return probes.shift() ?? assert.fail();
  };
  return { lines, log, nextProbe, stop };
}

test('an outage of the database is one line, and its end another, whoever tries again', async () => {
  const { lines, log, nextProbe } = startLog();
  const again = (): void => {
    for (const event of ['webhook.claim.failed', 'worker.schedule.failed', 'health.not_ready']) {
      log.warn({ event, error: refused }, 'It failed; will retry');
    }
    log.child({ requestId: 'r1' }).warn({ event: 'health.not_ready', error: refused }, 'Not ready');
    log.error({ event: 'worker.queue.crashed', error: refused }, 'Queue worker crashed');
  };
  for (let round = 0; round < 3; round += 1) {
    again();
    (await nextProbe()).reject(refused);
  }
  again();
  (await nextProbe()).resolve();
  while (lines.length < 2) await new Promise(setImmediate);
  const shown = lines.map(({ level, event }) => `${level} ${event}`);
  assert.deepEqual(shown, ['warn database.unreachable', 'info database.reachable']);
  // The next outage is a new one.
  again();
  assert.deepEqual(lines[2]?.event, 'database.unreachable');
  (await nextProbe()).resolve();
});

test('other failures, and what fails once, keep their lines', () => {
  const { lines, log } = startLog();
  log.warn({ event: 'webhook.claim.failed', error: new Error('syntax error') }, 'It failed');
  log.error({ event: 'sync.run.abandoned', error: refused }, 'Abandoned');
  log.warn('a text');
  assert.equal(lines.length, 3);
});
