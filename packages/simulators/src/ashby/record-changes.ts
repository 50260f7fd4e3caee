import type { Now } from '../kit/clock.ts';
import type { SeededRandom } from '../kit/random.ts';
import type { Table } from '../kit/table.ts';
import type { AshbyRecords } from './records.ts';
import type { AshbyWebhookType, AshbyWebhooks } from './webhooks.ts';

export interface RecordChangesParts {
  records: AshbyRecords;
  random: SeededRandom;
  webhooks: AshbyWebhooks;
  now: Now;
}

/** What every change of records needs: stamps, new ids, the sync log and the webhooks. */
export class RecordChanges {
  readonly records: AshbyRecords;
  /** For new ids. */
  readonly random: SeededRandom;
  readonly #webhooks: AshbyWebhooks;
  readonly #now: Now;

  constructor({ records, random, webhooks, now }: RecordChangesParts) {
    this.records = records;
    this.random = random;
    this.#webhooks = webhooks;
    this.#now = now;
  }

  /** The present moment as ISO text. */
  stamp(): string {
    return new Date(this.#now()).toISOString();
  }

  /** Changes the record itself, so that records that repeat it show the change too. */
  change<T extends { id: string; updatedAt?: string }>(
    collection: Table<T>,
    id: string,
    patch: Partial<T>,
  ): T {
    const record = collection.get(id);
    if (record.updatedAt !== undefined) record.updatedAt = this.stamp();
    return collection.put(Object.assign(record, patch));
  }

  announce(type: AshbyWebhookType, content: object): void {
    this.#webhooks.announce(type, content);
  }
}
