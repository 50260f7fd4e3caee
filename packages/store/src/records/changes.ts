import type { Database, Queryable } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { bigint, int, nullable, oneOf, text, timestamptz } from '../database/sql-types.ts';
import { readTimeoutMs, statement } from '../database/statement.ts';
import { modelNames } from './models.ts';
import type { Cause, RecordChange } from './record-commit.ts';

/** A change as the feed tells it. */
export interface FeedChange extends RecordChange {
  /** Its number in the feed of its integration. There are no gaps between numbers. */
  position: number;
  /** When the transaction was recorded; the changes of one have the same. */
  changedAt: Date;
  /** Null of what was changed before causes were written down. */
  cause: Cause | null;
}

export interface FeedPage {
  changes: FeedChange[];
  /** Changes up to this one have been told. */
  position: number;
  /** The last change that there is. */
  lastPosition: number;
}

/** Why the changes after a position cannot be told: they are no longer kept, or never were. */
export interface LostPosition {
  lost: 'expired' | 'unknown';
  /** The first position that can be followed from. */
  keptAfter: number;
  lastPosition: number;
}

const selectChanges = statement({
  // One statement, as the oldest kept change must not vanish between looking for it and reading.
  text: `
  select f.last_position, f.kept_after, c.position, c.model, c.id, c.change, c.changed_at, c.cause,
    c.cause_id
  from (
    select l.last_position, coalesce((
        select first_position - 1 from store.changes
        where integration_id = $integrationId order by last_position limit 1
      ), l.last_position) as kept_after
    from (
      select coalesce(max(position), 0) as last_position from store.commits
      where integration_id = $integrationId
    ) l
  ) f
  left join lateral (
    select * from hirewire.changes
    where integration_id = $integrationId and batch > $after::bigint and position > $after::bigint
    order by batch, position limit $limit
  ) c on true
  order by c.position`,
  values: { integrationId: text, after: bigint, limit: bigint },
  rows: {
    last_position: bigint,
    kept_after: bigint,
    // These are null together, where no change follows; the cause may be by itself.
    position: nullable(bigint),
    model: nullable(oneOf(...modelNames)),
    id: nullable(text),
    change: nullable(oneOf('created', 'updated', 'deleted')),
    changed_at: nullable(timestamptz),
    cause: nullable(oneOf('sync', 'action', 'webhook', 'purge', 'erasure')),
    cause_id: nullable(text),
  },
  isPrepared: true,
  timeoutMs: readTimeoutMs,
});

type FeedRow = Awaited<ReturnType<typeof selectChanges.one>>;

/**
 * The changes of an integration that follow a position. Each is told as soon as it can be seen in
 * the lists: a client that has read up to a position has missed nothing before it, since the
 * positions of a transaction are given out under a lock that is held until it is visible.
 */
export async function listChanges(
  database: Database,
  request: { integrationId: string; after: number; limit: number },
): Promise<FeedPage | LostPosition> {
  const { after } = request;
  const rows = await selectChanges.all(database.pool, request);
  const lastPosition = Number(rows[0]?.last_position ?? 0);
  const keptAfter = Number(rows[0]?.kept_after ?? 0);
  if (after < keptAfter) return { lost: 'expired', keptAfter, lastPosition };
  if (after > lastPosition) return { lost: 'unknown', keptAfter, lastPosition };
  const changes = rows.flatMap(toChange);
  return { changes, position: changes.at(-1)?.position ?? lastPosition, lastPosition };
}

function toChange(row: FeedRow): FeedChange[] {
  const { position, model, id, change, changed_at: changedAt, cause } = row;
  if (position === null || model === null || id === null) return [];
  if (change === null || changedAt === null) return [];
  return [
    {
      position: Number(position),
      model,
      id,
      change,
      changedAt,
      cause: cause === null ? null : { type: cause, id: row.cause_id },
    },
  ];
}

const selectLastPosition = statement({
  text: `select coalesce(max(position), 0) as position from store.commits
    where integration_id = $integrationId`,
  values: { integrationId: text },
  rows: { position: bigint },
});

/** The last change of an integration; 0 before the first. */
export async function findLastPosition(client: Queryable, integrationId: string): Promise<number> {
  return Number((await selectLastPosition.one(client, { integrationId })).position);
}

const deleteChanges = statement({
  text: `delete from store.changes
    where integration_id = $integrationId and commit_position <= (
      select max(position) from store.commits
      where integration_id = $integrationId
        and committed_at < now() - make_interval(days => $days))`,
  values: { integrationId: text, days: int },
});

// The last commit of each day stays, and is given the earliest stamp of the day: a read that asks
// for what was updated after some time then starts earlier than it had to, and never too late.
const condenseCommits = statement({
  text: `
  with old as materialized (
    select position, max(position) over one_day as kept, min(stamped_at) over one_day as stamped_at
    from store.commits
    where integration_id = $integrationId and committed_at < now() - make_interval(days => $days)
    window one_day as (partition by date_trunc('day', committed_at, 'UTC'))
  ), dropped as (
    delete from store.commits c using old
    where c.integration_id = $integrationId and c.position = old.position and old.position <> old.kept
  )
  update store.commits c set stamped_at = old.stamped_at from old
  where c.integration_id = $integrationId and c.position = old.position and old.position = old.kept
    and c.stamped_at <> old.stamped_at`,
  values: { integrationId: text, days: int },
});

/**
 * Forgets the changes of an integration that are older than so many days, in one go, so that what
 * is kept has no gaps; of the commits that made them a row a day stays.
 */
export async function purgeChanges(
  database: Database,
  retention: { integrationId: string; days: number },
): Promise<void> {
  // In one transaction, in which `now()` is the same.
  await inTransaction(database, async (client) => {
    await deleteChanges.run(client, retention);
    await condenseCommits.run(client, retention);
  });
}
