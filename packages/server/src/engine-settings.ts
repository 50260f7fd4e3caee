import type { ActionLimits } from '@hirewire/engine';
import type { Schedule } from '@hirewire/store';

import type { Settings } from './settings.ts';

/** How often integrations are synced that have not chosen otherwise. */
export function scheduleOf({
  deltaSyncMinutes,
  fullSyncHours,
}: Pick<Settings, 'deltaSyncMinutes' | 'fullSyncHours'>): Schedule {
  return { deltaMinutes: deltaSyncMinutes, fullHours: fullSyncHours };
}

/** The settings of live actions as the engine takes them. */
export function actionLimitsOf(settings: Settings): ActionLimits {
  return {
    atOnce: settings.actionsAtOnce,
    timeoutMs: settings.actionTimeoutSeconds * 1000,
    fileBytes: settings.maxFileMegabytes * 1024 * 1024,
  };
}
