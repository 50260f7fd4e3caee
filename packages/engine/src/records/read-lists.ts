import type { ReadModel } from '@hirewire/contract';
import { columnOf, readModelOf, recordKeyOf } from '@hirewire/contract';
import { toPostgresText } from '@hirewire/store';
import type { IdOf, RowContext } from './own-json.ts';
import { storableIndex } from './own-json.ts';
import type { AnyRecord, Read } from './read-fields.ts';
import { compileFields, entriesOf, textOf } from './read-fields.ts';

/** A list that a record has beside its own fields: the columns that keep it, and what is hashed of it. */
export interface ReadList {
  columns: Readonly<Record<string, unknown>>;
  hashed: unknown;
}

/** The lists of a model, in the order in which they are hashed. */
export function compileLists(model: ReadModel): Read<ReadList>[] {
  const fields = Object.keys(model.wire.shape).flatMap((field) => {
    const read = compileList(model, field);
    return read === null ? [] : [read];
  });
  return [...fields, ...Object.keys(model.positions).map(compilePosition)];
}

function compileList(model: ReadModel, field: string): Read<ReadList> | null {
  if (model.memberships[field] !== undefined) return compileMembership(model, field);
  if (model.parts.some((part) => part === field)) return compilePart(readModelOf(field as never));
  if (model.links[field] === undefined) return null;
  const read = linkReaders[`${model.name}.${field}`];
  if (read === undefined) throw new Error(`nothing reads ${model.name}.${field}`);
  return (context, record) => read(context, entriesOf(record[field]));
}

/** Other records: the list is the same whatever its order is. */
function compileMembership(model: ReadModel, field: string): Read<ReadList> {
  const target = model.memberships[field];
  if (target === undefined) throw new Error(`${model.name}.${field} is no membership`);
  const key = recordKeyOf(model, field);
  const column = columnOf(model, field);
  return (context, record) => {
    const remoteIds = record[key] as readonly string[];
    const ids = [...new Set(remoteIds)].map((remoteId) => context.idOf(target, remoteId));
    return { columns: { [column]: ids }, hashed: ids.toSorted() };
  };
}

/** What belongs to the record and to nothing else: kept as it is shown. */
function compilePart(part: ReadModel): Read<ReadList> {
  const read = compileFields(part, Object.values(part.own).flat());
  return (context, record) => {
    const partContext = part.hasLocalIds ? within(context, record) : context;
    const shown = entriesOf(record[part.name]).map((entry) => {
      const partRecord = entry as AnyRecord;
      return `{${read(partContext, partRecord, partContext.idOf(part.name, partRecord.remote_id))}}`;
    });
    const text = `[${shown.join(',')}]`;
    return { columns: { [part.name]: text }, hashed: text };
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

function compilePosition(name: string): Read<ReadList> {
  return (_context, record) => {
    const position = storableIndex(record[name]);
    return { columns: { [name]: position }, hashed: position };
  };
}

type Entries = readonly Readonly<Record<string, unknown>>[];

/** How links are kept, whose form the nested views of the store know. */
const linkReaders: Readonly<Record<string, (context: RowContext, entries: Entries) => ReadList>> = {
  'jobs.stages': (context, entries) => {
    const stages = entries.map((stage, position) => ({
      id: context.idOf('application_stages', textOf(stage['remote_id'])),
      index: storableIndex(stage['index']) ?? position,
    }));
    return {
      columns: {
        stage_ids: stages.map(({ id }) => id),
        stage_indexes: stages.map(({ index }) => index),
      },
      hashed: stages,
    };
  },
  'jobs.hiring_team': (context, entries) => {
    const team = entries.map((member) => {
      const remoteId = textOf(member['user_remote_id']);
      const roles = member['role_remote_ids'] as readonly string[];
      return {
        user_id: context.idOf('users', remoteId),
        user_remote_id: toPostgresText(remoteId),
        role_ids: roles.map((role) => context.idOf('roles', role)),
      };
    });
    return { columns: { hiring_team: team }, hashed: team };
  },
};
