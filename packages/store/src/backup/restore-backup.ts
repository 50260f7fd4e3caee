import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import type { Queryable } from '../database/database.ts';
import { applyMissing, applyOnly, listUnknown, requireVersion } from '../database/migrate.ts';
import { bigint, text } from '../database/sql-types.ts';
import { statement } from '../database/statement.ts';
import { findKeyIds } from '../environments/sealed-texts.ts';
import { BackupError } from './backup-error.ts';
import type { BackupFile, BackupHeader } from './backup-file.ts';
import { withClient } from './client.ts';
import { analyze, copyIn, withoutTriggers } from './table-sql.ts';
import { listTables, setSequences } from './tables.ts';
import type { Progress } from './write-backup.ts';

const begin = statement({ text: 'begin' });
const commit = statement({ text: 'commit' });

export interface RestoreOptions {
  url: string;
  /** Verified already. */
  backup: BackupFile;
  /** Disables all integrations and webhook endpoints. */
  isPaused: boolean;
  /** Throws where these keys, which encrypt what is restored, are not at hand. */
  checkKeyIds: (keyIds: readonly string[]) => void;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

const selectOwn = statement({
  text: `select n.nspname::text as name from pg_namespace n
    where n.nspname in ('store', 'hirewire', 'graphile_worker')
    union all
    select 'public.hirewire_migrations' where to_regclass('public.hirewire_migrations') is not null`,
  rows: { name: text },
});

/** More changes than an integration sees between a backup and its restore. */
const skippedPositions = 1_000_000_000;

/**
 * The original went on after the backup, and its followers have positions that this database would
 * give to other changes: they would miss those. So it begins after all of them.
 */
const skipPositions = statement({
  text: `insert into store.commits (integration_id, position, stamped_at, committed_at)
    select i.integration_id, coalesce(max(c.position), 0) + $skipped::bigint, clock_timestamp(),
      greatest(clock_timestamp(), max(c.committed_at))
    from store.integrations i left join store.commits c on c.integration_id = i.integration_id
    where i.deleted_at is null group by i.integration_id`,
  values: { skipped: bigint },
});

const pauses = [
  statement({
    text: `update store.integrations set status = 'INACTIVE'
      where deleted_at is null and status <> 'INACTIVE'`,
  }),
  statement({
    text: `update store.webhook_endpoints set is_enabled = false,
        disabled_reason = 'Restored from a backup, paused. Enable the endpoint to send again.'
      where is_enabled`,
  }),
];

/** @throws BackupError where this version does not know the schema of a backup */
export async function requireKnownSchema({ header }: BackupFile): Promise<void> {
  const unknown = await listUnknown(header.migrations);
  if (unknown.length === 0) return;
  throw new BackupError(
    `This backup was made by Hirewire ${header.hirewire}, which is newer: ${unknown.join(', ')} ` +
      'is unknown here. Restore it with that version.',
  );
}

/**
 * Fills an empty database from a backup in one transaction, and migrates it to this version's
 * schema. Ends with everything restored, or with the database as empty as before.
 */
export async function restoreBackup(options: RestoreOptions): Promise<void> {
  await withClient(options.url, async (client) => {
    await requireVersion(client);
    await begin.run(client);
    await requireEmpty(client);
    await applyOnly(client, options.backup.header.migrations);
    await fillTables(client, options);
    await applyMissing(client);
    options.checkKeyIds(await findKeyIds({ pool: client }));
    const tables = await listTables(client);
    await withoutTriggers(client, tables, async () => {
      await skipPositions.run(client, { skipped: skippedPositions });
      for (const pause of options.isPaused ? pauses : []) await pause.run(client);
    });
    options.signal.throwIfAborted();
    await commit.run(client);
    await analyze(client, tables);
  });
}

/** @throws BackupError where there is something of Hirewire in the database */
async function requireEmpty(client: Queryable): Promise<void> {
  const found = (await selectOwn.all(client)).map(({ name }) => name);
  if (found.length === 0) return;
  throw new BackupError(
    `The database is not empty: it has ${found.join(', ')}. Nothing was restored. Restore into a ` +
      'new database (another DATABASE_URL) or a new folder (another --data-dir).',
  );
}

async function fillTables(client: pg.Client, options: RestoreOptions): Promise<void> {
  const { backup, signal, onProgress } = options;
  const { tables, sequences } = backup.header;
  await requireSameTables(client, backup.header);
  await withoutTriggers(client, tables, async () => {
    const frames = backup.frames();
    for (const [index, table] of tables.entries()) {
      const { name, count } = table;
      const rows = copyIn(client, table);
      await pipeline(untilTableEnds(frames), rows, { signal });
      if (rows.rowCount !== count) {
        throw new BackupError(
          `The backup has ${rows.rowCount} rows of ${name} instead of ${count}.`,
        );
      }
      onProgress({ table: name, rows: count, done: index + 1, total: tables.length });
    }
    // Reads on to the end, where the checksum is.
    if ((await frames.next()).done !== true) throw new BackupError('The backup has more tables.');
  });
  await setSequences(client, sequences);
}

/** Names of the file become SQL: only those that the migrations have made. */
async function requireSameTables(client: Queryable, { tables }: BackupHeader): Promise<void> {
  const made = await listTables(client);
  const namesOf = (list: typeof made): string =>
    JSON.stringify(
      list.map(({ name, columns }) => [name, ...columns.toSorted()].join(' ')).toSorted(),
    );
  if (namesOf(made) === namesOf(tables)) return;
  throw new BackupError(
    'The tables of this backup are not those of its migrations: the database was changed by hand. ' +
      'Nothing was restored.',
  );
}

async function* untilTableEnds(
  frames: AsyncGenerator<Buffer, void, undefined>,
): AsyncGenerator<Buffer, void, undefined> {
  for (;;) {
    const { value } = await frames.next();
    if (value === undefined) throw new BackupError('The backup ends too early.');
    if (value.length === 0) return;
    yield value;
  }
}
