import type { Log } from './log.ts';

/** What to undo, in the opposite order. Everything is undone, also when a step fails. */
export function createCleanUp() {
  const steps: (() => Promise<void>)[] = [];
  const run = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Hirewire did not stop cleanly');
  };
  return {
    add: (step: () => Promise<void>) => void steps.push(step),
    run,
    /** As `run`, where the failure that led here matters more than those of the clean-up. */
    afterFailure: (log: Log) =>
      run().catch((error: unknown) =>
        log.error({ event: 'server.cleanup.failed', error }, 'Clean-up failed'),
      ),
  };
}

export type CleanUp = ReturnType<typeof createCleanUp>;
