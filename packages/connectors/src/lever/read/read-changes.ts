import { PagePosition, RemoteError, parseResults, readByDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  DatedPage,
  Json,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
  RemoteRequest,
  Tombstone,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { readLeverPages } from '../call-lever.ts';
import type { LeverPage } from '../call-lever.ts';
import { LeverDeleted } from '../remote-types.ts';

type Completeness = 'full' | 'changes';
type Records<Model extends ModelName> = (RecordByModel[Model] | Tombstone)[];

/** How a model is read from a list that can be asked for what has changed. */
export interface ChangingList<Model extends ModelName> {
  model: Model;
  path: '/opportunities' | '/postings';
  query?: RemoteRequest['query'];
  /**
   * Stands for what records show and no date tells of: when it has changed, everything is read. Null
   * where it could not be read: then it counts as unchanged.
   */
  fingerprint?: string | null;
  /** Rows whose details are read before the read can be resumed; default: a page. */
  rowsAtOnce?: number;
  toRecords(rows: Json[], read: { completeness: Completeness }): Promise<Records<Model>>;
  /** What deleted rows mean. Left out where only a full read can tell. */
  toDeleted?(deleted: z.output<typeof LeverDeleted>[]): Promise<Records<Model>>;
}

const Position = z.object({ list: z.enum(['changed', 'deleted']), at: PagePosition.nullable() });
const start: z.infer<typeof Position> = { list: 'changed', at: null };

/** Reads a list, all of it or what has changed, and then what was deleted. */
export function readChanges<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  list: ChangingList<Model>,
): AsyncGenerator<Page<Model>, void> {
  let answeredAt: Date | null = null;
  return readByDate<Model>(context, request, {
    fingerprint: list.fingerprint,
    vendorTime: () => answeredAt,
    async *pages({ changedFrom, resumeFrom }) {
      const position = Position.safeParse(resumeFrom).data ?? start;
      const deletedFrom = list.toDeleted === undefined ? null : changedFrom;
      if (position.list === 'changed') {
        const completeness = changedFrom === null ? 'full' : 'changes';
        for await (const page of readChanged(context, list, { changedFrom, at: position.at })) {
          answeredAt ??= page.answeredAt;
          const records = await list.toRecords(page.results, { completeness });
          yield { records, resumeFrom: pointAfter(page, deletedFrom) };
        }
      }
      if (deletedFrom === null) return;
      const at = position.list === 'deleted' ? position.at : null;
      yield* readDeleted(context, list, { deletedFrom, at });
    },
  });
}

function pointAfter({ next }: LeverPage, deletedFrom: Date | null): Json {
  if (next !== null) return { list: 'changed', at: next };
  return deletedFrom === null ? null : { list: 'deleted', at: null };
}

function readChanged<Model extends ModelName>(
  context: ConnectorContext,
  { path, query, rowsAtOnce }: ChangingList<Model>,
  { changedFrom, at }: { changedFrom: Date | null; at: PagePosition | null },
): AsyncGenerator<LeverPage, void> {
  const changed = changedFrom === null ? {} : { updated_at_start: changedFrom.getTime() };
  const asked = { ...query, confidentiality: 'all', ...changed };
  return readLeverPages(context, { path, query: asked, rowsAtOnce }, at);
}

async function* readDeleted<Model extends ModelName>(
  context: ConnectorContext,
  list: ChangingList<Model>,
  { deletedFrom, at }: { deletedFrom: Date; at: PagePosition | null },
): AsyncGenerator<DatedPage<Model>, void> {
  const path = `${list.path}/deleted`;
  try {
    const query = { deleted_at_start: deletedFrom.getTime() };
    for await (const { results, next } of readLeverPages(context, { path, query }, at)) {
      const deleted = parseResults(LeverDeleted, results, { model: list.model, context });
      const records = (await list.toDeleted?.(deleted.map(({ parsed }) => parsed))) ?? [];
      yield { records, resumeFrom: next === null ? null : { list: 'deleted', at: next } };
    }
  } catch (error) {
    const isRefused = error instanceof RemoteError && /^(?:permission|not-found)$/.test(error.kind);
    if (!isRefused) throw error;
    // A full read finds what was deleted.
    context.reportIssue({ model: list.model, field: 'deleted', sample: error.message });
    yield { records: [], resumeFrom: null };
  }
}

/** The tombstones of a delta. */
export function toTombstones(deleted: readonly { id: string }[]): Promise<Tombstone[]> {
  return Promise.resolve(deleted.map(({ id }) => ({ remote_id: id, deleted: true })));
}
