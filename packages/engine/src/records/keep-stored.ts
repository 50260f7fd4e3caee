import type { ReadModel } from '@hirewire/contract';
import { recordKeyOf } from '@hirewire/contract';
import type { RowContext } from './own-json.ts';
import type { AnyRecord, Kept } from './read-fields.ts';
import { unreadOf } from './read-fields.ts';

type Stored = Readonly<Record<string, unknown>>;

/** What a row takes over from the stored one, as it could not be read. */
export interface StoredParts {
  /** Members of its own text. */
  members: Kept;
  /** Its columns, and the fields to take from them. */
  columns: Stored;
  fields: ReadonlySet<string>;
}

const rawPrefix = 'remote_data.';

/**
 * Completes records, whose `unread` fields were not read, by what is stored of them. A field of which
 * anything is disabled is not taken over, as the stored value may hold that.
 */
export function compileStored(
  model: ReadModel,
): (
  context: RowContext,
  record: AnyRecord,
  stored: Stored,
) => { record: AnyRecord; parts: StoredParts } {
  const names = new Map(
    Object.keys(model.wire.shape).map((field) => [recordKeyOf(model, field), field]),
  );
  return (context, record, stored) => {
    const unread = unreadOf(record).filter((key) => !isExcluded(context, model, key));
    const fields = new Set(unread.map((key) => names.get(key) ?? key));
    const own = JSON.parse(`{${String(stored['own'])}}`) as Record<string, unknown>;
    const members = new Map(Object.entries(own).filter(([field]) => fields.has(field)));
    // Not as it is shown: fields that are filled from raw ones come on top of it.
    const custom = members.get('custom_fields');
    members.delete('custom_fields');
    return {
      record: {
        ...withRaw(record, unread, own['remote_data']),
        ...(custom === undefined ? {} : { custom_fields: custom }),
      },
      parts: { members, columns: stored, fields },
    };
  };
}

function isExcluded({ exclusions }: RowContext, { name }: ReadModel, key: string): boolean {
  const blanks = (exclusions as Partial<Record<string, (typeof exclusions)['jobs']>>)[name];
  if (blanks === undefined || blanks === 'all') return blanks === 'all';
  return blanks.some(({ within, path }) => within === key || path[0] === key);
}

function withRaw(record: AnyRecord, unread: readonly string[], storedRaw: unknown): AnyRecord {
  const { remote_data: raw } = record;
  if (!isObject(raw) || !isObject(storedRaw)) return record;
  const paths = unread
    .filter((key) => key.startsWith(rawPrefix))
    .map((key) => key.slice(rawPrefix.length))
    .filter((path) => storedRaw[path] !== undefined);
  const kept = Object.fromEntries(paths.map((path) => [path, storedRaw[path]]));
  return { ...record, remote_data: { ...raw, ...kept } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
