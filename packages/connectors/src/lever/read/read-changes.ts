import { RemoteError, parseResults } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
  RemoteRequest,
  Tombstone,
} from '@hirewire/connector-kit';
import type { z } from 'zod';
import { readLeverPages } from '../call-lever.ts';
import { LeverDeleted } from '../remote-types.ts';
import { Position, Since, partsOf, positionAfter, startOf, toSince } from './position.ts';

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

/**
 * Reads a list, all of it or what has changed, and then what was deleted. The next delta begins at
 * the time when this read began, by Lever's clock (the `Date` header), with an overlap.
 */
export async function* readChanges<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  list: ChangingList<Model>,
): AsyncGenerator<Page<Model>, void> {
  const resumed = Position.safeParse(request.resumeFrom).data ?? null;
  const since = findSince(request, resumed ?? list);
  const completeness = since === null ? 'full' : 'changes';
  const deletedFrom = list.toDeleted === undefined ? null : (since?.changedFrom ?? null);
  let end = resumed;
  for await (const { records, position } of readChanged(context, list, { since, resumed })) {
    end = position;
    const isLast = position.list === 'deleted' && deletedFrom === null;
    yield isLast
      ? { records, completeness, resumeFrom: null, since: toSince(position) }
      : { records, completeness, resumeFrom: position };
  }
  if (end === null || deletedFrom === null) return;
  yield* readDeleted(context, list, { position: end, deletedFrom });
}

/** What we cannot read any more (an older form) leads to a full read, which is always right. */
function findSince(
  request: ReadRequest,
  { fingerprint = '' }: { fingerprint?: string | null },
): Since | null {
  const since = Since.safeParse(request.since).data ?? null;
  return fingerprint === null || since?.fingerprint === fingerprint ? since : null;
}

interface Start {
  since: Since | null;
  resumed: Position | null;
}

/** Each page with where the read goes on after it: at the deleted ones, after the last. */
async function* readChanged<Model extends ModelName>(
  context: ConnectorContext,
  list: ChangingList<Model>,
  { since, resumed }: Start,
): AsyncGenerator<{ records: Records<Model>; position: Position }, void> {
  if (resumed?.list === 'deleted') return;
  const { path } = list;
  const completeness = since === null ? 'full' : 'changes';
  const query = { ...list.query, confidentiality: 'all', ...changedAfter(since) };
  let position = resumed;
  for await (const page of readLeverPages(context, { path, query }, resumed?.at ?? null)) {
    const fingerprint = list.fingerprint ?? since?.fingerprint ?? '';
    position ??= startOf(context, fingerprint, page.answeredAt);
    for (const part of partsOf(page, position, list.rowsAtOnce)) {
      const records = await list.toRecords(part.rows, { completeness });
      position = positionAfter(part, position);
      yield { records, position };
    }
  }
}

function changedAfter(since: Since | null): { updated_at_start?: number } {
  return since === null ? {} : { updated_at_start: Math.max(0, since.changedFrom) };
}

async function* readDeleted<Model extends ModelName>(
  context: ConnectorContext,
  list: ChangingList<Model>,
  { position, deletedFrom }: { position: Position; deletedFrom: number },
): AsyncGenerator<Page<Model>, void> {
  const since = toSince(position);
  const completeness = 'changes';
  const path = `${list.path}/deleted`;
  try {
    const query = { deleted_at_start: Math.max(0, deletedFrom) };
    for await (const { results, next } of readLeverPages(context, { path, query }, position.at)) {
      const deleted = parseResults(LeverDeleted, results, { model: list.model, context });
      const records = (await list.toDeleted?.(deleted.map(({ parsed }) => parsed))) ?? [];
      yield next === null
        ? { records, resumeFrom: null, completeness, since }
        : { records, resumeFrom: { ...position, at: next }, completeness };
    }
  } catch (error) {
    const isRefused = error instanceof RemoteError && /^(?:permission|not-found)$/.test(error.kind);
    if (!isRefused) throw error;
    // A full read finds what was deleted.
    context.reportIssue({ model: list.model, field: 'deleted', sample: error.message });
    yield { records: [], resumeFrom: null, completeness, since };
  }
}

/** The tombstones of a delta. */
export function toTombstones(deleted: readonly { id: string }[]): Promise<Tombstone[]> {
  return Promise.resolve(deleted.map(({ id }) => ({ remote_id: id, deleted: true })));
}
