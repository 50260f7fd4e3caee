import type { SeededRandom } from '../random.ts';
import { Collection } from './collection.ts';
import type { Files, FilesContent } from './files.ts';
import type { AshbyRecords } from './records.ts';
import type { AshbyWebhook, Webhooks } from './webhooks.ts';

/** Everything that requests can change. */
export interface AshbyParts {
  records: AshbyRecords;
  random: SeededRandom;
  files: Files;
  webhooks: Webhooks;
}

/** The same as plain data, with the seed that it grew from. */
interface AshbySnapshot {
  seed: number;
  candidates: number;
  /** Collections as their slots, sets and maps as they are. */
  records: Record<string, unknown>;
  random: number;
  files: FilesContent;
  webhooks: ReadonlyMap<string, AshbyWebhook>;
}

type Origin = Pick<AshbySnapshot, 'seed' | 'candidates'>;

export function takeSnapshot(
  { records, random, files, webhooks }: AshbyParts,
  { seed, candidates }: Origin,
): AshbySnapshot {
  const held = Object.entries(records).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Collection ? value.slots : value,
  ]);
  return {
    seed,
    candidates,
    records: Object.fromEntries(held) as Record<string, unknown>,
    random: random.state,
    files: files.content,
    webhooks: webhooks.settings,
  };
}

/** Puts saved data in place of what was seeded; a kind of record that it does not know stays. */
export function restoreSnapshot(parts: AshbyParts, origin: Origin, saved: unknown): void {
  const snapshot = saved as AshbySnapshot;
  if (snapshot.seed !== origin.seed || snapshot.candidates !== origin.candidates) {
    throw new Error(
      `The saved simulator has ${snapshot.candidates} candidates of seed ${snapshot.seed}, ` +
        `not ${origin.candidates} of seed ${origin.seed}.`,
    );
  }
  for (const [name, value] of Object.entries(snapshot.records)) {
    const held = Array.isArray(value) ? new Collection(value) : value;
    if (name in parts.records) Object.assign(parts.records, { [name]: held });
  }
  parts.random.state = snapshot.random;
  parts.files.restore(snapshot.files);
  parts.webhooks.restore(snapshot.webhooks);
}
