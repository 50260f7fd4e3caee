import type pg from 'pg';
import type { CopyStreamQuery, CopyToStreamQuery } from 'pg-copy-streams';
import { from, to } from 'pg-copy-streams';
import type { Queryable } from '../database/database.ts';
import type { BackupTable } from './tables.ts';

// SQL for tables that the catalogue names, which cannot be declared: nothing else is in this file.

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const tableOf = ({ name }: BackupTable): string => `store.${quote(name)}`;
const columnsOf = ({ columns }: BackupTable): string => columns.map(quote).join(', ');

/** Until the transaction ends, no migration changes them. */
export async function lockTables(client: Queryable, tables: readonly BackupTable[]): Promise<void> {
  await client.query(`lock table ${tables.map(tableOf).join(', ')} in access share mode`);
}

export async function countRows(client: Queryable, table: BackupTable): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `select count(*) as count from ${tableOf(table)}`,
  );
  return Number(rows[0]?.count);
}

export function copyOut(client: pg.Client, table: BackupTable): CopyToStreamQuery {
  return client.query(to(`copy (select ${columnsOf(table)} from ${tableOf(table)}) to stdout`));
}

export function copyIn(client: pg.Client, table: BackupTable): CopyStreamQuery {
  return client.query(from(`copy ${tableOf(table)} (${columnsOf(table)}) from stdin`));
}

/** What triggers would cause has happened before the backup. Those of foreign keys stay. */
export async function withoutTriggers(
  client: Queryable,
  tables: readonly BackupTable[],
  work: () => Promise<void>,
): Promise<void> {
  for (const table of tables) {
    await client.query(`alter table ${tableOf(table)} disable trigger user`);
  }
  await work();
  for (const table of tables) {
    await client.query(`alter table ${tableOf(table)} enable trigger user`);
  }
}

/** Until autovacuum comes by, PostgreSQL would take them for empty. */
export async function analyze(client: Queryable, tables: readonly BackupTable[]): Promise<void> {
  for (const table of tables) await client.query(`analyze ${tableOf(table)}`);
}
