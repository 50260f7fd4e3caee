import { randomId } from '@hirewire/contract';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { noteFieldChange } from './field-changes.ts';
import type { FieldModel } from './field-models.ts';
import type { FieldsPage, FieldType, IntegrationField } from './integration-fields.ts';
import { findIntegrationField, toFieldsPage } from './integration-fields.ts';
import { lockForWriting } from '../database/locks.ts';
import { toPostgresText } from '../database/sql-types.ts';

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

/** Null, with nothing made, where the model has a custom field with this key already. */
export async function createCustomField(
  database: Database,
  { environmentId, ...field }: { environmentId: string } & Omit<CustomField, 'id'>,
): Promise<CustomField | null> {
  const id = randomId();
  const { rowCount } = await database.pool.query(
    `insert into store.custom_fields (id, environment_id, model, key, label, description)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (environment_id, model, key) do nothing`,
    [id, environmentId, field.model, field.key, field.label, field.description],
  );
  return rowCount === 1 ? { id, ...field } : null;
}

/** All custom fields of an environment, by model and key. */
export async function listCustomFields(
  database: Database,
  environmentId: string,
): Promise<CustomField[]> {
  const { rows } = await database.pool.query<CustomField>(
    `select id, model, key, label, description from store.custom_fields
     where environment_id = $1 order by model, key collate "C"`,
    [environmentId],
  );
  return rows;
}

/**
 * Deletes a custom field of the environment. Integrations that filled it stop to do so at their next
 * sync. Null where there is none; otherwise how many integrations filled it.
 */
export async function deleteCustomField(
  database: Database,
  { environmentId, id }: { environmentId: string; id: string },
): Promise<{ mappings: number } | null> {
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<{ model: FieldModel }>(
      'select model from store.custom_fields where environment_id = $1 and id = $2 for update',
      [environmentId, id],
    );
    const model = rows[0]?.model;
    if (model === undefined) return null;
    const mapped = await client.query<{ integration_id: string }>(
      'delete from store.field_mappings where custom_field_id = $1 returning integration_id',
      [id],
    );
    for (const { integration_id: integrationId } of mapped.rows) {
      await noteFieldChange(client, { integrationId, model });
    }
    await client.query('delete from store.custom_fields where id = $1', [id]);
    return { mappings: mapped.rows.length };
  });
}

interface MappedRow extends CustomField {
  field_id: string | null;
  field_key: string;
  field_type: FieldType;
  field_label: string | null;
}

/** `$1` is the integration, `$2` its environment. */
const selectMapped = `
  select c.id, c.model, c.key, c.label, c.description,
    f.id as field_id, f.key as field_key, f.type as field_type, f.label as field_label
  from store.custom_fields c
  left join store.field_mappings m on m.integration_id = $1 and m.custom_field_id = c.id
  left join store.integration_fields f
    on f.integration_id = m.integration_id and f.id = m.integration_field_id
  where c.environment_id = $2`;

function toMapped(row: MappedRow): MappedCustomField {
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
  const { integrationId, environmentId, afterId, pageSize } = request;
  const { rows } = await database.pool.query<MappedRow>(
    `${selectMapped} and c.id > $3 order by c.id limit $4`,
    [integrationId, environmentId, afterId ?? '', pageSize + 1],
  );
  return toFieldsPage(rows.map(toMapped), pageSize);
}

/** What a mapping is refused for. */
export type MappingRefusal = 'custom-field-unknown' | 'integration-field-unknown' | 'models-differ';

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
  const { integrationId, environmentId, customFieldId, integrationFieldId } = mapping;
  if (toPostgresText(customFieldId) !== customFieldId) return 'custom-field-unknown';
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    // Locked, so that it is not deleted meanwhile.
    const { rows } = await client.query<MappedRow>(`${selectMapped} and c.id = $3 for share of c`, [
      integrationId,
      environmentId,
      customFieldId,
    ]);
    if (rows[0] === undefined) return 'custom-field-unknown';
    const before = toMapped(rows[0]);
    if ((before.integrationField?.id ?? null) === integrationFieldId) return before;
    const after =
      integrationFieldId === null
        ? null
        : await findIntegrationField(client, { integrationId, id: integrationFieldId });
    if (integrationFieldId !== null && after === null) return 'integration-field-unknown';
    if (after !== null && after.model !== before.model) return 'models-differ';
    await client.query(
      after === null
        ? 'delete from store.field_mappings where integration_id = $1 and custom_field_id = $2'
        : `insert into store.field_mappings (integration_id, custom_field_id, integration_field_id)
           values ($1, $2, $3)
           on conflict (integration_id, custom_field_id) do update
             set integration_field_id = excluded.integration_field_id`,
      after === null ? [integrationId, customFieldId] : [integrationId, customFieldId, after.id],
    );
    await noteFieldChange(client, { integrationId, model: before.model });
    return { ...before, integrationField: after };
  });
}
