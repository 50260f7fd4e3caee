import type { FieldModel } from '@hirewire/contract';
import { fieldModels, recordId } from '@hirewire/contract';
import type { Database, Queryable } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import {
  bigint,
  bool,
  json,
  nullable,
  oneOf,
  text,
  toPostgresText,
} from '../database/sql-types.ts';
import type { Row } from '../database/statement.ts';
import { statement } from '../database/statement.ts';
import { noteFieldChange } from './field-changes.ts';

export { fieldModels };
export type { FieldModel };

export type FieldType = 'DEFAULT' | 'CUSTOM';

/** A raw field as a sync comes across it. */
export interface FoundField {
  model: FieldModel;
  /** One key may be that of a field of the tool and of one that its customer has added. */
  type: FieldType;
  key: string;
  /** What people call it, where the tool tells. */
  label: string | null;
}

export interface IntegrationField extends FoundField {
  id: string;
  isPassthroughEnabled: boolean;
}

/** Longer keys are not kept: no client could use them. */
export const maxFieldKeyLength = 255;

/** Which of a model's raw fields its records show, and how. */
export interface ModelFieldSelection {
  /** Those that go into `integration_fields`, in the order of their keys. */
  passed: readonly Pick<IntegrationField, 'id' | 'key' | 'type' | 'label'>[];
  /** Those that go into `custom_fields`, under the key of a custom field. */
  mapped: readonly { customKey: string; key: string; type: FieldType }[];
}
export type FieldSelection = Readonly<Partial<Record<FieldModel, ModelFieldSelection>>>;

const fieldRow = {
  id: text,
  model: oneOf(...fieldModels),
  type: oneOf('DEFAULT', 'CUSTOM'),
  key: text,
  label: nullable(text),
  is_passthrough_enabled: bool,
};
const columns = Object.keys(fieldRow).join(', ');

function toField({
  is_passthrough_enabled: isPassthroughEnabled,
  ...field
}: Row<typeof fieldRow>): IntegrationField {
  return { ...field, isPassthroughEnabled };
}

const insertFields = statement({
  text: `insert into store.integration_fields (integration_id, id, model, type, key, label)
    select $integrationId, id, model, type, key, label
    from json_to_recordset($fields::json)
      as r (id text, model text, type text, key text, label text)
    on conflict (integration_id, id) do nothing`,
  values: { integrationId: text, fields: json() },
});

/** Adds fields that are not known yet. To be called in the transaction of the page with them. */
export async function insertFoundFields(
  client: Queryable,
  integrationId: string,
  fields: readonly FoundField[],
): Promise<void> {
  if (fields.length === 0) return;
  const rows = fields.map((field) => ({ ...field, id: fieldId(integrationId, field) }));
  await insertFields.run(client, { integrationId, fields: JSON.stringify(rows) });
}

function fieldId(integrationId: string, { model, type, key }: FoundField): string {
  return recordId(integrationId, `integration_field:${model}:${type}`, key);
}

const selectFound = statement({
  text: `select ${columns} from store.integration_fields where integration_id = $integrationId`,
  values: { integrationId: text },
  rows: fieldRow,
  isPrepared: true,
});

/** Every raw field that syncs have come across so far. */
export async function findFoundFields(
  database: Database,
  integrationId: string,
): Promise<IntegrationField[]> {
  return (await selectFound.all(database.pool, { integrationId })).map(toField);
}

export interface FieldsPage<Field> {
  fields: Field[];
  /** The id after which the next page begins; null on the last one. */
  next: string | null;
}

const selectPage = statement({
  text: `select ${columns} from store.integration_fields
    where integration_id = $integrationId and id > $afterId order by id limit $limit`,
  values: { integrationId: text, afterId: text, limit: bigint },
  rows: fieldRow,
});

/** Raw fields by rising id, those that `afterId` precedes. */
export async function listIntegrationFields(
  database: Database,
  request: { integrationId: string; afterId: string | null; pageSize: number },
): Promise<FieldsPage<IntegrationField>> {
  const { integrationId, afterId, pageSize } = request;
  const page = { integrationId, afterId: afterId ?? '', limit: pageSize + 1 };
  const rows = await selectPage.all(database.pool, page);
  return toFieldsPage(rows.map(toField), pageSize);
}

/** Cuts what is one longer than the page, where there is more. */
export function toFieldsPage<Field extends { id: string }>(
  fields: Field[],
  pageSize: number,
): FieldsPage<Field> {
  const last = fields.length > pageSize ? fields[pageSize - 1] : undefined;
  return { fields: fields.slice(0, pageSize), next: last?.id ?? null };
}

const selectField = statement({
  text: `select ${columns} from store.integration_fields
    where integration_id = $integrationId and id = $id`,
  values: { integrationId: text, id: text },
  rows: fieldRow,
});

/** Null where the integration has no such field. */
export async function findIntegrationField(
  client: Queryable,
  field: { integrationId: string; id: string },
): Promise<IntegrationField | null> {
  if (toPostgresText(field.id) !== field.id) return null;
  const row = await selectField.first(client, field);
  return row && toField(row);
}

const updatePassthrough = statement({
  text: `update store.integration_fields set is_passthrough_enabled = $isEnabled
    where integration_id = $integrationId and id = $id`,
  values: { integrationId: text, id: text, isEnabled: bool },
});

/**
 * Lets a raw field through, or no longer, from the next sync on.
 * Null, with nothing changed, where the integration has no such field.
 */
export async function setFieldPassthrough(
  database: Database,
  { integrationId, id, isEnabled }: { integrationId: string; id: string; isEnabled: boolean },
): Promise<IntegrationField | null> {
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    const field = await findIntegrationField(client, { integrationId, id });
    if (field === null || field.isPassthroughEnabled === isEnabled) return field;
    await updatePassthrough.run(client, { integrationId, id, isEnabled });
    await noteFieldChange(client, { integrationId, model: field.model });
    return { ...field, isPassthroughEnabled: isEnabled };
  });
}

const selectionRow = { ...fieldRow, custom_key: nullable(text) };

const selectSelection = statement({
  text: `select f.id, f.model, f.type, f.key, f.label, f.is_passthrough_enabled, c.key as custom_key
    from store.integration_fields f
    left join store.field_mappings m
      on m.integration_id = f.integration_id and m.integration_field_id = f.id
    left join store.custom_fields c on c.id = m.custom_field_id
    where f.integration_id = $integrationId and (f.is_passthrough_enabled or c.id is not null)
    order by f.key collate "C", f.type, c.key collate "C"`,
  values: { integrationId: text },
  rows: selectionRow,
  isPrepared: true,
});

/** What records of an integration show of its raw fields; models without a choice are left out. */
export async function findFieldSelection(
  database: Database,
  integrationId: string,
): Promise<FieldSelection> {
  const rows = await selectSelection.all(database.pool, { integrationId });
  const byModel = Map.groupBy(rows, ({ model }) => model);
  return Object.fromEntries([...byModel].map(([model, ofModel]) => [model, toSelection(ofModel)]));
}

function toSelection(rows: readonly Row<typeof selectionRow>[]): ModelFieldSelection {
  // A field that fills several custom fields comes once for each.
  const passed = new Map(
    rows
      .filter((row) => row.is_passthrough_enabled)
      .map(({ id, key, type, label }) => [id, { id, key, type, label }]),
  );
  return {
    passed: [...passed.values()],
    mapped: rows.flatMap(({ key, type, custom_key: customKey }) =>
      customKey === null ? [] : [{ customKey, key, type }],
    ),
  };
}
