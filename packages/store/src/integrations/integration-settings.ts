import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import { noteFieldChange } from '../fields/field-changes.ts';
import type { Integration } from './integrations.ts';
import { findIntegrationIn } from './integrations.ts';
import { lockForWriting } from '../database/locks.ts';
import type { ModelName } from '../records/models.ts';

export interface SettingsChange {
  settings: Readonly<Record<string, unknown>>;
  /** Models whose records are to show other fields from now on, or are to go. */
  changedModels: readonly ModelName[];
}

/**
 * Replaces what an integration has chosen by what `decide` makes of it; of two who do so at once,
 * the second one sees the choice of the first. Null where there is no such integration.
 */
export async function changeIntegrationSettings(
  database: Database,
  integrationId: string,
  decide: (integration: Integration) => SettingsChange,
): Promise<{ before: Integration; settings: SettingsChange['settings'] } | null> {
  return inTransaction(database, async (client) => {
    await lockForWriting(client, integrationId);
    const before = await findIntegrationIn(client, integrationId);
    if (before === null) return null;
    const { settings, changedModels } = decide(before);
    await client.query('update store.integrations set settings = $2 where integration_id = $1', [
      integrationId,
      JSON.stringify(settings),
    ]);
    for (const model of changedModels) {
      await noteFieldChange(client, { integrationId, model });
    }
    return { before, settings };
  });
}
