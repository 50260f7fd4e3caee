import { readListPages } from '../call-ashby.ts';
import type { AshbyBody } from '../call-ashby.ts';
import type {
  ConnectorContext,
  Json,
  ModelName,
  Page,
  ReadRequest,
  RecordByModel,
} from '@hirewire/connector-kit';
import { z } from 'zod';

const Since = z.object({ syncToken: z.string() }).nullable();
const ResumePoint = z.object({ cursor: z.string() }).nullable();

export interface IncrementalList<Model extends ModelName> {
  /** A list method that takes a sync token. */
  method: string;
  /** Filters. A sync token is only good for the filters that it was given for. */
  body?: AshbyBody;
  toRecords(
    results: Json[],
    completeness: 'full' | 'changes',
  ): RecordByModel[Model][] | Promise<RecordByModel[Model][]>;
}

/**
 * Reads a model from a list method with sync tokens. The token comes with the last page of a
 * read; sent with every page of the next one, it leaves only what has changed since:
 * https://developers.ashbyhq.com/docs/pagination-and-incremental-sync
 */
export async function* readIncrementally<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  list: IncrementalList<Model>,
): AsyncGenerator<Page<Model>, void> {
  const since = Since.parse(request.since);
  const startCursor = ResumePoint.parse(request.resumeFrom)?.cursor ?? null;
  const completeness = since === null ? 'full' : 'changes';
  const body = { ...list.body, ...since };
  for await (const page of readListPages(context, list.method, body, startCursor)) {
    const records = await list.toRecords(page.results, completeness);
    const { nextCursor } = page;
    if (nextCursor !== null) {
      yield { records, resumeFrom: { cursor: nextCursor }, completeness };
      continue;
    }
    // Without a new token the old one still stands: the next delta only repeats this one.
    const syncToken = page.syncToken ?? since?.syncToken;
    const end = { records, resumeFrom: null, completeness } as const;
    yield syncToken === undefined ? end : { ...end, since: { syncToken } };
  }
}
