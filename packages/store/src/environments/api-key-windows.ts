import type { Database } from '../database/database.ts';
import { float, int, text, texts } from '../database/sql-types.ts';
import { readTimeoutMs, statement } from '../database/statement.ts';

/** The minute in which the requests of a key are counted, as it is in the database. */
export interface KeyWindow {
  /** Grows with each window of the key. */
  number: number;
  /** Requests that have been handed out, also those that were not made yet. */
  taken: number;
  /** Until it ends; 0 or less once it has. */
  endsInMs: number;
}

/** Of `store.api_key_windows`, for a table of this alias. `date_part` is faster than `extract`. */
export const keyWindowColumns = (alias: string, now: string): string =>
  `${alias}.number as window_number, ${alias}.taken as window_taken,
   60000 + date_part('epoch', ${alias}.started_at - ${now}) * 1000 as window_ends_in_ms`;

/** The largest portion, as a part of what is left of the window. */
const portionsOfRest = 64;

// One statement for all of it, so that processes wait for each other at the row and none reads what
// another one is about to change. The time is read once the row is locked.
const take = statement({
  text: `insert into store.api_key_windows as w (key_id, number, started_at, taken, granted)
    values ($keyId, 1, clock_timestamp(), greatest($limit::int / ${portionsOfRest}, 1),
      greatest($limit::int / ${portionsOfRest}, 1))
    on conflict (key_id) do update set (number, started_at, taken, granted) = (
      select number, started_at, before + portion, portion
      from (
        select number, started_at, before,
          least(greatest(($limit::int - before) / ${portionsOfRest}, 1),
            greatest($limit::int - before, 0)) as portion
        from (
          select w.number + is_over::int as number,
            case when is_over then at else w.started_at end as started_at,
            case when is_over then 0 else w.taken end as before
          from (
            select at, w.started_at + interval '1 minute' <= at as is_over
            from clock_timestamp() as at) as clock) as begun) as counted)
    returning w.granted, ${keyWindowColumns('w', 'clock_timestamp()')}`,
  values: { keyId: text, limit: int },
  rows: { granted: int, window_number: int, window_taken: int, window_ends_in_ms: float },
  isPrepared: true,
  timeoutMs: readTimeoutMs,
});

/**
 * Takes a portion of what is left of a key's requests, and begins the next window where the last one
 * is over: a part of the rest, single ones at the end, 0 when all are taken.
 */
export async function takePortion(
  database: Database,
  wanted: { keyId: string; limit: number },
): Promise<{ granted: number; window: KeyWindow }> {
  const row = await take.one(database.pool, wanted);
  return {
    granted: row.granted,
    window: {
      number: row.window_number,
      taken: row.window_taken,
      endsInMs: row.window_ends_in_ms,
    },
  };
}

const selectScarce = statement({
  text: `select key_id as "keyId" from store.api_key_windows
    where key_id = any($keyIds) and taken > $limit::int / 4 * 3`,
  values: { keyIds: texts, limit: int },
  rows: { keyId: text },
});

/** Which of these keys have few requests left, so that others may need what a process holds. */
export async function findScarceKeys(
  database: Database,
  asked: { keyIds: readonly string[]; limit: number },
): Promise<string[]> {
  const found = await selectScarce.all(database.pool, asked);
  return found.map(({ keyId }) => keyId);
}

const release = statement({
  text: `update store.api_key_windows set taken = taken - $count::int
    where key_id = $keyId and number = $number::int`,
  values: { keyId: text, number: int, count: int },
});

/** Gives back what is left of portions of one window; without effect once the window is over. */
export async function releasePortion(
  database: Database,
  portion: { keyId: string; number: number; count: number },
): Promise<void> {
  await release.run(database.pool, portion);
}
