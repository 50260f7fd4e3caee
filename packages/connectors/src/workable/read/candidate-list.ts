import { parseResults, readByDate, readNewestFirst, toIsoDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  Json,
  ModelName,
  NewestFirstPage,
  Page,
  ReadRequest,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { PagePosition } from '@hirewire/connector-kit';
import { z } from 'zod';
import { readWorkablePages } from '../call-workable.ts';
import type { WorkableList } from '../call-workable.ts';

/** https://workable.readme.io/reference/job-candidates-index */
export const candidatesPath = '/candidates';

/** Each takes a request of its own, or more. A read that is interrupted goes on after so many. */
const candidatesAtOnce = 20;

const unchecked = z.unknown().optional();

/** What reading the details needs to know: their values are parsed where they are used. */
const Entry = z.object({
  id: z.string().min(1),
  created_at: unchecked,
  updated_at: unchecked,
  stage_kind: unchecked,
  moved_to_offer_at: unchecked,
  hired_at: unchecked,
});
export type Entry = z.infer<typeof Entry>;

export interface Listed {
  raw: Json;
  parsed: Entry;
}

/** Tells whether an answer about a candidate is that of another model of the same run. */
export const versionOf = ({ updated_at: updatedAt }: Entry): string => String(updatedAt);

interface CandidateList<Model extends ModelName> {
  model: Model;
  /** Whether each candidate is one record. */
  isCounted: boolean;
  toRecords: (listed: Listed[]) => Promise<(RecordByModel[Model] | Tombstone)[]>;
}

/**
 * Reads what belongs to all candidates, those who came lately first, or to those who have changed. A
 * change of the stage, a comment or a tag changes their date, too.
 */
export function readCandidateList<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  { model, isCounted, toRecords }: CandidateList<Model>,
): AsyncGenerator<Page<Model>, void> {
  let answeredAt: Date | null = null;
  const list = (query: WorkableList['query'], rowsAtOnce?: number): WorkableList => ({
    path: candidatesPath,
    name: 'candidates',
    query: { ...query },
    rowsAtOnce,
    onAnswer: (at) => (answeredAt ??= at),
  });
  return readByDate<Model>(context, request, {
    vendorTime: () => answeredAt,
    async *pages({ changedFrom, resumeFrom }) {
      const isFull = changedFrom === null;
      const changed = list({ updated_after: changedFrom?.toISOString() }, candidatesAtOnce);
      const pages = isFull
        ? readNewestFirst<Json>(context, {
            resumeFrom,
            isCounted,
            rowsAtOnce: candidatesAtOnce,
            createdAt: createdAtOf,
            pages: ({ createdAfter, from, rowsAtOnce }) => {
              const query = { created_after: createdAfter?.toISOString() };
              return readWorkablePages(context, list(query, rowsAtOnce), from);
            },
          })
        : readOn(context, changed, resumeFrom);
      for await (const { rows, expectedRecords, ...page } of pages) {
        const found = parseResults(Entry, [...rows], { model, context });
        const records = await toRecords(found);
        yield {
          // In a full read, what is not told is gone.
          records: records.filter((record) => !isFull || !('deleted' in record)),
          ...page,
          ...(expectedRecords !== null && { expectedRecords }),
        };
      }
    },
  });
}

async function* readOn(
  context: ConnectorContext,
  list: WorkableList,
  resumeFrom: Json,
): AsyncGenerator<NewestFirstPage<Json>, void> {
  const from = PagePosition.safeParse(resumeFrom).data ?? null;
  for await (const { rows, next } of readWorkablePages(context, list, from)) {
    yield { rows, resumeFrom: next, expectedRecords: null };
  }
}

const Created = Entry.pick({ created_at: true });

/** Asked of each row several times, as the list is read in parts. */
function createdAtOf(row: Json): Date | null {
  const date = toIsoDate(Created.safeParse(row).data?.created_at, null);
  return date === null ? null : new Date(date);
}
