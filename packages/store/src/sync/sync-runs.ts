import { randomId } from '@hirewire/contract';
import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { int, json, nullable, text, texts, toPostgresText } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { hasErasedPeople } from '../erasure/keep-out.ts';
import { queueSyncRun } from '../queue/work-items.ts';
import { isPersonal } from '../records/belonging.ts';
import type { RunIssue, RunState, SyncRun } from './find-runs.ts';
import { runTrigger } from './find-runs.ts';
import { clearStale, isExpiredSince } from './staleness.ts';

const ofRun = { integrationId: text, runId: text };

interface NewRun {
  integrationId: string;
  type: SyncRun['type'];
  trigger: SyncRun['trigger'];
}

/**
 * Queues a run, unless one of its type is queued or running already: then that one is returned.
 * The row and the queue's work item are written together.
 */
export async function createRun(
  database: Database,
  run: NewRun,
): Promise<{ id: string; isNew: boolean }> {
  for (;;) {
    const id = await inTransaction(database, (client) => insertRun(client, run));
    if (id !== null) return { id, isNew: true };
    const open = await findOpenRun(database, run);
    // None: the one that was in the way ended just now.
    if (open !== null) return { id: open.id, isNew: false };
  }
}

const insertOpenRun = statement({
  text: `insert into store.sync_runs (integration_id, id, type, trigger)
    values ($integrationId, $runId, $type, $trigger)
    on conflict (integration_id, type) where state in ('QUEUED', 'RUNNING') do nothing`,
  values: { ...ofRun, type: text, trigger: text },
});

/** Null where a run of the type is open. */
async function insertRun(client: pg.PoolClient, run: NewRun): Promise<string | null> {
  const runId = randomId();
  if ((await insertOpenRun.run(client, { ...run, runId })) !== 1) return null;
  await queueSyncRun(client, { integrationId: run.integrationId, runId });
  return runId;
}

const selectOpenRun = statement({
  text: `select id from store.sync_runs
    where integration_id = $integrationId and type = $type and state in ('QUEUED', 'RUNNING')`,
  values: { integrationId: text, type: text },
  rows: { id: text },
});

/** The queued or running run of a type; there is at most one. Null where there is none. */
export function findOpenRun(
  database: Database,
  run: Pick<NewRun, 'integrationId' | 'type'>,
): Promise<{ id: string } | null> {
  return selectOpenRun.first(database.pool, run);
}

const takeRun = statement({
  text: `update store.sync_runs
    set state = 'RUNNING', started_at = coalesce(started_at, clock_timestamp()),
      holder = holder + 1
    where integration_id = $integrationId and id = $runId and state in ('QUEUED', 'RUNNING')
    returning holder as "fencingToken"`,
  values: ofRun,
  rows: { fencingToken: int },
});

const insertModels = statement({
  text: `insert into store.sync_models (integration_id, run_id, model)
    select $integrationId, $runId, model from unnest($models::text[]) as model
    on conflict do nothing`,
  values: { ...ofRun, models: texts },
});

/**
 * Marks a run as running, keeping its first start, and lists its models once. Returns the fencing
 * token of the caller: workers that had an earlier one can write nothing more. Null where the run has
 * ended meanwhile.
 */
export async function startRun(
  database: Database,
  run: { integrationId: string; runId: string; models: readonly string[] },
): Promise<number | null> {
  return inTransaction(database, async (client) => {
    const taken = await takeRun.first(client, run);
    await insertModels.run(client, run);
    return taken && taken.fencingToken;
  });
}

const setEnded = statement({
  text: `update store.sync_runs
    set state = $state, ended_at = clock_timestamp(), message = $message, issues = $issues
    where integration_id = $integrationId and id = $runId and state in ('QUEUED', 'RUNNING')
      and holder = coalesce($fencingToken, holder)
    returning trigger`,
  values: {
    ...ofRun,
    state: text,
    message: nullable(text),
    issues: json(),
    fencingToken: nullable(int),
  },
  rows: { trigger: runTrigger },
});

const deleteSeen = statement({
  text: 'delete from store.sync_seen where integration_id = $integrationId and run_id = $runId',
  values: ofRun,
});

/**
 * Ends a run for good; later calls for the same run change nothing, nor does one by a worker that
 * no longer holds it. A reader that sees the end sees what follows from it: the integration shows
 * what it is set up to show, or another full run is queued, as that was changed while this one read.
 */
