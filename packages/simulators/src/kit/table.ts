/**
 * Records of one kind in the order in which they last changed.
 *
 * The order *is* the sync log: a change moves the record to the end and leaves a hole behind. So a
 * full read is a walk from the start, a read of changes is a walk from an earlier end, a record
 * that changes while somebody pages is seen again later, and nothing that stays is ever skipped.
 */
export class Table<T extends { id: string }> {
  #slots: (T | undefined)[] = [];
  #slotOf = new Map<string, number>();
  #deletions: Deletion[] = [];

  /** What a state file keeps. Not a copy. */
  get content(): TableContent<T> {
    return { slots: this.#slots, deletions: this.#deletions };
  }

  /** Goes on where another table was. Earlier state files have the slots alone. */
  restore(content: TableContent<T> | readonly (T | undefined)[]): void {
    const isEarlier = 'length' in content;
    const slots = isEarlier ? content : content.slots;
    this.#slots = [...slots];
    this.#slotOf = new Map();
    for (const [slot, record] of slots.entries()) {
      if (record !== undefined) this.#slotOf.set(record.id, slot);
    }
    this.#deletions = isEarlier ? [] : [...content.deletions];
  }

  /** What was deleted with its moment, in that order. */
  get deletions(): readonly Deletion[] {
    return this.#deletions;
  }

  get count(): number {
    return this.#slotOf.size;
  }

  /** The position behind the newest change. */
  get end(): number {
    return this.#slots.length;
  }

  find(id: string): T | null {
    const slot = this.#slotOf.get(id);
    return slot === undefined ? null : (this.#slots[slot] ?? null);
  }

  /** For tests and mutations, which name records that must exist. */
  get(id: string): T {
    const record = this.find(id);
    if (record === null) throw new Error(`The simulator has no record ${id}`);
    return record;
  }

  /** Adds a record, or puts it in place of the one with the same id; either way it has changed. */
  put(record: T): T {
    this.#leaveHole(record.id);
    this.#slotOf.set(record.id, this.#slots.length);
    this.#slots.push(record);
    return record;
  }

  /**
   * Removes a record: reads of changes do not tell. With a moment (epoch milliseconds) it is among
   * the `deletions`, for vendors that have a list of them.
   */
  delete(id: string, at?: number): void {
    this.#leaveHole(id);
    if (this.#slotOf.delete(id) && at !== undefined) this.#deletions.push({ id, at });
  }

  *values(): IterableIterator<T> {
    for (const record of this.#slots) if (record !== undefined) yield record;
  }

  /**
   * Up to `limit` accepted records from position `from`. `next` is the position of the accepted
   * record that follows, or null when there is none.
   */
  page(from: number, limit: number, accept: (record: T) => boolean): TablePage<T> {
    const records: T[] = [];
    for (let position = from; position < this.#slots.length; position += 1) {
      const record = this.#slots[position];
      if (record === undefined || !accept(record)) continue;
      if (records.length === limit) return { records, next: position };
      records.push(record);
    }
    return { records, next: null };
  }

  #leaveHole(id: string): void {
    const slot = this.#slotOf.get(id);
    if (slot !== undefined) this.#slots[slot] = undefined;
  }
}

export interface TableContent<T> {
  /** The records in their order, with the holes that changes left. */
  slots: readonly (T | undefined)[];
  deletions: readonly Deletion[];
}

export interface Deletion {
  id: string;
  /** Epoch milliseconds. */
  at: number;
}

interface TablePage<T> {
  records: T[];
  next: number | null;
}
