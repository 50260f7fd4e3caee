import type { AshbyScope, Visibility } from './access.ts';
import type { Table } from '../kit/table.ts';
import { AshbyFailure, notFound } from './envelope.ts';
import type { FileStorage } from '../kit/files.ts';
import { epochMs, flag, pageLimit, required, text, textOf, uuid } from '../kit/fields.ts';
import type { Fields, Input } from '../kit/fields.ts';
import type { RecordChanges } from './record-changes.ts';
import type { AshbyRecords } from './records.ts';
import { queryOf } from '../kit/page-tokens.ts';
import type { PageTokens } from '../kit/page-tokens.ts';
import type { AshbyWebhooks } from './webhooks.ts';

/** What a method works with. */
export interface AshbyCall {
  method: string;
  input: Input;
  records: AshbyRecords;
  changes: RecordChanges;
  files: FileStorage;
  webhooks: AshbyWebhooks;
  tokens: PageTokens<TokenKind>;
  visibility: Visibility;
  scopes: readonly AshbyScope[];
  /** How many pages a run with a sync token may have. */
  maximumIncrementalPages: number;
  /** Records on a page where the client does not say. */
  pageSize: number;
  /** The address that the client called, for links that lead back here. */
  origin: string;
}

export interface AshbyMethod {
  /** The permission that the key needs. */
  scope: AshbyScope;
  fields: Fields;
  /** The success envelope without `success`. */
  answer: (call: AshbyCall) => Record<string, unknown> | Promise<Record<string, unknown>>;
}

/** The codes are Ashby's: https://developers.ashbyhq.com/changelog/2026-08-04-actionable-pagination-error-messages */
const tokenCodes = {
  cursor: { invalid: 'invalid_next_cursor', expired: 'next_cursor_expired' },
  sync: { invalid: 'sync_token_invalid', expired: 'sync_token_expired' },
} as const;

export type TokenKind = keyof typeof tokenCodes;

export function refuseToken(kind: TokenKind, isExpired: boolean): AshbyFailure {
  return isExpired
    ? new AshbyFailure(tokenCodes[kind].expired, 'The token has expired: start a full sync')
    : new AshbyFailure(tokenCodes[kind].invalid, 'The token cannot be decoded for this request');
}

/** Where a page starts in the log of changes. */
interface Reached {
  position: number;
  /** How many pages of this run came before. */
  pages: number;
}

export const pagingFields: Fields = { cursor: text, syncToken: text, limit: pageLimit };

interface Listing<T extends { id: string }> {
  scope: AshbyScope;
  /** Fields beside those of paging. */
  filters?: Fields;
  collection: (records: AshbyRecords) => Table<T>;
  /** Whether the record belongs to the list that this call asks for. */
  accept?: (record: T, call: AshbyCall) => boolean;
  /** The record as this call shows it. */
  render?: (record: T, call: AshbyCall) => unknown;
}

/** A list with pages and sync tokens: https://developers.ashbyhq.com/docs/pagination-and-incremental-sync */
export function pagedList<T extends { id: string }>(listing: Listing<T>): AshbyMethod {
  return {
    scope: listing.scope,
    fields: { ...pagingFields, ...listing.filters },
    answer: (call) => {
      const { cursor: _cursor, limit = call.pageSize, syncToken: _token, ...filters } = call.input;
      const query = queryOf(call.method, filters);
      const start = startOf(query, call);
      const collection = listing.collection(call.records);
      const end = collection.end;
      const accept = (record: T): boolean => listing.accept?.(record, call) ?? true;
      const page = collection.page(start.position, Number(limit), accept);
      const results = rendered(page.records, listing, call);
      if (page.next === null) {
        const token = call.tokens.issue('sync', query, contentOf({ position: end, pages: 0 }));
        return { results, moreDataAvailable: false, syncToken: token };
      }
      const next = { position: page.next, pages: start.pages };
      const nextCursor = call.tokens.issue('cursor', query, contentOf(next));
      return { results, moreDataAvailable: true, nextCursor };
    },
  };
}

