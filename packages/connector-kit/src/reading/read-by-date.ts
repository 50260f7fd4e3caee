import { z } from 'zod';
import type { ConnectorContext } from '../declaration/connector-context.ts';
import type { Page, ReadRequest } from '../declaration/connector.ts';
import type { Json, ModelName } from '../declaration/records.ts';

/** How a model is read whose records have a date of their last change. */
export interface ReadByDate<Model extends ModelName> {
  /**
   * When the vendor answered, by its own clock: its `Date` header. Null where it does not tell: ours
   * counts then, with an overlap of an hour. Asked once, when the first page is there.
   */
  vendorTime: () => Date | null | Promise<Date | null>;
  /**
   * How much later than its date a change may show, in milliseconds; default ten minutes. Longer than
   * a request takes. It makes up for filters that leave out their own bound, too.
   */
  overlapMs?: number;
  /**
   * Represents what the records show but no date covers: if it has changed, everything is read.
   * Null where it could not be read: then it counts as unchanged.
   */
  fingerprint?: string | null | undefined;
  /** The pages of what has changed since a time; of everything where that is null. */
  pages: (inner: InnerRead) => AsyncIterable<DatedPage<Model>>;
}

export interface InnerRead {
  changedFrom: Date | null;
  /** As for `ReadRequest`. */
  resumeFrom: Json;
}

/** A page without what `readByDate` knows. */
export type DatedPage<Model extends ModelName> = Omit<Page<Model>, 'completeness' | 'since'>;

const defaultOverlapMs = 10 * 60_000;
/** Our clock may be wrong by more than a vendor's changes are late. */
const overlapOfOurClockMs = 60 * 60_000;

const Since = z.object({ changedFrom: z.number(), fingerprint: z.string() });
const Position = z.object({ start: Since, inner: z.json() });

/**
 * Reads a model in full, or what has changed since its last read began, by the vendor's clock. An
 * interrupted read keeps the time at which it began. A `since` of another form leads to a full read.
 *
 * @example
 * const read: ReadModel<'jobs'> = (context, request) => {
 *   let answeredAt: Date | null = null;
 *   return readByDate(context, request, {
 *     vendorTime: () => answeredAt,
 *     async *pages({ changedFrom, resumeFrom }) {
 *       const query = { updated_after: changedFrom?.toISOString() };
 *       for await (const page of listJobs(context, query, toPagePosition(resumeFrom))) {
 *         answeredAt = page.answeredAt;
 *         yield { records: page.rows.map(toJob), resumeFrom: page.next };
 *       }
 *     },
 *   });
 * };
 */
export async function* readByDate<Model extends ModelName>(
  context: Pick<ConnectorContext, 'clock'>,
  request: ReadRequest,
  { fingerprint = '', pages, ...clocks }: ReadByDate<Model>,
): AsyncGenerator<Page<Model>, void> {
  const { since, resumed, current } = open(request, fingerprint);
  const completeness = since === null ? 'full' : 'changes';
  const changedFrom = since === null ? null : new Date(since.changedFrom);
  let start = resumed?.start;
  for await (const page of pages({ changedFrom, resumeFrom: resumed?.inner ?? null })) {
    start ??= { changedFrom: await findStart(context, clocks), fingerprint: current };
    yield page.resumeFrom === null
      ? { ...page, completeness, since: start }
      : { ...page, completeness, resumeFrom: { start, inner: page.resumeFrom } };
  }
}

/** `since` is null for a full read; `current`: the fingerprint of this read. */
function open(request: ReadRequest, fingerprint: string | null) {
  const resumed = Position.safeParse(request.resumeFrom).data;
  const last = Since.safeParse(request.since).data ?? null;
  const current = resumed?.start.fingerprint ?? fingerprint ?? last?.fingerprint ?? '';
  return { resumed, current, since: last?.fingerprint === current ? last : null };
}

async function findStart(
  { clock }: Pick<ConnectorContext, 'clock'>,
  { vendorTime, overlapMs = defaultOverlapMs }: Omit<ReadByDate<ModelName>, 'pages'>,
): Promise<number> {
  const time = await vendorTime();
  const from =
    time === null ? clock.now().getTime() - overlapOfOurClockMs : time.getTime() - overlapMs;
  return Math.max(0, from);
}
