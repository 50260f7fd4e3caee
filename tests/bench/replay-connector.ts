import type { Connector, ModelName, Page, RecordByModel } from '@hirewire/connector-kit';
import { copyOf } from './copied-records.ts';
import type { Recording } from './recording.ts';

const pageSize = 100;

type AnyRecord = RecordByModel[ModelName];

/**
 * A vendor that replays a recording in pages of 100: the engine and the store without vendor and
 * network. It has as many copies of the recording as it is told, each made when it is asked for, so
 * that a large vendor needs no more memory than a small one.
 */
export interface ReplayedVendor {
  connector: Connector;
  /** How many records of a model there are. */
  count(model: ModelName): number;
  /** Replaces records, which the next delta tells of. */
  change(model: ModelName, indexes: readonly number[], edit: (record: object) => object): void;
}

/** What all copies have in common, so that many records stand in one stage. */
const shared: readonly ModelName[] = [
  'application_stages',
  'users',
  'roles',
  'tags',
  'rejection_reasons',
];

export function replayVendor(
  connector: Connector,
  recording: Recording,
  copies: number,
): ReplayedVendor {
  const models = Object.keys(recording) as ModelName[];
  const changes: { model: ModelName; index: number }[] = [];
  const changed = new Map<string, AnyRecord>();
  const count = (model: ModelName): number =>
    recording[model].length * (shared.includes(model) ? 1 : copies);
  const at = (model: ModelName, index: number): AnyRecord => {
    const records = recording[model];
    const record = records[index % records.length] as AnyRecord;
    const own = changed.get(`${model} ${index}`);
    if (own !== undefined) return own;
    return shared.includes(model)
      ? record
      : copyOf(model, record, Math.floor(index / records.length));
  };
  const read = Object.fromEntries(
    models.map((model) => [
      model,
      (_: unknown, { since }: { since: { changes: number } | null }) => {
        const told = changes
          .slice(since?.changes ?? 0)
          .flatMap((change) => (change.model === model ? [change.index] : []));
        return replay({
          length: since === null ? count(model) : told.length,
          at: (place) => at(model, since === null ? place : (told[place] ?? 0)),
          completeness: since === null ? 'full' : 'changes',
          since: { changes: changes.length },
        });
      },
    ]),
  );
  return {
    connector: {
      ...connector,
      checkCredentials: async () => ({ missingPermissions: [], accountLabel: null }),
      read: read as Connector['read'],
      incrementalModels: models,
    },
    count,
    change(model, indexes, edit) {
      for (const index of indexes) {
        changed.set(`${model} ${index}`, edit(at(model, index)) as AnyRecord);
        changes.push({ model, index });
      }
    },
  };
}

async function* replay(records: {
  length: number;
  at: (place: number) => AnyRecord;
  completeness: 'full' | 'changes';
  since: { changes: number };
}): AsyncGenerator<Page<ModelName>> {
  const { length, at, completeness, since } = records;
  for (let start = 0; ; start += pageSize) {
    const end = Math.min(start + pageSize, length);
    const page = Array.from({ length: end - start }, (_, place) => at(start + place));
    const isLast = end === length;
    const told = { records: page, resumeFrom: isLast ? null : { start: end }, completeness };
    yield isLast ? { ...told, since } : told;
    if (isLast) return;
  }
}
