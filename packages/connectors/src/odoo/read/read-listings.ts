import { PagePosition, openSideCalls, readByDate } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  IdPage,
  ModelName,
  Page,
  PageOfRows,
  ReadRequest,
  RecordByModel,
  SideCall,
  SideCalls,
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
  /** Side calls that listings make for each page; their names are Odoo's models. */
  callsOfPages?: readonly SideCall[];
}

/** What a plan reads with. */
export interface Source<Model extends ModelName> {
  context: ConnectorContext;
  reader: OdooReader;
  /** For what records can be read without. */
  sideCalls: SideCalls<Model>;
}

export type MakePlan<Model extends ModelName> = (
  source: Source<Model>,
) => Plan<Model> | Promise<Plan<Model>>;

export function openSource<Model extends ModelName>(
  context: ConnectorContext,
  model: Model,
  request?: ReadRequest,
): Source<Model> {
  const reader = createOdooReader(context);
  return { context, reader, sideCalls: openSideCalls(context, model, request) };
}

/**
 * A record's date of change is the start of the transaction that wrote it, so that a slow one
 * shows up with a date that has already been read past. Ten minutes outlast any request: Odoo
 * itself ends one after two (`limit_time_real`).
 */
const overlapMs = 10 * 60_000;

const Position = z.object({
  /** Which listing, counted from 0. */
  listing: z.number().int(),
  at: PagePosition.nullable(),
  /** Records that Odoo has counted and not listed so far. */
  unlisted: z.number().int(),
});
type Position = z.infer<typeof Position>;
const start: Position = { listing: 0, at: null, unlisted: 0 };

/**
 * Reads listings one after the other, by rising id. An id never changes, so that a record which
 * changes meanwhile is neither skipped nor moved; the next delta reads it again.
 */
export async function* readListings<Model extends ModelName>(
  context: ConnectorContext,
  request: ReadRequest,
  { model, plan }: { model: Model; plan: MakePlan<Model> },
): AsyncGenerator<Page<Model>, void> {
  const source = openSource(context, model, request);
  const { reader, sideCalls } = source;
  const { listings, fingerprint, callsOfPages = [] } = await plan(source);
  for (const call of callsOfPages.filter(({ name }) => sideCalls.missing.has(name))) {
    const query = { model: call.name, domain: [['id', '=', 0] as const], fields: [] };
    await sideCalls.ask(call, () => reader.search(query));
  }
  const serverTime = await readServerTime(context);
  const pagesOf = (inner: ReadRequest) =>
    readByDate<Model>(context, inner, {
      vendorTime: () => serverTime,
      overlapMs,
      fingerprint,
      async *pages({ changedFrom, resumeFrom }) {
        let position = Position.safeParse(resumeFrom).data ?? start;
        for (const listing of listings.slice(position.listing)) {
          const changes =
            changedFrom === null ? [] : changedSince(listing.changeDates, changedFrom);
          const query = { ...listing, domain: [...listing.domain, ...changes] };
          const isCounted = changedFrom === null;
          for await (const page of reader.pages(query, position.at, { isCounted })) {
            const records = await listing.toRecords(page.rows, isCounted ? 'full' : 'changes');
            position = nextPosition(position, page);
            const { unlisted: unlistedRecords } = position;
            if (position.listing < listings.length) yield { records, resumeFrom: position };
            else yield { records, resumeFrom: null, unlistedRecords };
          }
        }
      },
    });
  yield* sideCalls.carry(pagesOf);
}

/** Lists the ids of all records that the listings have, without what they show of other records. */
export async function* listIdsOf<Model extends ModelName>(
  context: ConnectorContext,
  request: Pick<ReadRequest, 'resumeFrom'>,
  { model: ofRecords, plan }: { model: Model; plan: MakePlan<Model> },
): AsyncGenerator<IdPage, void> {
  const source = openSource(context, ofRecords);
  const { listings } = await plan(source);
  let position = Position.safeParse(request.resumeFrom).data ?? start;
  for (const listing of listings.slice(position.listing)) {
    const { model, domain, ids } = listing;
    const query = { model, domain, fields: ids?.fields ?? [] };
    for await (const page of source.reader.pages(query, position.at, { isCounted: true })) {
      const remoteIds = page.rows.flatMap((row) => ids?.toRemoteIds(row) ?? [String(row.id)]);
      position = nextPosition(position, page);
      const { unlisted: unlistedRecords } = position;
      if (position.listing < listings.length) yield { remoteIds, resumeFrom: position };
      else yield { remoteIds, resumeFrom: null, unlistedRecords };
    }
  }
}

function nextPosition(position: Position, { next, unlisted }: PageOfRows<OdooRow>): Position {
  if (next !== null) return { ...position, at: next };
  const listing = position.listing + 1;
  return { listing, at: null, unlisted: position.unlisted + unlisted };
}

function changedSince(changeDates: readonly string[], from: Date): OdooDomain {
  // Odoo's own notation of UTC.
  const since = from.toISOString().slice(0, 19).replace('T', ' ');
  const conditions = changeDates.map((path) => [path, '>=', since] as const);
  return [...conditions.slice(1).map(() => '|'), ...conditions];
}
