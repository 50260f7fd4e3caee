import type {
  Connector,
  ModelName,
  Page,
  ReadModel,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { modelNames, RemoteError } from '@hirewire/connector-kit';
import { z } from 'zod';

type Records = { [M in ModelName]: Map<string, RecordByModel[M]> };

/** A vendor that lives in the test's memory, with a change log for delta reads. */
export interface InMemoryRemote {
  records: Records;
  put<M extends ModelName>(model: M, record: RecordByModel[M]): void;
  delete(model: ModelName, remoteId: string): void;
  /** Deletes a record, which every read says on its last page while it is gone. */
  bury(model: ModelName, tombstone: Tombstone): void;
  /** Called before each page is handed out; may throw or wait. */
  beforePage: (page: {
    model: ModelName;
    page: number;
    /** Aborted when the page is no longer wanted. */
    signal: AbortSignal;
  }) => void | Promise<void>;
  /** Called before each page of ids is handed out; may throw or wait. */
  beforeIds: (page: { model: ModelName; page: number }) => void | Promise<void>;
  /** Sweeps made so far. */
  sweeps: { model: ModelName; resumeFrom: unknown }[];
  /** What the vendor has counted and its list of ids does not have. */
  unlistedIds: number;
  /** Called before records are read by their ids; may throw or wait. */
  beforeReadBack: (remoteIds: readonly string[]) => void | Promise<void>;
  /** What the check of credentials fails with: the last refusal of a page, unless a test says else. */
  refusal: RemoteError | null;
  /** When the credentials expire, as it tells. */
  expiresAt: Date | null;
  /** Reads made so far. */
  reads: { model: ModelName; since: unknown; resumeFrom: unknown }[];
  pageSize: number;
}

export interface InMemoryAts {
  connector: Connector;
  remote: InMemoryRemote;
  /** Makes the vendor forget its sync tokens. */
  expireSyncTokens(): void;
}

export function createInMemoryAts(): InMemoryAts {
  const changes: { model: ModelName; remoteId: string }[] = [];
  let tombstones: { model: ModelName; tombstone: Tombstone }[] = [];
  let oldestToken = 0;
  const remote: InMemoryRemote = {
    records: Object.fromEntries(
      modelNames.map((model) => [model, new Map()]),
    ) as unknown as Records,
    put(model, record) {
      remote.records[model].set(record.remote_id, record);
      tombstones = tombstones.filter(
        (one) => one.model !== model || one.tombstone.remote_id !== record.remote_id,
      );
      changes.push({ model, remoteId: record.remote_id });
    },
    delete(model, remoteId) {
      remote.records[model].delete(remoteId);
    },
    bury(model, tombstone) {
      remote.records[model].delete(tombstone.remote_id);
      tombstones.push({ model, tombstone });
    },
    beforePage: () => undefined,
    beforeReadBack: () => undefined,
    beforeIds: () => undefined,
    sweeps: [],
    unlistedIds: 0,
    refusal: null,
    expiresAt: null,
    reads: [],
    pageSize: 10,
  };

  function select<M extends ModelName>(model: M, since: unknown): RecordByModel[M][] {
    const all: Map<string, RecordByModel[M]> = remote.records[model];
    if (since === null) return [...all.values()];
    const token = (since as { token: number }).token;
    if (token < oldestToken) {
      throw new RemoteError({ kind: 'sync-token-expired', message: 'token expired', status: 200 });
    }
    const ids = changes.slice(token).filter((change) => change.model === model);
    return [...new Set(ids.map((change) => change.remoteId))].flatMap((id) => all.get(id) ?? []);
  }

  async function* read<M extends ModelName>(
    model: M,
    request: { since: unknown; resumeFrom: unknown },
    signal: AbortSignal,
  ): AsyncGenerator<Page<M>> {
    remote.reads.push({ model, ...request });
    const token = changes.length;
    const records = select(model, request.since);
    let start = (request.resumeFrom as { start: number } | null)?.start ?? 0;
    for (let page = 1; ; page += 1) {
      try {
        await remote.beforePage({ model, page, signal });
      } catch (error) {
        if (error instanceof RemoteError && error.kind === 'authentication') {
          remote.refusal = error;
        }
        throw error;
      }
      const end = start + remote.pageSize;
      const isLast = end >= records.length;
      const buried = isLast ? tombstones.filter((one) => one.model === model) : [];
      yield {
        records: [...records.slice(start, end), ...buried.map(({ tombstone }) => tombstone)],
        resumeFrom: isLast ? null : { start: end },
        completeness: request.since === null ? 'full' : 'changes',
        ...(isLast ? { since: { token } } : {}),
      };
      if (isLast) return;
      start = end;
    }
  }

  async function* listIds(model: ModelName, { resumeFrom }: { resumeFrom: unknown }) {
    remote.sweeps.push({ model, resumeFrom });
    let start = (resumeFrom as { start: number } | null)?.start ?? 0;
    for (let page = 1; ; page += 1) {
      await remote.beforeIds({ model, page });
      const all = [...remote.records[model].keys()];
      const end = start + remote.pageSize;
      const isLast = end >= all.length;
      yield {
        remoteIds: all.slice(start, end),
        resumeFrom: isLast ? null : { start: end },
        ...(isLast && { unlistedRecords: remote.unlistedIds }),
      };
      if (isLast) return;
      start = end;
    }
  }

  const connector: Connector = {
    specificationVersion: 1,
    tool: {
      id: 'pretend',
      label: 'Pretend',
      internalLabel: null,
      category: 'ATS',
      connectionGuideUrl: null,
    },
    credentials: {
      schema: z.object({ api_key: z.string() }),
      fields: { api_key: { label: 'API key', help: 'Any text', isSecret: true } },
    },
    remote: {
      baseUrl: () => 'http://127.0.0.1:9',
      authenticate: () => ({ type: 'bearer', token: 'x' }),
      limit: { requests: 1000, windowMs: 1000, concurrency: 4, source: 'a test' },
      errors: [],
    },
    coverage: { readModels: {}, writeActions: {}, features: {} },
    async checkCredentials() {
      if (remote.refusal !== null) throw remote.refusal;
      return { missingPermissions: [], accountLabel: null, expiresAt: remote.expiresAt };
    },
    read: Object.fromEntries(
      modelNames.map((model) => [
        model,
        ((context, request) => read(model, request, context.signal)) satisfies ReadModel<
          typeof model
        >,
      ]),
    ),
    incrementalModels: modelNames,
    listIds: {
      candidates: (_, request) => listIds('candidates', request),
      applications: (_, request) => listIds('applications', request),
    },
    write: {
      async moveApplicationToStage(_, { application: { remoteId }, stageRemoteId }) {
        const application = remote.records.applications.get(remoteId);
        if (application !== undefined) {
          remote.put('applications', { ...application, current_stage_remote_id: stageRemoteId });
        }
        return { changed: [{ model: 'applications', remoteId }], warnings: [] };
      },
    },
    readById: {
      applications: async (_, ids) => {
        await remote.beforeReadBack(ids);
        return ids.map(
          (id) => remote.records.applications.get(id) ?? { remote_id: id, deleted: true },
        );
      },
    },
  };
  return { connector, remote, expireSyncTokens: () => (oldestToken = changes.length + 1) };
}
