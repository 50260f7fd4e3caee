import type { Connector } from '@hirewire/connector-kit';
import { readModelOf } from '@hirewire/contract';
import type { endRun, Integration, ModelName, RunModel, SyncRun } from '@hirewire/store';
import { modelNames } from '@hirewire/store';
import type { IssueCollector } from './issue-collector.ts';
import { isModelDisabled } from '../integrations/scope.ts';
import type { SyncEnvironment } from './sync-environment.ts';
import { isTrackedOnly } from '../remotes/with-settings.ts';

/** What one run works with. */
export interface Run {
  environment: SyncEnvironment;
  integration: Integration;
  connector: Connector;
  run: SyncRun;
  /** See `startRun`. */
  fencingToken: number;
  issues: IssueCollector;
  /** Aborted when this process is to stop, or has lost the right to run it. */
  interruption: AbortSignal;
  /** The same, and when the run is to stop for a reason of its own. */
  signal: AbortSignal;
  stop: (reason: unknown) => void;
}

export interface Ending {
  state: Parameters<typeof endRun>[1]['state'];
  /** For people; null where there is nothing to say. */
  message: string | null;
}

/**
 * The models that are read, in phases that follow each other: where it matters whose they are,
 * applications come before what belongs to them.
 */
export function planPhases(connector: Connector, integration: Integration): ModelName[][] {
  const models = modelNames.filter(
    (model) => connector.read[model] !== undefined && !isModelDisabled(integration.settings, model),
  );
  if (!isTrackedOnly(integration.settings)) return [models];
  const isLater = (model: ModelName): boolean =>
    model !== 'applications' && readModelOf(model).trackedBy.length > 0;
  return [models.filter((model) => !isLater(model)), models.filter(isLater)];
}

/** How a run ended whose models were all tried. */
export function describeEnding(models: [string, RunModel][]): Ending {
  const sentences = models.flatMap(([model, { state, message, skippedDeletions }]) => {
    if (state === 'FAILED') return [`${model} could not be read: ${message}`];
    if (state === 'DONE' && message !== null) return [message];
    if (skippedDeletions === 0) return [];
    return [
      `${skippedDeletions} ${model} were missing, but it is not certain that they are gone, so none was ` +
        'deleted. Where they are merely many, a second full sync or sweep that misses the same ones ' +
        'will delete them; where records had no usable id, see the issues of this run.',
    ];
  });
  if (sentences.length === 0) return { state: 'SUCCEEDED', message: null };
  const hasSome = models.some(([, { state }]) => state === 'DONE');
  return { state: hasSome ? 'PARTIALLY_FAILED' : 'FAILED', message: sentences.join('\n') };
}

/** What the run says of a model whose records the vendor has not all listed. */
export function describeUnlisted(model: ModelName, count: number): string {
  return (
    `The vendor counted ${count} more ${model} than it listed, so none was deleted. The next full ` +
    "sync tries again; if this remains, ask the vendor's support why it does not list them all."
  );
}

/** What the run says of a model whose missing records could not be asked for. */
export function describeUnconfirmed(model: ModelName, reason: string): string {
  return (
    `Some ${model} were missing, and whether they still exist could not be asked, so none was ` +
    `deleted: ${reason} The next full sync or sweep asks again; if it misses the same ones, they are ` +
    'deleted.'
  );
}

/** What the run says of a model of which the credentials may not show everything. */
export function describeHidden(model: ModelName, permission: string): string {
  return (
    `Some ${model} were missing, and the credentials lack the permission "${permission}", which ` +
    `${model} need: they may only be hidden, so none was deleted. Once it is granted, the next full ` +
    'sync or sweep deletes what is gone.'
  );
}

/** What the run says of a model whose ids could not be listed. */
export function describeSweep(model: ModelName, reason: string): string {
  return (
    `The ${model} that were deleted could not be looked for, so none was deleted: ${reason} What has ` +
    'changed was read. A sync after an hour tries again.'
  );
}

/** How a run ended that took too long. */
export function describeTimeout(models: [string, RunModel][], totalMs: number): Ending {
  const isOpen = (state: RunModel['state']): boolean => state !== 'DONE' && state !== 'FAILED';
  const open = models.filter(([, { state }]) => isOpen(state)).map(([model]) => model);
  const message =
    `The sync was stopped after ${totalMs / 3_600_000} hours, the longest that one may take. What ` +
    'had been read is kept. These were not read to their end, and nothing of them was deleted: ' +
    `${open.join(', ')}.`;
  const { message: others } = describeEnding(models);
  return { state: 'TIMED_OUT', message: others === null ? message : `${message}\n${others}` };
}
