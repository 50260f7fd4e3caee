import { PagePosition } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  IdPage,
  ModelName,
  Page,
  PageOfRows,
  ReadRequest,
  RecordByModel,
  Tombstone,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { readServerTime } from '../call-odoo.ts';
import { createOdooReader } from './odoo-reader.ts';
import type { OdooDomain, OdooQuery, OdooReader, OdooRow } from './odoo-reader.ts';

/** One of Odoo's models that records of ours are made of. */
export interface Listing<Model extends ModelName> extends OdooQuery {
  /** Paths of the dates that tell of a change: its own, and that of records shown in it. */
  changeDates: readonly string[];
  /** What a sweep makes of a row; default: its id, as that of a record. */
  ids?: { fields: readonly string[]; toRemoteIds(row: OdooRow): string[] };
  toRecords(
    rows: readonly OdooRow[],
    completeness: Page<Model>['completeness'],
  ): Promise<(RecordByModel[Model] | Tombstone)[]>;
}

/** How a model is read: its listings, and what stands for that which no date tells of. */
export interface Plan<Model extends ModelName> {
  listings: [Listing<Model>, ...Listing<Model>[]];
  fingerprint: string;
}

/**
 * A record's date of change is the start of the transaction that wrote it, so that a slow one
 * shows up with a date that has already been read past. Ten minutes outlast any request: Odoo
 * itself ends one after two (`limit_time_real`).
 */
const overlapMs = 10 * 60_000;

const Since = z.object({ changedFrom: z.string(), fingerprint: z.string() });
const SweepPosition = z.object({
  /** Which listing, counted from 0. */
  listing: z.number().int(),
  at: PagePosition.nullable(),
  /** Records that Odoo has counted and not listed so far. */
  unlisted: z.number().int(),
});
type SweepPosition = z.infer<typeof SweepPosition>;
const sweepStart: SweepPosition = { listing: 0, at: null, unlisted: 0 };
const Position = Since.extend(SweepPosition.shape);
type Position = z.infer<typeof Position>;

/**
 * Reads listings one after the other, by rising id. An id never changes, so that a record which
 * changes meanwhile is neither skipped nor moved; the next delta reads it again.
 *
 * `fingerprint` stands for what the records show but no date tells of. When it has changed
 * since the last read, everything is read.
 */
export async function* readListings<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  plan: (reader: OdooReader) => Promise<Plan<Model>>,
): AsyncGenerator<Page<Model>, void> {
  const reader = createOdooReader(context);
  const { listings, fingerprint } = await plan(reader);
  let position = await findStart(context, request, fingerprint);
  const start = { changedFrom: position.changedFrom, fingerprint: position.fingerprint };
  // What we cannot read any more (an older form) leads to a full read, which is always right.
  const since = Since.safeParse(request.since).data;
  const isDelta = since !== undefined && since.fingerprint === start.fingerprint;
  const completeness = isDelta ? 'changes' : 'full';
  for (const listing of listings.slice(position.listing)) {
    const changes = isDelta ? changedSince(listing.changeDates, since.changedFrom) : [];
    const query = { ...listing, domain: [...listing.domain, ...changes] };
    for await (const page of reader.pages(query, position.at, { isCounted: !isDelta })) {
      const records = await listing.toRecords(page.rows, completeness);
      position = nextPosition(position, page);
      const { unlisted: unlistedRecords } = position;
      if (position.listing < listings.length) yield { records, resumeFrom: position, completeness };
      else yield { records, resumeFrom: null, completeness, since: start, unlistedRecords };
    }
  }
}

/** Lists the ids of all records that the listings have, without what they show of other records. */
export async function* listIdsOf<Model extends ModelName>(
  context: ConnectorContext,
  request: Pick<ReadRequest, 'resumeFrom'>,
  plan: (reader: OdooReader) => Promise<Plan<Model>>,
): AsyncGenerator<IdPage, void> {
  const reader = createOdooReader(context);
  const { listings } = await plan(reader);
  let position = SweepPosition.safeParse(request.resumeFrom).data ?? sweepStart;
  for (const listing of listings.slice(position.listing)) {
    const { model, domain, ids } = listing;
    const query = { model, domain, fields: ids?.fields ?? [] };
    for await (const page of reader.pages(query, position.at, { isCounted: true })) {
      const remoteIds = page.rows.flatMap((row) => ids?.toRemoteIds(row) ?? [String(row.id)]);
      position = nextPosition(position, page);
      const { unlisted: unlistedRecords } = position;
      if (position.listing < listings.length) yield { remoteIds, resumeFrom: position };
      else yield { remoteIds, resumeFrom: null, unlistedRecords };
    }
  }
}

async function findStart(
  context: ConnectorContext,
  request: ReadRequest,
  fingerprint: string,
): Promise<Position> {
  const resumePoint = Position.safeParse(request.resumeFrom).data;
  if (resumePoint !== undefined) return resumePoint;
  const changedFrom = await startOfChanges(context);
  return { changedFrom, fingerprint, listing: 0, at: null, unlisted: 0 };
}

function nextPosition<Place extends SweepPosition>(
  position: Place,
  { next, unlisted }: PageOfRows<OdooRow>,
): Place {
  if (next !== null) return { ...position, at: next };
  const listing = position.listing + 1;
  return { ...position, listing, at: null, unlisted: position.unlisted + unlisted };
}

/** The next delta's lower bound, in Odoo's own notation of UTC. */
async function startOfChanges(context: ConnectorContext): Promise<string> {
  const serverTime = await readServerTime(context);
  const start = new Date(serverTime.getTime() - overlapMs).toISOString();
  return start.slice(0, 19).replace('T', ' ');
}

function changedSince(changeDates: readonly string[], from: string): OdooDomain {
  const conditions = changeDates.map((path) => [path, '>=', from] as const);
  return [...conditions.slice(1).map(() => '|'), ...conditions];
}
