import type { Schedule } from '@hirewire/store';
import type { SyncWorker } from './sync-worker.ts';
import { startSyncWorker } from './sync-worker.ts';
import type { SyncEnvironment } from './sync-environment.ts';
import { type DeliveryEnvironment, deliverWebhooks } from '../webhooks/deliver-webhooks.ts';

/** All that goes on in the background of a process: syncs, and webhooks to customers. */
export async function startWorker(
  environment: SyncEnvironment & DeliveryEnvironment,
  { concurrency, schedule }: { concurrency: number; schedule?: Schedule },
): Promise<SyncWorker> {
  const syncs = await startSyncWorker(environment, concurrency, schedule);
  const shutdown = new AbortController();
  const delivering = deliverWebhooks(environment, shutdown.signal);
  return {
    async stop() {
      shutdown.abort();
      await Promise.all([syncs.stop(), delivering]);
    },
  };
}
