import type { Row } from './company-rows.ts';
import type { Company } from './company.ts';
import type { Table } from './table.ts';

/** The rows of a table by what they belong to. */
export class Groups<T extends Row> {
  readonly #table: Table<T>;
  readonly #keyOf: (row: T) => string;
  #groups: Map<string, T[]> | null = null;

  constructor(company: Company, table: Table<T>, keyOf: (row: T) => string) {
    this.#table = table;
    this.#keyOf = keyOf;
    company.onChange(() => {
      this.#groups = null;
    });
  }

  of(key: string): readonly T[] {
    this.#groups ??= Map.groupBy(this.#table.values(), this.#keyOf);
    return this.#groups.get(key) ?? [];
  }
}
