import type { ModelName, RecordByModel } from '@hirewire/connector-kit';
import type { ReadModel, ReadModelName } from '@hirewire/contract';
import { byModel, recordId } from '@hirewire/contract';
import type { StoredRow } from '@hirewire/store';
import { toPostgresText } from '@hirewire/store';
import { excludeFields } from './exclude-fields.ts';
import type { IdOf, RowContext } from './own-json.ts';
import { hashLists, toOwnRow } from './own-json.ts';
import { integrationFieldsOf } from './raw-fields.ts';
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
  return (context, record) => {
    const id = context.idOf(model.name, record.remote_id);
    const columns = readColumns(context, record, id);
    const hashed: unknown[] = [];
    for (const readList of lists) {
      const list = readList(context, record, id);
      Object.assign(columns, list.columns);
      hashed.push(list.hashed);
    }
    const own = toOwnRow(context, record, {
      short: readShort(context, record, id),
      brief: readBrief(context, record, id),
      rest: readRest(context, record, id),
      integrationFields:
        fieldModel === undefined ? null : integrationFieldsOf(context, fieldModel, record),
      areFieldsBrief,
    });
    const remoteId = toPostgresText(record.remote_id);
    return { id, remoteId, ...own, partsHash: hashLists(hashed), columns };
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
