import type { Now } from '../clock.ts';
import type { SeededRandom } from '../random.ts';
import type { Collection } from './collection.ts';
import type { AshbyRecords } from './records.ts';
import type { AshbyWebhookType, Webhooks } from './webhooks.ts';

export interface RecordChangesParts {
  records: AshbyRecords;
  random: SeededRandom;
  webhooks: Webhooks;
  now: Now;
}

/** What every change of records needs: stamps, new ids, the sync log and the webhooks. */
export class RecordChanges {
  readonly records: AshbyRecords;
  /** For new ids. */
  readonly random: SeededRandom;
  readonly #webhooks: Webhooks;
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
    collection: Collection<T>,
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
