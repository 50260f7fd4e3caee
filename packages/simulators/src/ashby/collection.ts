/**
 * Records of one kind in the order in which they last changed.
 *
 * The order *is* the sync log: a change moves the record to the end and leaves a hole behind. So a
 * full read is a walk from the start, a read of changes is a walk from an earlier end, a record
 * that changes while somebody pages is seen again later, and nothing that stays is ever skipped.
 */
export class Collection<T extends { id: string }> {
  readonly #slots: (T | undefined)[];
  readonly #slotOf = new Map<string, number>();

  /** With the slots of an earlier collection it goes on where that one was. */
  constructor(slots: readonly (T | undefined)[] = []) {
    this.#slots = [...slots];
    for (const [slot, record] of slots.entries()) {
      if (record !== undefined) this.#slotOf.set(record.id, slot);
    }
  }

  /** The records in their order, with the holes that changes left. */
  get slots(): readonly (T | undefined)[] {
    return this.#slots;
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

  /** Removes a record without a trace: reads of changes do not tell. */
  delete(id: string): void {
    this.#leaveHole(id);
    this.#slotOf.delete(id);
  }

  *values(): IterableIterator<T> {
    for (const record of this.#slots) if (record !== undefined) yield record;
  }

  /**
   * Up to `limit` accepted records from position `from`. `next` is the position of the accepted
   * record that follows, or null when there is none.
   */
  page(from: number, limit: number, accept: (record: T) => boolean): Page<T> {
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

export interface Page<T> {
  records: T[];
  next: number | null;
}
