import type { Connector, ModelName, Page, ReadModel, RecordByModel } from '@hirewire/connector-kit';
import {
  createContext,
  createLocalLimiter,
  createRemoteClient,
  systemClock,
} from '@hirewire/connector-kit';

const pageSize = 100;

/** A vendor in memory, in pages of 100: the engine and the store without vendor and network. */
export interface ReplayedVendor {
  connector: Connector;
  records: Readonly<Record<ModelName, RecordByModel[ModelName][]>>;
  /** Replaces records, which the next delta tells of. */
  change(model: ModelName, indexes: readonly number[], edit: (record: object) => object): void;
}

/** Reads all of a vendor once. */
export async function recordConnector(
  connector: Connector,
  remote: { url: string; credentials: unknown },
): Promise<ReplayedVendor> {
  const nothing = (): void => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing };
  const { signal } = new AbortController();
  const context = createContext({
    remote: createRemoteClient({
      declaration: { ...connector.remote, limit: { ...connector.remote.limit, requests: 100_000 } },
      credentials: connector.credentials.schema.parse(remote.credentials),
      baseUrl: remote.url,
      limiter: createLocalLimiter(systemClock),
      clock: systemClock,
      log,
      signal,
    }),
    settings: { read_screening_answers: 'none' },
    clock: systemClock,
    log,
    signal,
  });
  const all: Record<string, RecordByModel[ModelName][]> = {};
  const changes: { model: ModelName; record: RecordByModel[ModelName] }[] = [];
  for (const [model, readModel] of Object.entries(connector.read)) {
    const pages = (readModel as ReadModel<ModelName>)(context, { since: null, resumeFrom: null });
    const records: RecordByModel[ModelName][] = (all[model] = []);
    for await (const page of pages) {
      for (const record of page.records) records.push(record as RecordByModel[ModelName]);
    }
  }
  const read = Object.fromEntries(
    Object.keys(all).map((model) => [
      model,
      (_: unknown, { since }: { since: unknown }) => {
        const from = since === null ? null : (since as { changes: number }).changes;
        const told = changes.slice(from ?? 0).filter((change) => change.model === model);
        const records = from === null ? (all[model] ?? []) : told.map(({ record }) => record);
        return replay(records, from === null ? 'full' : 'changes', { changes: changes.length });
      },
    ]),
  );
  return {
    connector: {
      ...connector,
      read: read as Connector['read'],
      incrementalModels: Object.keys(all) as ModelName[],
    },
    records: all as ReplayedVendor['records'],
    change(model, indexes, edit) {
      for (const index of indexes) {
        const record = edit(all[model]?.[index] ?? {}) as RecordByModel[ModelName];
        all[model]?.splice(index, 1, record);
        changes.push({ model, record });
      }
    },
  };
}

async function* replay<M extends ModelName>(
  records: readonly RecordByModel[M][],
  completeness: 'full' | 'changes',
  since: { changes: number },
): AsyncGenerator<Page<M>> {
  for (let start = 0; ; start += pageSize) {
    const end = start + pageSize;
    const isLast = end >= records.length;
    const resumeFrom = isLast ? null : { start: end };
    const page = { records: records.slice(start, end), resumeFrom, completeness };
    yield isLast ? { ...page, since } : page;
    if (isLast) return;
  }
}
