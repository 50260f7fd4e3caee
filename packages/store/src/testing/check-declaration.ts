import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { SqlType } from '../database/sql-types.ts';
import { listDeclarations, toNumbered } from '../database/statement.ts';
import type { DescribedColumn } from './describe-statement.ts';
import { describeStatement } from './describe-statement.ts';

export type Declaration = ReturnType<typeof listDeclarations>[number];

/** Every statement of the store, with all its variants: loads each module. */
export async function loadDeclarations(): Promise<Declaration[]> {
  const source = new URL('../', import.meta.url);
  const modules = globSync('**/*.ts', { cwd: fileURLToPath(source) }).filter(
    (path) => !/\.test\.ts$|^testing\b/.test(path),
  );
  for (const path of modules) await import(new URL(path, source).href);
  return listDeclarations();
}

/** What the database knows of types and columns. */
export interface Catalog {
  /** Names of types by their id. */
  types: ReadonlyMap<number, string>;
  /** Columns of tables by `<id of the table>.<number of the column>`; views have no entry. */
  columns: ReadonlyMap<string, { isNullable: boolean; allowed: readonly string[] | null }>;
}

export async function readCatalog(client: pg.ClientBase): Promise<Catalog> {
  const types = await client.query<{ oid: number; typname: string }>(
    'select oid, typname from pg_type',
  );
  const columns = await client.query<{ key: string; not_null: boolean; checks: string | null }>(
    `select a.attrelid || '.' || a.attnum as key, a.attnotnull as not_null,
       (select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]
          and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY[%') as checks
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind in ('r', 'p') and a.attnum > 0`,
  );
  return {
    types: new Map(types.rows.map(({ oid, typname }) => [oid, typname])),
    columns: new Map(
      columns.rows.map((row) => [
        row.key,
        { isNullable: !row.not_null, allowed: row.checks === null ? null : literalsOf(row.checks) },
      ]),
    ),
  };
}

const literalsOf = (check: string): string[] =>
  [...check.matchAll(/'([^']*)'/g)].map(([, value = '']) => value).toSorted();

/** What is wrong with a declared statement, as PostgreSQL sees it; nothing is run. */
export async function listDeclarationFaults(
  client: pg.ClientBase,
  catalog: Catalog,
  declaration: Declaration,
): Promise<string[]> {
  try {
    const described = await describeStatement(client, toNumbered(declaration));
    return [
      ...valueFaults(catalog, declaration, described.values),
      ...(declaration.rows ? columnFaults(catalog, declaration.rows, described.columns) : []),
    ];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

function valueFaults(
  { types }: Catalog,
  { values = {} }: Declaration,
  described: readonly number[],
): string[] {
  const declared = Object.entries(values);
  if (declared.length !== described.length) {
    return [`declares ${declared.length} values; PostgreSQL counts ${described.length}`];
  }
  return declared.flatMap(([name, { names }], index) => {
    const type = types.get(described[index] ?? 0) ?? 'unknown';
    return names.includes(type) ? [] : [`value ${name} is ${type}, declared ${names.join('/')}`];
  });
}

function columnFaults(
  catalog: Catalog,
  declared: NonNullable<Declaration['rows']>,
  described: readonly DescribedColumn[],
): string[] {
  const returned = new Set(described.map(({ name }) => name));
  const missing = Object.keys(declared).filter((name) => !returned.has(name));
  return [
    ...missing.map((name) => `column ${name} is declared, not returned`),
    ...described.flatMap((column) => {
      const type = declared[column.name];
      if (type === undefined) return [`column ${column.name} is returned, not declared`];
      return columnFault(catalog, column, type).map((fault) => `column ${column.name} ${fault}`);
    }),
  ];
}

function columnFault(
  { types, columns }: Catalog,
  column: DescribedColumn,
  declared: SqlType<unknown, never>,
): string[] {
  const faults: string[] = [];
  const type = types.get(column.dataTypeID) ?? 'unknown';
  if (!declared.names.includes(type)) {
    faults.push(`is ${type}, declared ${declared.names.join('/')}`);
  }
  const source = columns.get(`${column.tableID}.${column.columnID}`);
  if (source === undefined) return faults;
  if (source.isNullable && !declared.isNullable && declared.isNeverNull !== true) {
    faults.push('may be null, declared not null');
  }
  const allowed = declared.allowed?.toSorted().join(', ');
  if (source.allowed !== null && allowed !== undefined && allowed !== source.allowed.join(', ')) {
    faults.push(`is one of ${source.allowed.join(', ')}, declared ${allowed}`);
  }
  return faults;
}
