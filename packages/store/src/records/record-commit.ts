import type { Queryable } from '../database/database.ts';
import { bigint, json, nullable, text, timestamptz } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import type { ModelName } from './models.ts';

/** What became of a record in one transaction, as a client that lists it sees it. */
export interface RecordChange {
  model: ModelName;
  id: string;
  /**
   * `created`: it appeared, or came back; `updated`: it, or a relation that counts for
   * `updated_after`, changed; `deleted`: it is gone at the remote. Something may change of a record
   * that is gone: that is said by `deleted` again.
   */
  change: 'created' | 'updated' | 'deleted';
}

/** What made a transaction change records. */
export interface Cause {
  type: 'sync' | 'action' | 'webhook' | 'purge' | 'erasure';
  /** Of the run, the interaction, the delivery or the erasure; null where there is none. */
  id: string | null;
}

export interface Commit {
  integrationId: string;
  cause: Cause;
  /** Not later than the first stamp of the transaction. */
  stampedAt: string;
  changes: readonly RecordChange[];
}

/** Ids in one row of the log: many enough to cost little, few enough to be read for one page. */
const idsInRow = 1000;

const callRecordCommit = statement({
  text: `select store.record_commit($integrationId, $stampedAt, $cause, $causeId, $changes)
    as position`,
  values: {
    integrationId: text,
    stampedAt: timestamptz,
    cause: text,
    causeId: nullable(text),
    changes: json(),
  },
  rows: { position: bigint },
  isPrepared: true,
});

/**
 * Numbers the changes of a transaction and writes them down, at its very end: from here on readers
 * of the integration wait for the commit.
 * @returns the position of the last change
 */
export async function recordCommit(client: Queryable, commit: Commit): Promise<number> {
  const { integrationId, cause, stampedAt, changes } = commit;
  const { position } = await callRecordCommit.one(client, {
    integrationId,
    stampedAt,
    cause: cause.type,
    causeId: cause.id,
    changes: JSON.stringify(toLogRows(changes)),
  });
  return Number(position);
}

/** PostgreSQL tells those who listen to this channel of each commit. */
const notify = statement({
  text: `select pg_notify('hirewire_changes', $payload)`,
  values: { payload: text },
  isPrepared: true,
});

/** Tells listeners, once the transaction has committed, how far the feed of an integration goes. */
export async function notifyListeners(
  client: Queryable,
  { integrationId, position }: { integrationId: string; position: number },
): Promise<void> {
  const payload = JSON.stringify({ integration_id: integrationId, position });
  await notify.run(client, { payload });
}

type LogRow = Pick<RecordChange, 'model' | 'change'> & { ids: string[] };

function toLogRows(changes: readonly RecordChange[]): LogRow[] {
  const groups = Map.groupBy(oncePerRecord(changes), ({ model, change }) => `${model} ${change}`);
  return [...groups.values()].flatMap((group) => {
    const rows: LogRow[] = [];
    for (let start = 0; start < group.length; start += idsInRow) {
      const part = group.slice(start, start + idsInRow);
      const { model, change } = part[0] as RecordChange;
      rows.push({ model, change, ids: part.map(({ id }) => id) });
    }
    return rows;
  });
}

/** A record that changed more than once is in the feed once, as what became of it in the end. */
function oncePerRecord(changes: readonly RecordChange[]): Iterable<RecordChange> {
  const byRecord = new Map<string, RecordChange>();
  for (const change of changes) {
    const key = `${change.model} ${change.id}`;
    // That it is new is not forgotten because a relation changed as well.
    if (change.change !== 'updated' || !byRecord.has(key)) byRecord.set(key, change);
  }
  return byRecord.values();
}
