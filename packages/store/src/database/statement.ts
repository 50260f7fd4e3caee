import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { ReadOf, SqlType, WriteOf } from './sql-types.ts';

/** Runs one statement; a pool, or the client of a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>;

/** For statements that a request waits for: a little less than a client waits for its answer. */
export const readTimeoutMs = 50_000;

type SqlTypes = Readonly<Record<string, SqlType<unknown, never>>>;

/** A statement as a module declares it. `statement.test.ts` checks all of it against the database. */
export interface Declaration<Values extends SqlTypes, Columns extends SqlTypes> {
  /** SQL in which `$name` stands for the value of that name. */
  text: string;
  /**
   * What the statement is given. It picks these names from the object that it is called with, which
   * may have others, also undeclared ones: where objects are spread into one, the
   * one that decides goes last.
   */
  values?: Values;
  /** The columns that it returns, by name; left out where no code reads them. */
  rows?: Columns;
  /** Parsed and planned once per connection: for statements that run all the time. */
  isPrepared?: true;
  /**
   * After which the connection counts as lost. Where the machine of the database is lost while a
   * statement is on its way there, the operating system asks for a quarter of an hour whether it has
   * arrived, and the connection would be missing in the pool for as long.
   */
  timeoutMs?: number;
}

type NullableNames<Values extends SqlTypes> = {
  [Name in keyof Values]: null extends WriteOf<Values[Name]> ? Name : never;
}[keyof Values];

/** A nullable value may be left out. */
type GivenValues<Values extends SqlTypes> = {
  readonly [Name in Exclude<keyof Values, NullableNames<Values>>]: WriteOf<Values[Name]>;
} & { readonly [Name in NullableNames<Values>]?: WriteOf<Values[Name]> | undefined };

/** A row as it is read. */
export type Row<Columns extends SqlTypes> = { [Name in keyof Columns]: ReadOf<Columns[Name]> };

type ValuesArgument<Values extends SqlTypes> =
  object extends GivenValues<Values>
    ? [values?: GivenValues<Values>]
    : [values: GivenValues<Values>];

export interface Statement<Values extends SqlTypes, Columns extends SqlTypes> {
  /** All rows. */
  all(client: Queryable, ...values: ValuesArgument<Values>): Promise<Row<Columns>[]>;
  /** The first row; null without one. */
  first(client: Queryable, ...values: ValuesArgument<Values>): Promise<Row<Columns> | null>;
  /** The row of a statement that always returns one. */
  one(client: Queryable, ...values: ValuesArgument<Values>): Promise<Row<Columns>>;
  /** How many rows it returned or changed. */
  run(client: Queryable, ...values: ValuesArgument<Values>): Promise<number>;
}

/** Every declaration of every module that is loaded, with all variants. */
const registered: (() => Iterable<Declaration<SqlTypes, SqlTypes>>)[] = [];

/** All declared statements, for the test that prepares them. */
export function listDeclarations(): Declaration<SqlTypes, SqlTypes>[] {
  return registered.flatMap((list) => [...list()]);
}

/**
 * Declares a statement. To be called while its module is loaded, so that a test finds it: that test
 * prepares it against the migrated database, and compares values and columns with what PostgreSQL
 * says about them.
 */
export function statement<
  const Values extends SqlTypes = Record<never, never>,
  const Columns extends SqlTypes = Record<never, never>,
>(declaration: Declaration<Values, Columns>): Statement<Values, Columns> {
  registered.push(() => [declaration]);
  return compile(declaration);
}

/** A statement for each variant, such as a model. The test prepares those of `variants`. */
export function statementFor<
  Variant,
  const Values extends SqlTypes = Record<never, never>,
  const Columns extends SqlTypes = Record<never, never>,
>(
  variants: Iterable<Variant>,
  declare: (variant: Variant) => Declaration<Values, Columns>,
): (variant: Variant) => Statement<Values, Columns> {
  registered.push(() => Iterator.from(variants).map(declare));
  const compiled = new Map<unknown, Statement<Values, Columns>>();
  return (variant) => {
    const key = typeof variant === 'string' ? variant : JSON.stringify(variant);
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const made = compile(declare(variant));
    compiled.set(key, made);
    return made;
  };
}

function compile<Values extends SqlTypes, Columns extends SqlTypes>(
  declaration: Declaration<Values, Columns>,
): Statement<Values, Columns> {
  const text = toNumbered(declaration);
  const names = Object.keys(declaration.values ?? {});
  const settings = {
    text,
    ...(declaration.isPrepared && { name: nameOf(text) }),
    ...(declaration.timeoutMs !== undefined && { query_timeout: declaration.timeoutMs }),
  };
  const query = (
    client: Queryable,
    given: Readonly<Record<string, unknown>> = {},
  ): Promise<pg.QueryResult<Row<Columns>>> =>
    client.query({ ...settings, values: names.map((name) => given[name]) });
  return {
    all: async (client, ...[given]) => (await query(client, given)).rows,
    first: async (client, ...[given]) => (await query(client, given)).rows[0] ?? null,
    async one(client, ...[given]) {
      const [row] = (await query(client, given)).rows;
      if (row === undefined) throw new Error(`This statement returned no row: ${text}`);
      return row;
    },
    run: async (client, ...[given]) => (await query(client, given)).rowCount ?? 0,
  };
}

/** The text as it is sent: with `$1` in place of the name of the first value, and so on. */
export function toNumbered({ text, values = {} }: Declaration<SqlTypes, SqlTypes>): string {
  const names = Object.keys(values);
  return text.replaceAll(/\$([a-z]\w*)/gi, (_, name: string) => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`This statement declares no value ${name}: ${text}`);
    return `$${index + 1}`;
  });
}

/** PostgreSQL cuts longer names. */
const nameOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 32);
