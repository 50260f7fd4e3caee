import { systemClock } from '@hirewire/connector-kit';
import { pingVendors } from '@hirewire/server';
import type { Settings } from '@hirewire/server';
import { hasSchema, listPending, measureQueue, readDatabaseTime } from '@hirewire/store';
import type { Database } from '@hirewire/store';
import type { Finding } from './finding.ts';

/** What only a database tells that can be reached. It is not changed. */
export async function checkInstallation(
  database: Database,
  settings: Settings,
): Promise<Finding[]> {
  const findings = [await checkClock(database)];
  if (!(await hasSchema(database))) {
    const message = 'will be run at the first start';
    return [...findings, { level: 'ok', subject: 'migrations', message }];
  }
  const pending = await listPending(database);
  findings.push(checkMigrations(pending));
  // Statements of this version need its schema.
  if (pending.length > 0) return findings;
  findings.push(await checkQueue(database), ...(await checkVendors(database, settings)));
  return findings;
}

/** Far more than the way to the database and back takes. */
const maxClockDifferenceMs = 5000;

async function checkClock(database: Database): Promise<Finding> {
  const subject = 'clock';
  const before = systemClock.now().getTime();
  const there = (await readDatabaseTime(database.pool)).getTime();
  const here = (before + systemClock.now().getTime()) / 2;
  const seconds = ((there - here) / 1000).toFixed(1);
  if (Math.abs(there - here) <= maxClockDifferenceMs) {
    return { level: 'ok', subject, message: `${seconds} s from the database's` };
  }
  const message = `The database's clock is ${seconds} s from this machine's. Synchronize both (NTP): signatures and access tokens depend on the time.`;
  return { level: 'warn', subject, message };
}

function checkMigrations(pending: readonly string[]): Finding {
  const subject = 'migrations';
  if (pending.length === 0) return { level: 'ok', subject, message: 'the database is up to date' };
  const message = `${pending.length} pending, which the next start runs. Back up first: npx hirewire backup FILE`;
  return { level: 'warn', subject, message };
}

const maxWaitSeconds = 300;

async function checkQueue(database: Database): Promise<Finding> {
  const subject = 'queue';
  const { ready, running, oldestReadySeconds } = await measureQueue(database);
  const counts = `${ready} items wait, ${running} are under way`;
  if (oldestReadySeconds <= maxWaitSeconds) return { level: 'ok', subject, message: counts };
  const minutes = Math.round(oldestReadySeconds / 60);
  const message = `${counts}; the oldest has waited for ${minutes} minutes. Start a worker (HIREWIRE_ROLE all or worker), or more of them.`;
  return { level: 'warn', subject, message };
}

async function checkVendors(database: Database, settings: Settings): Promise<Finding[]> {
  const pings = await pingVendors(database, settings);
  return pings.map(({ host, integrations, problem }) => {
    const subject = 'vendor';
    const message = `${host} (${integrations.length} integrations)`;
    if (problem === null) return { level: 'ok', subject, message: `${message} answers` };
    return { level: 'fail', subject, message: `${message}: ${problem}` };
  });
}
