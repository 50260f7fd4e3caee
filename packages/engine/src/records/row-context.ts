import type { Connector } from '@hirewire/connector-kit';
import type { Database, FieldSelection, Integration } from '@hirewire/store';
import { fieldModels, findFieldSelection, findIntegration } from '@hirewire/store';
import { openErasureKey } from '../erasure/erasure-key.ts';
import { disabledScopes } from '../integrations/scope.ts';
import type { SecretKeys } from '../integrations/sealing.ts';
import type { RowContext } from './own-json.ts';
import { createIdOf } from './to-row.ts';
import { exclusionsOf } from './exclude-fields.ts';

/** What rows are made and stored with. */
export interface StoringContext extends RowContext {
  /** Unseals what marks of erased people are made with. */
  openErasureKey: (sealed: Buffer) => Buffer;
}

/** What rows of an integration are made with. */
export async function createRowContext(
  { database, secretKeys }: { database: Database; secretKeys: SecretKeys },
  integration: Pick<Integration, 'id' | 'isRemoteDataEnabled'>,
  connector: Connector,
): Promise<StoringContext> {
  return {
    integrationId: integration.id,
    isRemoteDataEnabled: integration.isRemoteDataEnabled,
    volatileFields: new Set(connector.volatileFields),
    idOf: createIdOf(integration.id),
    openErasureKey: (sealed) => openErasureKey(secretKeys, sealed),
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
