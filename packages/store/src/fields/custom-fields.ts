import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { lockForWriting } from '../database/locks.ts';
import { bigint, nullable, oneOf, text, toPostgresText } from '../database/sql-types.ts';
import type { Row } from '../database/statement.ts';
import { statement } from '../database/statement.ts';
import { noteFieldChange } from './field-changes.ts';
import type { FieldModel, FieldsPage, IntegrationField } from './integration-fields.ts';
import { fieldModels, findIntegrationField, toFieldsPage } from './integration-fields.ts';

/** A field that an environment wants to find under the same key in every tool. */
export interface CustomField {
  id: string;
  model: FieldModel;
  key: string;
  label: string | null;
  description: string | null;
}

/** A custom field, and the raw field that fills it in one integration. */
export interface MappedCustomField extends CustomField {
  integrationField: Pick<IntegrationField, 'id' | 'key' | 'type' | 'label'> | null;
}

const customField = {
  id: text,
  model: oneOf(...fieldModels),
  key: text,
  label: nullable(text),
  description: nullable(text),
};

const insertField = statement({
  text: `insert into store.custom_fields (id, environment_id, model, key, label, description)
    values ($id, $environmentId, $model, $key, $label, $description)
    on conflict (environment_id, model, key) do nothing`,
  values: { environmentId: text, ...customField },
});

/** Null, with nothing made, where the model has a custom field with this key already. */
export async function createCustomField(
  database: Database,
  { environmentId, ...field }: { environmentId: string } & Omit<CustomField, 'id'>,
): Promise<CustomField | null> {
  const made = { ...field, id: randomId() };
  return (await insertField.run(database.pool, { environmentId, ...made })) === 1 ? made : null;
}

const selectFields = statement({
  text: `select id, model, key, label, description from store.custom_fields
    where environment_id = $environmentId order by model, key collate "C"`,
  values: { environmentId: text },
  rows: customField,
});

/** All custom fields of an environment, by model and key. */
export function listCustomFields(
  database: Database,
  environmentId: string,
): Promise<CustomField[]> {
  return selectFields.all(database.pool, { environmentId });
}

const lockField = statement({
  text: `select model from store.custom_fields
    where environment_id = $environmentId and id = $id for update`,
  values: { environmentId: text, id: text },
  rows: { model: customField.model },
});

const deleteMappings = statement({
  text: `delete from store.field_mappings where custom_field_id = $id
    returning integration_id as "integrationId"`,
  values: { id: text },
  rows: { integrationId: text },
});

const deleteField = statement({
  text: 'delete from store.custom_fields where id = $id',
  values: { id: text },
});

/**
 * Deletes a custom field of the environment. Integrations that filled it stop at their next sync. Null where there is none; otherwise how many integrations filled it.
 */
export async function deleteCustomField(
  database: Database,
  field: { environmentId: string; id: string },
): Promise<{ mappings: number } | null> {
  return inTransaction(database, async (client) => {
    const found = await lockField.first(client, field);
    if (found === null) return null;
    const mapped = await deleteMappings.all(client, field);
    for (const { integrationId } of mapped) {
      await noteFieldChange(client, { integrationId, model: found.model });
    }
    await deleteField.run(client, field);
    return { mappings: mapped.length };
  });
}

const mapped = {
  values: { integrationId: text, environmentId: text },
  // Of the raw field, all but the label are null where the id is.
  rows: {
    ...customField,
    field_id: nullable(text),
    field_key: text,
    field_type: oneOf('DEFAULT', 'CUSTOM'),
    field_label: nullable(text),
  },
};

const selectMapped = `
  select c.id, c.model, c.key, c.label, c.description,
    f.id as field_id, f.key as field_key, f.type as field_type, f.label as field_label
  from store.custom_fields c
  left join store.field_mappings m on m.integration_id = $integrationId and m.custom_field_id = c.id
  left join store.integration_fields f
    on f.integration_id = m.integration_id and f.id = m.integration_field_id
  where c.environment_id = $environmentId`;

const selectMappedPage = statement({
  text: `${selectMapped} and c.id > $afterId order by c.id limit $limit`,
  values: { ...mapped.values, afterId: text, limit: bigint },
  rows: mapped.rows,
});

// Locked, so that it is not deleted meanwhile.
const lockMapped = statement({
  text: `${selectMapped} and c.id = $customFieldId for share of c`,
  values: { ...mapped.values, customFieldId: text },
  rows: mapped.rows,
});

function toMapped(row: Row<typeof mapped.rows>): MappedCustomField {
  const { field_id: id, field_key: key, field_type: type, field_label: label, ...field } = row;
  return { ...field, integrationField: id === null ? null : { id, key, type, label } };
}

/** Custom fields of an integration's environment by rising id, those that `afterId` precedes. */
export async function listMappedCustomFields(
  database: Database,
  request: {
    integrationId: string;
    environmentId: string;
    afterId: string | null;
    pageSize: number;
  },
): Promise<FieldsPage<MappedCustomField>> {
  const { afterId, pageSize } = request;
  const page = { ...request, afterId: afterId ?? '', limit: pageSize + 1 };
  const rows = await selectMappedPage.all(database.pool, page);
  return toFieldsPage(rows.map(toMapped), pageSize);
}

/** What a mapping is refused for. */
export type MappingRefusal = 'custom-field-unknown' | 'integration-field-unknown' | 'models-differ';

const deleteMapping = statement({
  text: `delete from store.field_mappings
    where integration_id = $integrationId and custom_field_id = $customFieldId`,
  values: { integrationId: text, customFieldId: text },
});

const upsertMapping = statement({
  text: `insert into store.field_mappings (integration_id, custom_field_id, integration_field_id)
    values ($integrationId, $customFieldId, $integrationFieldId)
    on conflict (integration_id, custom_field_id) do update
      set integration_field_id = excluded.integration_field_id`,
  values: { integrationId: text, customFieldId: text, integrationFieldId: text },
});

/**
 * Says which raw field fills a custom field in an integration, from its next sync on; null for none.
 * A refusal has changed nothing.
 */
export async function setFieldMapping(
  database: Database,
  mapping: {
    integrationId: string;
    environmentId: string;
    customFieldId: string;
    integrationFieldId: string | null;
  },
): Promise<MappedCustomField | MappingRefusal> {
  const { integrationId, customFieldId, integrationFieldId } = mapping;
  if (toPostgresText(customFieldId) !== customFieldId) return 'custom-field-unknown';
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    const found = await lockMapped.first(client, mapping);
    if (found === null) return 'custom-field-unknown';
    const before = toMapped(found);
    if ((before.integrationField?.id ?? null) === integrationFieldId) return before;
    const after =
      integrationFieldId === null
        ? null
        : await findIntegrationField(client, { integrationId, id: integrationFieldId });
    if (integrationFieldId !== null && after === null) return 'integration-field-unknown';
    if (after !== null && after.model !== before.model) return 'models-differ';
    if (after === null) await deleteMapping.run(client, mapping);
    else await upsertMapping.run(client, { ...mapping, integrationFieldId: after.id });
    await noteFieldChange(client, { integrationId, model: before.model });
    return { ...before, integrationField: after };
  });
}
