import { scopeProblem } from '@hirewire/contract';
import { changeIntegrationSettings, markStale } from '@hirewire/store';
import { EngineError } from '../engine-error.ts';
import { modelsChanged, disabledNames } from './scope.ts';
import type { SyncEnvironment } from '../sync/sync-environment.ts';
import { isTrackedOnly, parseSettings } from '../remotes/with-settings.ts';

type SettingsEnvironment = Pick<SyncEnvironment, 'database' | 'connectors'>;
type Settings = Readonly<Record<string, unknown>>;

/** Changes some settings of an integration; null takes one back. */
export async function changeSettings(
  environment: SettingsEnvironment,
  integrationId: string,
  changes: Settings,
): Promise<void> {
  await change(environment, integrationId, (settings) => ({ ...settings, ...changes }));
}

/** Names of models, fields and actions. */
export interface ScopeChange {
  enable?: readonly string[];
  disable?: readonly string[];
}

/** Enables or disables parts of an integration; returns the names of all that are disabled then. */
export async function changeScope(
  environment: SettingsEnvironment,
  integrationId: string,
  { enable = [], disable = [] }: ScopeChange,
): Promise<readonly string[]> {
  for (const name of [...enable, ...disable]) {
    const problem = scopeProblem(name);
    if (problem !== null) throw new EngineError('invalid-settings', problem);
  }
  const settings = await change(environment, integrationId, (known) => {
    const names = new Set([...disabledNames(known), ...disable]);
    for (const name of enable) names.delete(name);
    return { ...known, switched_off: names.size === 0 ? null : [...names].toSorted() };
  });
  return disabledNames(settings);
}

async function change(
  { database, connectors }: SettingsEnvironment,
  integrationId: string,
  toWanted: (settings: Settings) => Settings,
): Promise<Settings> {
  const changed = await changeIntegrationSettings(database, integrationId, (integration) => {
    const connector = connectors.get(integration.tool);
    if (connector === undefined) throw notFound(integrationId);
    const wanted = Object.entries(toWanted(integration.settings));
    const settings = parseSettings(
      connector,
      Object.fromEntries(wanted.filter(([, value]) => value !== null)),
    );
    // What is never read would never be brought up to date.
    const isRead = (model: keyof typeof connector.read): boolean =>
      connector.read[model] !== undefined;
    const changedModels = modelsChanged(integration.settings, settings).filter(isRead);
    return { settings, changedModels };
  });
  if (changed === null) throw notFound(integrationId);
  const { before, settings } = changed;
  if (isTrackedOnly(settings) !== isTrackedOnly(before.settings)) {
    await markStale(database, integrationId);
  }
  return settings;
}

function notFound(integrationId: string): EngineError {
  return new EngineError('integration-not-found', `There is no integration ${integrationId}.`);
}
