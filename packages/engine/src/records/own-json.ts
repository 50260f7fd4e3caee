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
  /** For what is only compared: lists of unknown meaning are the same in every order. */
  ignoresListOrder?: boolean;
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
  // `compared` is what the hash is made of, where that is not the same.
  {
    texts,
    compared = texts,
    ignoresListOrder,
  }: { texts: OwnTexts; compared?: OwnTexts | undefined; ignoresListOrder: boolean },
): Pick<StoredRow, 'own' | 'shortEnd' | 'briefEnd' | 'ownHash'> {
  const { short, brief, own } = join(texts);
  const { fields } = join(compared);
  const remoteData = context.isRemoteDataEnabled ? (record.remote_data ?? null) : null;
  const stable =
    remoteData === null
      ? fields
      : fields + canonicalJson(remoteData, { ...context, ignoresListOrder });
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
  if (value === null) return 'null';
  const text = JSON.stringify(value);
  if (!unstorableEscape.test(text)) return text;
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string') return toPostgresText(part);
    return isObject(part) ? withStorableNames(part) : part;
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member whose name had to be changed gives way to one that had that name already. */
function withStorableNames(value: object): object {
  const names = Object.keys(value);
  if (names.every((name) => toPostgresText(name) === name)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, part]) => {
      const clean = toPostgresText(name);
      return clean !== name && Object.hasOwn(value, clean) ? [] : [[clean, part]];
    }),
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

/** JSON whose text depends on neither the order of keys nor what changes at every read. */
function canonicalJson(value: Json, stability: Stability): string {
  return JSON.stringify(stableJson(value, stability)) ?? 'null';
}

type Stability = Pick<RowContext, 'volatileFields' | 'ignoresListOrder'>;

/** A value without what changes at every read, and with its keys in order. */
export function stableJson(value: Json | undefined, stability: Stability): Json {
  if (value === null || value === undefined || typeof value !== 'object') return value ?? null;
  if (Array.isArray(value)) {
    const items = value.map((item) => stableJson(item, stability));
    return stability.ignoresListOrder === true ? inOrder(items, JSON.stringify) : items;
  }
  return Object.fromEntries(
    Object.keys(value)
      .filter((key) => !stability.volatileFields.has(key))
      .toSorted()
      .map((key) => [key, stableJson(value[key], stability)]),
  );
}

/** The same list in one order, whatever order it was in. */
export function inOrder<Entry>(list: readonly Entry[], textOf: (entry: Entry) => string): Entry[] {
  if (list.length < 2) return [...list];
  return list
    .map((entry) => ({ entry, text: textOf(entry) }))
    .toSorted((one, other) => (one.text < other.text ? -1 : Number(one.text > other.text)))
    .map(({ entry }) => entry);
}

const noFields: ReadonlySet<string> = new Set();

/** A free-form map with its keys in order, so that their order at the vendor does not matter. */
export function sortedMap(
  map: { [key: string]: Json } | null | undefined,
  { ignoresListOrder = false }: Pick<RowContext, 'ignoresListOrder'> = {},
): Json {
  return stableJson(map ?? null, { volatileFields: noFields, ignoresListOrder });
}

/** A text as filters compare it, regardless of case. */
export function folded(text: string | null | undefined): string | null {
  return typeof text === 'string' ? toPostgresText(foldCase(text)) : null;
}
