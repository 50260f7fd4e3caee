import { hash } from 'node:crypto';
import type { Json, RecordBase } from '@hirewire/connector-kit';
import type { ReadModelName } from '@hirewire/contract';
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
  /** What records do not show, as it is disabled. */
  exclusions: Exclusions;
  idOf: IdOf;
}

/** Id of the record of this integration that has this remote id; null for none. */
export interface IdOf {
  (model: ReadModelName, remoteId: string): string;
  (model: ReadModelName, remoteId: string | null | undefined): string | null;
}

/** The JSON texts of a record's wire members, each a list of members without braces. */
export interface OwnTexts {
  /** Members that every record embeds which shows this one; the record's id is among them. */
  short: string;
  /** Members that some of them embed in addition. */
  brief: string;
  rest: string;
  /** The wire's `integration_fields`; null for models that have none. */
  integrationFields: readonly object[] | null;
  /** Whether the brief form shows `integration_fields`, too. */
  areFieldsBrief: boolean;
}

/** What is stored of a record's own fields. */
export function toOwnRow(
  context: RowContext,
  record: RecordBase,
  texts: OwnTexts,
): Pick<StoredRow, 'own' | 'shortEnd' | 'briefEnd' | 'ownHash'> {
  const { short, brief, fields, own } = join(texts);
  const remoteData = context.isRemoteDataEnabled ? (record.remote_data ?? null) : null;
  const stable =
    remoteData === null ? fields : fields + canonicalJson(remoteData, context.volatileFields);
  return {
    own: `${own},"remote_data":${jsonText(remoteData)}`,
    shortEnd: characters(short),
    briefEnd: characters(brief),
    ownHash: hashText(stable),
  };
}

/** `fields` is what the hash is made of. */
function join(texts: OwnTexts): Record<'short' | 'brief' | 'fields' | 'own', string> {
  const { short, integrationFields, areFieldsBrief } = texts;
  const brief = append(short, texts.brief);
  const fields = append(brief, texts.rest);
  if (integrationFields === null) return { short, brief, fields, own: fields };
  const shown = `,"integration_fields":${jsonText(integrationFields)}`;
  const own = areFieldsBrief ? brief + shown + fields.slice(brief.length) : fields + shown;
  return {
    short,
    brief: areFieldsBrief ? brief + shown : brief,
    // Nothing to hash while there are none: records that were stored when the wire had no such
    // member are not written again for it.
    fields: integrationFields.length === 0 ? fields : own,
    own,
  };
}

function append(text: string, more: string): string {
  return more === '' ? text : `${text},${more}`;
}

/** A list alone is hashed as it is, and none as nothing: stored rows have these hashes. */
export function hashLists(lists: readonly unknown[]): string {
  if (lists.length === 0) return hashText('');
  return hashText(JSON.stringify(lists.length === 1 ? lists[0] : lists));
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
export function storableIndex(index: unknown): number | null {
  const isStorable =
    typeof index === 'number' && Number.isInteger(index) && Math.abs(index) < 2 ** 31;
  return isStorable ? index : null;
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