export async function endRun(
  database: Database,
  run: {
    integrationId: string;
    runId: string;
    state: Exclude<RunState, 'QUEUED' | 'RUNNING'>;
    message: string | null;
    issues: readonly RunIssue[];
    fencingToken?: number;
  },
): Promise<void> {
  await inTransaction(database, async (client) => {
    const { integrationId } = run;
    // A change of what the integration is to show takes it, too: before this, or after it.
    await lockForWriting(client, integrationId);
    const ended = await setEnded.first(client, {
      ...run,
      message: toPostgresText(run.message),
      issues: JSON.stringify(run.issues),
    });
    if (ended === null) return;
    await deleteSeen.run(client, run);
    if (run.state === 'CANCELLED') return;
    await clearStale(client, run);
    if (!(await isExpiredSince(client, run))) return;
    await insertRun(client, { integrationId, type: 'FULL', trigger: ended.trigger });
  });
}

const cancelRuns = statement({
  text: `update store.sync_runs
    set state = 'CANCELLED', ended_at = clock_timestamp(), message = $message
    where integration_id = $integrationId and state in ('QUEUED', 'RUNNING')`,
  values: { integrationId: text, message: text },
});

// Only open runs keep what they have seen.
const deleteAllSeen = statement({
  text: 'delete from store.sync_seen where integration_id = $integrationId',
  values: { integrationId: text },
});

/**
 * Ends every open run of an integration. A worker that is at one of them finds out when it stores
 * its next page, which it then does not: call this with the integration locked for writing.
 */
export async function cancelOpenRuns(
  client: pg.PoolClient,
  integrationId: string,
  message: string,
): Promise<void> {
  await cancelRuns.run(client, { integrationId, message });
  await deleteAllSeen.run(client, { integrationId });
}

const cancelOne = statement({
  text: `update store.sync_runs
    set state = 'CANCELLED', ended_at = clock_timestamp(), message = $message
    where integration_id = $integrationId and id = $runId and state in ('QUEUED', 'RUNNING')`,
  values: { ...ofRun, message: text },
});

const deleteSeenOfRun = statement({
  text: 'delete from store.sync_seen where integration_id = $integrationId and run_id = $runId',
  values: ofRun,
});

/** Ends a run that is open. Its worker finds out as in `cancelOpenRuns`. False where it has ended. */
export async function cancelRun(
  database: Database,
  run: { integrationId: string; runId: string; message: string },
): Promise<boolean> {
  return inTransaction(database, async (client) => {
    await lockForWriting(client, run.integrationId);
    if ((await cancelOne.run(client, run)) === 0) return false;
    await deleteSeenOfRun.run(client, run);
    return true;
  });
}

const updateIssues = statement({
  text: `update store.sync_runs set issues = $issues
    where integration_id = $integrationId and id = $runId`,
  values: { ...ofRun, issues: json() },
});

/**
 * Saves the issues found so far, so that a crash does not lose them. Whose value a sample is cannot be
 * seen: where somebody was erased whom the vendor still sends, it may be theirs.
 */
export async function saveIssues(
  database: Database,
  run: { integrationId: string; runId: string; issues: readonly RunIssue[] },
): Promise<void> {
  const hidesSamples = await hasErasedPeople(database, run.integrationId);
  const issues = run.issues.map((issue) =>
    hidesSamples && isPersonal(issue.model) ? { ...issue, sample: '' } : issue,
  );
  await updateIssues.run(database.pool, { ...run, issues: JSON.stringify(issues) });
}

/** Runs deleted in one statement, so that none takes long. */
const purgeBatch = 1000;

const deleteOldRuns = statement({
  // The newest of each type stays: the schedule and the deletions that wait for a second run ask
  // for it.
  text: `
  with old as materialized (
    select r.integration_id, r.id from store.sync_runs r
    where r.ended_at is not null
      and r.ended_at < now() - case
        when r.trigger = 'SCHEDULE' and r.type = 'DELTA' and r.state = 'SUCCEEDED'
        then interval '3 days' else interval '60 days' end
      and exists (
        select from store.sync_runs newer
        where newer.integration_id = r.integration_id and newer.type = r.type
          and newer.ended_at is not null and newer.queued_at > r.queued_at)
    limit ${purgeBatch}
  ), models as (
    delete from store.sync_models m using old
    where m.integration_id = old.integration_id and m.run_id = old.id
  )
  delete from store.sync_runs r using old
  where r.integration_id = old.integration_id and r.id = old.id`,
});

/**
 * Empties the history: scheduled deltas in which all went well after three days, of which there
 * are a thousand a week, everything else after sixty.
 */
export async function purgeRuns(database: Database): Promise<void> {
  for (;;) {
    if ((await deleteOldRuns.run(database.pool)) < purgeBatch) return;
  }
}
