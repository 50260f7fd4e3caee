import type { Connector } from '@hirewire/connector-kit';
import type { Database, FieldSelection, Integration } from '@hirewire/store';
import { fieldModels, findFieldSelection, findIntegration } from '@hirewire/store';
import { disabledScopes } from '../integrations/scope.ts';
import type { RowContext } from './own-json.ts';
import { createIdOf } from './to-row.ts';
import { exclusionsOf } from './exclude-fields.ts';

/** What rows of an integration are made with. */
export async function createRowContext(
  database: Database,
  integration: Pick<Integration, 'id' | 'isRemoteDataEnabled'>,
  connector: Connector,
): Promise<RowContext> {
  return {
    integrationId: integration.id,
    isRemoteDataEnabled: integration.isRemoteDataEnabled,
    volatileFields: new Set(connector.volatileFields),
    idOf: createIdOf(integration.id),
    ...(await loadFieldSelection(database, integration.id)),
  };
}

/** Which fields records show, as it has been chosen by now. */
export async function loadFieldSelection(
  database: Database,
  integrationId: string,
): Promise<Pick<RowContext, 'fields' | 'exclusions'>> {
  const integration = await findIntegration(database, integrationId);
  const disabled = disabledScopes(integration?.settings ?? {});
  const fields = await findFieldSelection(database, integrationId);
  return { fields: withoutMapped(fields, disabled), exclusions: exclusionsOf(disabled) };
}

/** Where `custom_fields` are disabled, none is filled. */
function withoutMapped(fields: FieldSelection, disabled: ReadonlySet<string>): FieldSelection {
  const entries = fieldModels.flatMap((model) => {
    const choice = fields[model];
    if (choice === undefined) return [];
    const isDisabled = disabled.has(`ats_${model}.custom_fields`);
    return [[model, isDisabled ? { ...choice, mapped: [] } : choice] as const];
  });
  return Object.fromEntries(entries);
}
