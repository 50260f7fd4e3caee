import { expireData, findIntegration, setIntegrationSettings } from '@hirewire/store';
import { EngineError } from './engine-error.ts';
import type { SyncEnvironment } from './sync-environment.ts';
import { isTrackedOnly, parseSettings } from './with-settings.ts';

/** Changes some settings of an integration; null takes one back. */
export async function changeSettings(
  { database, connectors }: Pick<SyncEnvironment, 'database' | 'connectors'>,
  integrationId: string,
  changes: Readonly<Record<string, unknown>>,
): Promise<void> {
  const integration = await findIntegration(database, integrationId);
  const connector = integration && connectors.get(integration.tool);
  if (!integration || !connector) {
    throw new EngineError('integration-not-found', `There is no integration ${integrationId}.`);
  }
  const wanted = Object.entries({ ...integration.settings, ...changes });
  const settings = parseSettings(
    connector,
    Object.fromEntries(wanted.filter(([, value]) => value !== null)),
  );
  await setIntegrationSettings(database, integrationId, settings);
  if (isTrackedOnly(settings) !== isTrackedOnly(integration.settings)) {
    await expireData(database, integrationId);
  }
}
