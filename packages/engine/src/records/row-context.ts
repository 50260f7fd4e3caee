import type { Connector } from '@hirewire/connector-kit';
import type { Database, FieldChoices, Integration } from '@hirewire/store';
import { fieldModels, findFieldChoices, findIntegration } from '@hirewire/store';
import { offIn } from '../integrations/scope.ts';
import type { RowContext } from './own-json.ts';
import { createIdOf } from './to-row.ts';
import { withheldBy } from './exclude-fields.ts';

/** What rows of an integration are made with. */
export async function createRowContext(
  database: Database,
  integration: Integration,
  connector: Connector,
): Promise<RowContext> {
  return {
    integrationId: integration.id,
    isRemoteDataEnabled: integration.isRemoteDataEnabled,
    volatileFields: new Set(connector.volatileFields),
    idOf: createIdOf(integration.id),
    ...(await findChoices(database, integration.id)),
  };
}

/** Which fields records show, as it has been chosen by now. */
export async function findChoices(
  database: Database,
  integrationId: string,
): Promise<Pick<RowContext, 'fields' | 'withheld'>> {
  const integration = await findIntegration(database, integrationId);
  const off = offIn(integration?.settings ?? {});
  const fields = await findFieldChoices(database, integrationId);
  return { fields: withoutMapped(fields, off), withheld: withheldBy(off) };
}

/** Where `custom_fields` are off, none is filled. */
function withoutMapped(fields: FieldChoices, off: ReadonlySet<string>): FieldChoices {
  const entries = fieldModels.flatMap((model) => {
    const choice = fields[model];
    if (choice === undefined) return [];
    const isOff = off.has(`ats_${model}.custom_fields`);
    return [[model, isOff ? { ...choice, mapped: [] } : choice] as const];
  });
  return Object.fromEntries(entries);
}
