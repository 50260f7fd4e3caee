/**
 * A type of PostgreSQL and what the driver makes of it. Declared for each column and each value of a
 * statement; `statement.test.ts` compares the declarations with what PostgreSQL says.
 */
export interface SqlType<Read, Write = Read> {
  /** Its names in `pg_type`: the one of a column must be among them. */
  readonly names: readonly string[];
  readonly isNullable: boolean;
  /** Of a nullable column in which the statement's own condition leaves no null. */
  readonly isNeverNull?: true;
  /** All values of a text column, where they are few. */
  readonly allowed?: readonly string[];
  // These two are never set: they carry the types for the compiler.
  readonly read?: Read;
  readonly write?: (value: Write) => void;
}

export type ReadOf<Type> = Type extends SqlType<infer Read, never> ? Read : never;
export type WriteOf<Type> = Type extends SqlType<unknown, infer Write> ? Write : never;

const typeNamed = <Read, Write = Read>(...names: string[]): SqlType<Read, Write> => ({
  names,
  isNullable: false,
});

export const text = typeNamed<string>('text');
export const texts = typeNamed<string[], readonly (string | null)[]>('_text');
export const uuid = typeNamed<string>('uuid');
export const bool = typeNamed<boolean>('bool');
export const int = typeNamed<number>('int4');
export const float = typeNamed<number>('float8');
/** Read as text, since it may be larger than a number can be. */
export const bigint = typeNamed<string, string | number>('int8');
export const bytea = typeNamed<Buffer>('bytea');
export const timestamptz = typeNamed<Date, Date | string>('timestamptz');

/** JSON that Hirewire has written itself, in this shape; as a value it is JSON text. */
export const json = <Shape = unknown>(): SqlType<Shape, string> => typeNamed('json', 'jsonb');

/** A text column that holds one of a few values. */
export const oneOf = <const Value extends string>(...allowed: Value[]): SqlType<Value> => ({
  names: text.names,
  isNullable: false,
  allowed,
});

export const nullable = <Read, Write>(
  type: SqlType<Read, Write>,
): SqlType<Read | null, Write | null> => {
  const { names, allowed } = type;
  return { names, isNullable: true, ...(allowed && { allowed }) };
};

/** For a nullable column of which the statement's own condition leaves out the nulls. */
export const neverNull = <Read, Write>(type: SqlType<Read, Write>): SqlType<Read, Write> => ({
  ...type,
  isNeverNull: true,
});

/**
 * A text as PostgreSQL can keep it: without NUL, and with a replacement character for half of a
 * surrogate pair (a cut emoji). Vendors send both.
 */
export function toPostgresText<T extends string | null | undefined>(value: T): T {
  return (value?.replaceAll('\0', '').toWellFormed() ?? value) as T;
}
