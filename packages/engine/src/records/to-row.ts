import type { ModelName, RecordByModel } from '@hirewire/connector-kit';
import type { ReadModel, ReadModelName } from '@hirewire/contract';
import { byModel, recordId } from '@hirewire/contract';
import type { StoredRow } from '@hirewire/store';
import { toPostgresText } from '@hirewire/store';
import { excludeFields } from './exclude-fields.ts';
import { compileSets } from './order-sets.ts';
import type { IdOf, OwnTexts, RowContext } from './own-json.ts';
import { hashLists, toOwnRow } from './own-json.ts';
import { haveLists, integrationFieldsOf } from './raw-fields.ts';
import { compileColumns } from './read-columns.ts';
import type { AnyRecord } from './read-fields.ts';
import { compileFields, findFieldModel } from './read-fields.ts';
import { compileLists } from './read-lists.ts';

/** Follows the descriptor of a model once, so that no record has to. */
function compileRow(model: ReadModel): (context: RowContext, record: AnyRecord) => StoredRow {
  const { short, brief, rest } = model.own;
  const readShort = compileFields(model, short);
  const readBrief = compileFields(model, brief);
  const readRest = compileFields(model, rest);
  const readColumns = compileColumns(model);
  const lists = compileLists(model);
  const fieldModel = findFieldModel(model);
  // Raw fields are shown where the custom ones are.
  const areFieldsBrief = brief.includes('custom_fields');
  const orderSets = compileSets(model);
  const readTexts = (context: RowContext, record: AnyRecord, id: string): OwnTexts => ({
    short: readShort(context, record, id),
    brief: readBrief(context, record, id),
    rest: readRest(context, record, id),
    integrationFields:
      fieldModel === undefined ? null : integrationFieldsOf(context, fieldModel, record),
    areFieldsBrief,
  });
  const readRow = (context: RowContext, record: AnyRecord, isFormer: boolean): StoredRow => {
    const id = context.idOf(model.name, record.remote_id);
    const columns = readColumns(context, record, id);
    const hashed: unknown[] = [];
    for (const readList of lists) {
      const list = readList(context, record, id);
      Object.assign(columns, list.columns);
      hashed.push(list.hashed);
    }
    const own = toOwnRow(context, record, {
      texts: readTexts(context, record, id),
      compared:
        !isFormer && haveLists(context, fieldModel, record)
          ? readTexts({ ...context, ignoresListOrder: true }, record, id)
          : undefined,
      ignoresListOrder: !isFormer,
    });
    const remoteId = toPostgresText(record.remote_id);
    return { id, remoteId, ...own, partsHash: hashLists(hashed), columns };
  };
  return (context, given) => {
    const record = orderSets(given);
    const row = readRow(context, record, false);
    // Rows that were stored before order was ignored have these hashes, and are not written for it.
    const formerHashes: StoredRow['formerHashes'] = () => {
      const { ownHash, partsHash, columns } = readRow(context, given, true);
      return { ownHash, partsHash, answersHash: columns['answers_hash'] };
    };
    return { ...row, formerHashes };
  };
}

const compiled = byModel(compileRow);

/** Turns what a connector read into the row that the store keeps, without what is disabled. */
export function toRow<M extends ModelName>(
  context: RowContext,
  model: M,
  record: RecordByModel[M],
): StoredRow {
  const kept: RecordByModel[ModelName] = excludeFields(context.exclusions, model, record);
  return compiled[model](context, kept);
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
