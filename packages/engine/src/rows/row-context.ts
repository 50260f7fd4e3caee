import type { Connector } from '@hirewire/connector-kit';
import type { Database, Integration } from '@hirewire/store';
import { findFieldChoices } from '@hirewire/store';
import type { RowContext } from './own-json.ts';
import { createIdOf } from './to-row.ts';

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
    fields: await findFieldChoices(database, integration.id),
    idOf: createIdOf(integration.id),
  };
}
