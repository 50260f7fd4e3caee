import type { SyncRun } from '@hirewire/store';
import { createRun, findIntegration, findOpenRun } from '@hirewire/store';
import { EngineError } from '../engine-error.ts';
import type { SyncEnvironment } from './sync-environment.ts';

export type SyncRequest = Pick<SyncRun, 'type' | 'trigger'>;

export interface RequestedSync {
  sync_id: string;
  /** May differ from the request: no delta is possible, or another sync is under way. */
  type: SyncRun['type'];
  already_queued: boolean;
}

/** Queues a sync, or joins one that will find all that it would. */
export async function requestSync(
  environment: Pick<SyncEnvironment, 'database' | 'connectors'>,
  integrationId: string,
  request: SyncRequest,
): Promise<RequestedSync> {
  const { database } = environment;
  const integration = await findIntegration(database, integrationId);
  if (integration === null) {
    throw new EngineError('integration-not-found', `There is no integration ${integrationId}.`);
  }
  if (integration.status === 'INACTIVE') {
    throw new EngineError(
      'integration-disabled',
      `Integration ${integrationId} is disabled: enable it to sync.`,
    );
  }
  if (integration.status === 'INVALID') {
    throw new EngineError(
      'integration-invalid',
      `The tool has not accepted the credentials of ${integrationId} for days: reconnect it to sync.`,
    );
  }
  const connector = environment.connectors.get(integration.tool);
  const canDelta =
    integration.firstSyncedAt !== null &&
    integration.dataExpiredAt === null &&
    (connector?.incrementalModels.length ?? 0) > 0;
  const type = canDelta ? request.type : 'FULL';
  // A full sync under way will find all that a delta would.
  const full = await findOpenRun(database, { integrationId, type: 'FULL' });
  if (full !== null) return { sync_id: full.id, type: 'FULL', already_queued: true };
  const { trigger } = request;
  const { id, isNew } = await createRun(database, { integrationId, type, trigger });
  return { sync_id: id, type, already_queued: !isNew };
}