/** A page of what belongs to one record, without a sync token. */
export function pageOf(items: readonly unknown[], call: AshbyCall): Record<string, unknown> {
  const { cursor: _cursor, limit = call.pageSize, syncToken: _token, ...filters } = call.input;
  const query = queryOf(call.method, filters);
  const { position } = reachedBy('cursor', 'cursor', query, call) ?? { position: 0 };
  const end = position + Number(limit);
  const results = items.slice(position, end);
  if (end >= items.length) return { results, moreDataAvailable: false };
  const nextCursor = call.tokens.issue('cursor', query, contentOf({ position: end, pages: 0 }));
  return { results, moreDataAvailable: true, nextCursor };
}

/** A short list that the vendor answers at once, without pages. */
export function wholeList<T extends { id: string }>(
  listing: Listing<T> & { extra?: Record<string, unknown> },
): AshbyMethod {
  return {
    scope: listing.scope,
    fields: listing.filters ?? {},
    answer: (call) => {
      const all = [...listing.collection(call.records).values()];
      const records = all.filter((record) => listing.accept?.(record, call) ?? true);
      return { results: rendered(records, listing, call), ...listing.extra };
    },
  };
}

/** One record by the id in the field `idField`; what the key may not see does not exist. */
export function single<T extends { id: string }>(
  listing: Listing<T> & { idField: string; resource: string },
): AshbyMethod {
  return {
    scope: listing.scope,
    fields: { [listing.idField]: required(uuid), ...listing.filters },
    answer: (call) => {
      const record = listing.collection(call.records).find(textOf(call.input, listing.idField));
      if (record === null || listing.accept?.(record, call) === false) {
        throw notFound(listing.resource);
      }
      return { results: listing.render?.(record, call) ?? record };
    },
  };
}

/** The filter that most lists share, and its test. */
export const createdAfter: Fields = { createdAfter: epochMs };

export function isCreatedAfter(createdAt: string, { input }: AshbyCall): boolean {
  const after = input['createdAfter'];
  return after === undefined || Date.parse(createdAt) > Number(after);
}

/** The switch of the lists that leave out archived records by default, and its test. */
export const includeArchived: Fields = { includeArchived: flag };

export function isWanted(record: { isArchived: boolean }, { input }: AshbyCall): boolean {
  return !record.isArchived || input['includeArchived'] === true;
}

/** Whether an input field is absent or has this value. */
export function isAskedFor({ input }: AshbyCall, name: string, value: unknown): boolean {
  const wanted = input[name];
  if (wanted === undefined) return true;
  return Array.isArray(wanted) ? wanted.includes(value) : wanted === value;
}

/** Whether `expand` names this part. */
export function isExpanded({ input }: AshbyCall, part: string): boolean {
  return Array.isArray(input['expand']) && input['expand'].includes(part);
}

function rendered<T extends { id: string }>(
  records: T[],
  { render }: Listing<T>,
  call: AshbyCall,
): unknown[] {
  return render === undefined ? records : records.map((record) => render(record, call));
}

/**
 * Where this page starts. The sync token may be repeated beside the cursor of a later page, or left
 * out there: the guide shows neither as wrong.
 */
function startOf(query: string, call: AshbyCall): Reached {
  const synced = reachedBy('sync', 'syncToken', query, call);
  const reached = reachedBy('cursor', 'cursor', query, call) ?? {
    position: synced?.position ?? 0,
    pages: 0,
  };
  const isIncremental = synced !== null || reached.pages > 0;
  const pages = isIncremental ? reached.pages + 1 : 0;
  if (pages > call.maximumIncrementalPages) {
    // https://developers.ashbyhq.com/changelog/2026-05-14-reject-deep-pagination-on-incremental-sync
    throw new AshbyFailure(
      'incremental_sync_too_large',
      'Too many pages of changes: discard the sync token and start a full sync',
    );
  }
  return { position: reached.position, pages };
}

function contentOf({ position, pages }: Reached): string {
  return `${position}.${pages}`;
}

/** What a token in the input says; null without one. */
function reachedBy(
  kind: TokenKind,
  field: string,
  query: string,
  { input, tokens }: AshbyCall,
): Reached | null {
  if (input[field] === undefined) return null;
  const content = tokens.read(kind, query, textOf(input, field));
  const [position = 0, pages = 0] = content.split('.').map(Number);
  return { position, pages };
}
