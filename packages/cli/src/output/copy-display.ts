import { systemClock } from '@hirewire/connector-kit';
import type { Progress } from '@hirewire/store';
import type { Output } from '../io.ts';
import { writeLine } from '../io.ts';

const intervalMs = 2000;

/** Says every few seconds which tables have been copied, and at the end. */
export function createCopyDisplay(stream: Output): (progress: Progress) => void {
  let shownAtMs = systemClock.now().getTime();
  let rows = 0;
  return (progress) => {
    rows += progress.rows;
    const { done, total } = progress;
    const atMs = systemClock.now().getTime();
    if (done < total && atMs - shownAtMs < intervalMs) return;
    shownAtMs = atMs;
    writeLine(stream, `${done} of ${total} tables, ${rows} rows`);
  };
}
