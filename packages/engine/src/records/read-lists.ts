import type { ReadModel } from '@hirewire/contract';
import { columnOf, readModelOf, recordKeyOf } from '@hirewire/contract';
import { toPostgresText } from '@hirewire/store';
import type { IdOf, RowContext } from './own-json.ts';
import { storableIndex } from './own-json.ts';
import type { AnyRecord, Read } from './read-fields.ts';
import { compileFields, entriesOf, textOf } from './read-fields.ts';

type Columns = Readonly<Record<string, unknown>>;

/** A list that a record has beside its own fields. */
export interface List {
  /** Its name on the wire, or that of the position. */
  field: string;
  /** Reads the columns that keep it. */
  read: Read<Columns>;
  /** What is hashed of these columns, read or stored. */
  hashed(columns: Columns): unknown;
}

/** The lists of a model, in the order in which they are hashed. */
export function compileLists(model: ReadModel): List[] {
  const fields = Object.keys(model.wire.shape).flatMap((field) => {
    const list = compileList(model, field);
    return list === null ? [] : [{ field, ...list }];
  });
  return [...fields, ...Object.keys(model.positions).map(compilePosition)];
}

function compileList(model: ReadModel, field: string): Omit<List, 'field'> | null {
  if (model.memberships[field] !== undefined) return compileMembership(model, field);
  if (model.parts.some((part) => part === field)) return compilePart(readModelOf(field as never));
  if (model.links[field] === undefined) return null;
  const link = linkLists[`${model.name}.${field}`];
  if (link === undefined) throw new Error(`nothing reads ${model.name}.${field}`);
  return {
    read: (context, record) => link.read(context, entriesOf(record[field])),
    hashed: (columns) => link.hashed(columns),
  };
}

/** Other records: the list is the same whatever its order is. */
function compileMembership(model: ReadModel, field: string): Omit<List, 'field'> {
  const target = model.memberships[field];
  if (target === undefined) throw new Error(`${model.name}.${field} is no membership`);
  const key = recordKeyOf(model, field);
  const column = columnOf(model, field);
  return {
    read: (context, record) => {
      const remoteIds = record[key] as readonly string[];
      return { [column]: [...new Set(remoteIds)].map((id) => context.idOf(target, id)) };
    },
    hashed: (columns) => listOf(columns[column]).map(String).toSorted(),
  };
}

/** What belongs to the record and to nothing else: kept as it is shown. */
function compilePart(part: ReadModel): Omit<List, 'field'> {
  const read = compileFields(part, Object.values(part.own).flat());
  return {
    read: (context, record) => {
      const partContext = part.hasLocalIds ? within(context, record) : context;
      const shown = entriesOf(record[part.name]).map((entry) => {
        const partRecord = entry as AnyRecord;
        const id = partContext.idOf(part.name, partRecord.remote_id);
        return `{${read(partContext, partRecord, id)}}`;
      });
      return { [part.name]: `[${shown.join(',')}]` };
    },
    hashed: (columns) => columns[part.name],
  };
}

/** Gives ids that are those of this record alone. */
function within(context: RowContext, { remote_id: parentId }: AnyRecord): RowContext {
  const idOf = ((model, remoteId: string | null | undefined) =>
    typeof remoteId === 'string'
      ? context.idOf(model, `${parentId.length}:${parentId}:${remoteId}`)
      : null) as IdOf;
  return { ...context, idOf };
}

function compilePosition(name: string): List {
  return {
    field: name,
    read: (_context, record) => ({ [name]: storableIndex(record[name]) }),
    hashed: (columns) => columns[name],
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

type Entries = readonly Readonly<Record<string, unknown>>[];

interface LinkList {
  read(context: RowContext, entries: Entries): Columns;
  hashed: List['hashed'];
}

/** How links are kept, whose form the nested views of the store know. */
const linkLists: Readonly<Record<string, LinkList>> = {
  'jobs.stages': {
    read: (context, entries) => ({
      stage_ids: entries.map(({ remote_id }) =>
        context.idOf('application_stages', textOf(remote_id)),
      ),
      stage_indexes: entries.map(({ index }, position) => storableIndex(index) ?? position),
    }),
    hashed: ({ stage_ids, stage_indexes }) => {
      const indexes = listOf(stage_indexes);
      return listOf(stage_ids).map((id, at) => ({ id, index: indexes[at] }));
    },
  },
  'jobs.hiring_team': {
    read: (context, entries) => ({
      hiring_team: entries.map((member) => {
        const remoteId = textOf(member['user_remote_id']);
        const roles = member['role_remote_ids'] as readonly string[];
        return {
          user_id: context.idOf('users', remoteId),
          user_remote_id: toPostgresText(remoteId),
          role_ids: roles.map((role) => context.idOf('roles', role)),
        };
      }),
    }),
    // The database gives the keys back in an order of its own.
    hashed: ({ hiring_team }) =>
      entriesOf(hiring_team).map(({ user_id, user_remote_id, role_ids }) => ({
        user_id,
        user_remote_id,
        role_ids,
      })),
  },
};
