import type { Connector, ModelName, Page, ReadModel, RecordByModel } from '@hirewire/connector-kit';
import {
  createContext,
  createLocalLimiter,
  createRemoteClient,
  systemClock,
} from '@hirewire/connector-kit';

const pageSize = 100;

/**
 * Reads all of a vendor once and returns a connector that replays it from memory in pages of 100,
 * to measure the engine and the store without the vendor and the network.
 */
export async function recordConnector(
  connector: Connector,
  remote: { url: string; credentials: unknown },
): Promise<Connector> {
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
  const read: Record<string, unknown> = {};
  for (const [model, readModel] of Object.entries(connector.read)) {
    const pages = (readModel as ReadModel<ModelName>)(context, { since: null, resumeFrom: null });
    const records: RecordByModel[ModelName][] = [];
    for await (const page of pages) records.push(...(page.records as RecordByModel[ModelName][]));
    read[model] = () => replay(records);
  }
  return { ...connector, read: read as Connector['read'], incrementalModels: [] };
}

async function* replay<M extends ModelName>(records: RecordByModel[M][]): AsyncGenerator<Page<M>> {
  for (let start = 0; ; start += pageSize) {
    const end = start + pageSize;
    const isLast = end >= records.length;
    const resumeFrom = isLast ? null : { start: end };
    yield { records: records.slice(start, end), resumeFrom, completeness: 'full' };
    if (isLast) return;
  }
}
