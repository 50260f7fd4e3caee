import { hash } from 'node:crypto';
import type { Json, RecordBase } from '@hirewire/connector-kit';
import type { FieldSelection, StoredRow } from '@hirewire/store';
import { foldCase, toPostgresText } from '@hirewire/store';
import type { Exclusions } from './exclude-fields.ts';

/** What a row is made with: where it belongs and what the integration wants to keep. */
export interface RowContext {
  integrationId: string;
  isRemoteDataEnabled: boolean;
  volatileFields: ReadonlySet<string>;
  /** Raw fields that records show. */
  fields: FieldSelection;
  /** What records do not show, as it is switched off. */
  exclusions: Exclusions;
  idOf: IdOf;
}

/** Id of the record of this integration that has this remote id; null for none. */
export interface IdOf {
  (model: IdModel, remoteId: string): string;
  (model: IdModel, remoteId: string | null | undefined): string | null;
}

/** Models that records refer to, and the two that live inside jobs. */
export type IdModel =
  | 'jobs'
  | 'application_stages'
  | 'applications'
  | 'candidates'
  | 'interviews'
  | 'offers'
  | 'users'
  | 'roles'
  | 'tags'
  | 'rejection_reasons'
  | 'screening_questions'
  | 'job_postings';

export interface OwnMembers {
  /** Members that every record embeds which shows this one; the record's id is among them. */
  short: Record<string, unknown>;
  /** Members that some of them embed in addition. */
  brief?: Record<string, unknown>;
  rest: Record<string, unknown>;
  /** The wire's `integration_fields`, of models that have them; left out by the others. */
  integrationFields?: readonly object[];
  /** Whether the brief form shows `integration_fields`, too. */
  areFieldsBrief?: boolean;
  /** What filters, joins and hashes need beside the text. */
  columns?: Record<string, unknown>;
  /** Parts of the record that are not its own fields; only their hash is made here. */
  parts?: unknown;
}

/** Builds the row of a record from its wire members, which are written in their given order. */
export function toStoredRow(
  context: RowContext,
  record: RecordBase & { id: string },
  members: OwnMembers,
): StoredRow {
  const { short, brief, fields, own } = toTexts(members);
  const remoteData = context.isRemoteDataEnabled ? (record.remote_data ?? null) : null;
  const stable =
    remoteData === null ? fields : fields + canonicalJson(remoteData, context.volatileFields);
  return {
    id: record.id,
    remoteId: toPostgresText(record.remote_id),
    own: `${own},"remote_data":${jsonText(remoteData)}`,
    shortEnd: characters(short),
    briefEnd: characters(brief),
    ownHash: hashText(stable),
    partsHash: hashText(members.parts === undefined ? '' : JSON.stringify(members.parts)),
    columns: members.columns ?? {},
  };
}

/** The named fields of a record, in this order; what the connector left out is null. */
export function membersOf<T extends object>(
  record: T,
  names: readonly (keyof T & string)[],
): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}

/** `fields` is what the hash is made of. */
function toTexts(members: OwnMembers): Record<'short' | 'brief' | 'fields' | 'own', string> {
  const short = textOf(members.short);
  const brief = members.brief === undefined ? short : `${short},${textOf(members.brief)}`;
  const rest = textOf(members.rest);
  const fields = rest === '' ? brief : `${brief},${rest}`;
  if (members.integrationFields === undefined) return { short, brief, fields, own: fields };
  const shown = `,"integration_fields":${jsonText(members.integrationFields)}`;
  const isBrief = members.areFieldsBrief === true;
  const own = isBrief ? brief + shown + fields.slice(brief.length) : fields + shown;
  return {
    short,
    brief: isBrief ? brief + shown : brief,
    // Nothing to hash while there are none: records that were stored when the wire had no such
    // member are not written again for it.
    fields: members.integrationFields.length === 0 ? fields : own,
    own,
  };
}

function textOf(members: Record<string, unknown>): string {
  return jsonText(members).slice(1, -1);
}

/** What JSON writes for NUL and for half of a surrogate pair. */
const unstorableEscape = /\\u(?:0000|d[89a-f])/i;

/** JSON text that any reader can read and PostgreSQL can parse. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!unstorableEscape.test(text)) return text;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? toPostgresText(part) : part,
  );
}

/** A whole number that fits a database column, or null. */
export function storableIndex(index: number | null | undefined): number | null {
  return Number.isInteger(index) && Math.abs(index ?? 0) < 2 ** 31 ? (index ?? null) : null;
}

/** PostgreSQL counts code points where JavaScript counts UTF-16 units. */
function characters(text: string): number {
  return /[\ud800-\udbff]/.test(text) ? Array.from(text).length : text.length;
}

/** A UUID-shaped digest: 16 bytes in the database, compared as text here. */
export function hashText(text: string): string {
  const hex = hash('sha256', text, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** JSON whose text does not depend on the order of keys, nor on what changes at every read. */
function canonicalJson(value: Json, volatileFields: ReadonlySet<string>): string {
  return JSON.stringify(sortKeys(value, volatileFields)) ?? 'null';
}

function sortKeys(value: Json | undefined, volatileFields: ReadonlySet<string>): Json {
  if (value === null || value === undefined || typeof value !== 'object') return value ?? null;
  if (Array.isArray(value)) return value.map((item) => sortKeys(item, volatileFields));
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => !volatileFields.has(key))
      .toSorted()
      .map((key) => [key, sortKeys(value[key], volatileFields)]),
  );
}

/** A value without what changes at every read, and with its keys in order. */
export function stableJson(value: Json, volatileFields: ReadonlySet<string>): Json {
  return sortKeys(value, volatileFields);
}

const noFields: ReadonlySet<string> = new Set();

/** A free-form map with its keys in order, so that their order at the vendor does not matter. */
export function sortedMap(map: { [key: string]: Json } | null | undefined): Json {
  return map === null || map === undefined ? null : sortKeys(map, noFields);
}

/** A text as filters compare it, regardless of case. */
export function folded(text: string | null | undefined): string | null {
  return typeof text === 'string' ? toPostgresText(foldCase(text)) : null;
}
