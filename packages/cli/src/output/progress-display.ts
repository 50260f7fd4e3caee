import { systemClock } from '@hirewire/connector-kit';
import { modelNames } from '@hirewire/store';
import type { SyncRun } from '@hirewire/store';
import type { Output } from '../io.ts';
import { estimateTimeLeft, renderDuration } from './render-duration.ts';

/** Shows the progress of running syncs. */
export interface ProgressDisplay {
  show(integrationId: string, run: SyncRun): void;
}

const plainIntervalMs = 5000;

/**
 * On a terminal one line for each model, updated in place; elsewhere a line every few seconds, so
 * that logs stay short.
 */
export function createProgressDisplay(stream: Output): ProgressDisplay {
  return stream.isTTY === true ? createLiveDisplay(stream) : createPlainDisplay(stream);
}

function createLiveDisplay(stream: Output): ProgressDisplay {
  const runs = new Map<string, SyncRun>();
  let height = 0;
  return {
    show(integrationId, run) {
      runs.set(integrationId, run);
      const lines = [...runs].flatMap(([id, shown]) => [
        `${id}  ${shown.type} sync ${shown.state}`,
        ...listProgress(shown).map(({ name, text }) => `  ${name.padEnd(20)} ${text}`),
      ]);
      // Up to the first line, then each line anew: no flicker, and a growing list just grows.
      const up = height === 0 ? '' : `\u001B[${height}A`;
      stream.write(up + lines.map((line) => `\u001B[2K${line}\n`).join(''));
      height = lines.length;
    },
  };
}

function createPlainDisplay(stream: Output): ProgressDisplay {
  const shown = new Map<string, { text: string; atMs: number }>();
  return {
    show(integrationId, run) {
      const models = listProgress(run).map(({ name, text }) => `${name} ${text}`);
      const text = `${integrationId} ${run.type} sync ${run.state}: ${models.join(', ')}`;
      const last = shown.get(integrationId);
      const atMs = systemClock.now().getTime();
      const isSoon = last !== undefined && atMs - last.atMs < plainIntervalMs;
      if (text === last?.text || (isSoon && run.endedAt === null)) return;
      shown.set(integrationId, { text, atMs });
      stream.write(`${text.replace(/: $/, '')}\n`);
    },
  };
}

function listProgress(run: SyncRun): { name: string; text: string }[] {
  return modelNames.flatMap((name) => {
    const model = run.models[name];
    if (model === undefined) return [];
    const isOpen = model.state === 'PENDING' || model.state === 'READING';
    const goal = isOpen && model.expected !== null ? ` of ${model.expected}` : '';
    const leftMs = estimateTimeLeft(model, systemClock.now());
    const left = leftMs === null ? '' : `, about ${renderDuration(leftMs)} left`;
    return [{ name, text: `${model.records}${goal} ${model.state.toLowerCase()}${left}` }];
  });
}
