import type { ModelName, RecordByModel } from '@hirewire/connector-kit';
import type { ReadModel, ReadModelName } from '@hirewire/contract';
import { byModel, recordId } from '@hirewire/contract';
import type { StoredRow } from '@hirewire/store';
import { toPostgresText } from '@hirewire/store';
import { excludeFields } from './exclude-fields.ts';
import type { StoredParts } from './keep-stored.ts';
import { compileStored } from './keep-stored.ts';
import { compileSets } from './order-sets.ts';
import type { IdOf, OwnTexts, RowContext } from './own-json.ts';
import { hashLists, toOwnRow } from './own-json.ts';
import { haveLists, integrationFieldsOf } from './raw-fields.ts';
import { compileColumns } from './read-columns.ts';
import type { AnyRecord } from './read-fields.ts';
import { compileWhose } from './read-whose.ts';
import { compileFields, findFieldModel, unreadOf } from './read-fields.ts';
import { compileLists } from './read-lists.ts';

/** Follows the descriptor of a model once, so that no record has to. */
function compileRow(model: ReadModel): (context: RowContext, record: AnyRecord) => StoredRow {
  const readRow = compileReadRow(model);
  const orderSets = compileSets(model);
  const complete = compileStored(model);
  const read = (context: RowContext, given: AnyRecord, parts?: StoredParts): StoredRow => {
    const record = orderSets(given);
    const row = readRow(context, record, { isFormer: false, parts });
    // Rows that were stored before order was ignored have these hashes, and are not written for it.
    const formerHashes: StoredRow['formerHashes'] = () => {
      const { ownHash, partsHash, columns } = readRow(context, given, { isFormer: true, parts });
      return { ownHash, partsHash, answersHash: columns['answers_hash'] };
    };
    return { ...row, formerHashes };
  };
  return (context, given) => {
    if (unreadOf(given).length === 0) return read(context, given);
    const record = withoutPreserved(model, given);
    return {
      ...read(context, record),
      withStored(stored) {
        const completed = complete(context, record, stored);
        return read(context, completed.record, completed.parts);
      },
    };
  };
}

/** What the store preserves by itself is left out where it could not be read. */
function withoutPreserved({ preserved }: ReadModel, record: AnyRecord): AnyRecord {
  const unread = unreadOf(record).filter((field) => preserved[field] !== undefined);
  return { ...record, ...Object.fromEntries(unread.map((field) => [field, undefined])) };
}

interface Reading {
  /** As rows were read before the order of lists was ignored. */
  isFormer: boolean;
  parts?: StoredParts | undefined;
}

function compileReadRow(
  model: ReadModel,
): (context: RowContext, record: AnyRecord, reading: Reading) => StoredRow {
  const { short, brief, rest } = model.own;
  const readShort = compileFields(model, short);
  const readBrief = compileFields(model, brief);
  const readRest = compileFields(model, rest);
  const readColumns = compileColumns(model);
  const lists = compileLists(model);
  const fieldModel = findFieldModel(model);
  // Raw fields are shown where the custom ones are.
  const areFieldsBrief = brief.includes('custom_fields');
  return (context, record, { isFormer, parts }) => {
    const id = context.idOf(model.name, record.remote_id);
    const readTexts = (textContext: RowContext): OwnTexts => ({
      short: readShort(textContext, record, id, parts?.members),
      brief: readBrief(textContext, record, id, parts?.members),
      rest: readRest(textContext, record, id, parts?.members),
      integrationFields:
        fieldModel === undefined ? null : integrationFieldsOf(textContext, fieldModel, record),
      areFieldsBrief,
    });
    const columns = withStored(readColumns(context, record, id), parts);
    const hashed = lists.map((list) => {
      const read = list.read(context, record, id);
      const listed = parts?.fields.has(list.field) ? stored(read, parts) : read;
      Object.assign(columns, listed);
      return list.hashed(listed);
    });
    const own = toOwnRow(context, record, {
      texts: readTexts(context),
      compared:
        !isFormer && haveLists(context, fieldModel, record)
          ? readTexts({ ...context, ignoresListOrder: true })
          : undefined,
      ignoresListOrder: !isFormer,
    });
    const remoteId = toPostgresText(record.remote_id);
    return { id, remoteId, ...own, partsHash: hashLists(hashed), columns };
  };
}

/** The columns of fields that have one of their own name. */
function withStored(
  read: Record<string, unknown>,
  parts: StoredParts | undefined,
): Record<string, unknown> {
  const kept = Object.keys(read).filter((column) => parts?.fields.has(column));
  for (const column of kept) read[column] = parts?.columns[column] ?? null;
  return read;
}

/** The same columns, as they are stored. */
function stored(read: Readonly<Record<string, unknown>>, { columns }: StoredParts) {
  return Object.fromEntries(Object.keys(read).map((column) => [column, columns[column] ?? null]));
}

const compiled = byModel(compileRow);
const readers = byModel(compileWhose);

/** Turns what a connector read into the row that the store keeps, without what is disabled. */
export function toRow<M extends ModelName>(
  context: RowContext,
  model: M,
  record: RecordByModel[M],
): StoredRow {
  const kept: RecordByModel[ModelName] = excludeFields(context.exclusions, model, record);
  const row = compiled[model](context, kept);
  const whose = readers[model];
  return whose === null ? row : { ...row, whose: () => whose(context, record) };
}

/** Remembered ids at once; beyond it they are computed again, which is cheap too. */
const rememberedIds = 20_000;

/** Ids of one integration's records; those of jobs, stages, users and so on come again and again. */
export function createIdOf(integrationId: string): IdOf {
  const remembered = new Map<string, string>();
  const idOf = (model: ReadModelName, remoteId: string | null | undefined): string | null => {
    if (remoteId === null || remoteId === undefined) return null;
    const key = `${model}:${remoteId}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    if (remembered.size >= rememberedIds) remembered.clear();
    const id = recordId(integrationId, model, remoteId);
    remembered.set(key, id);
    return id;
  };
  return idOf as IdOf;
}
