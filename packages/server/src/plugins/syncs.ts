import { ApiError } from '@hirewire/contract';
import { type Database, type SyncRun, findRunOfEnvironment } from '@hirewire/store';
import type { FastifyInstance } from 'fastify';

/**
 * `/hirewire/v1/syncs/{id}`: how a sync went, model by model, and what of the vendor could not be
 * used. The `log_url` of `sync-finished` leads here.
 */
export function serveSyncs(app: FastifyInstance, database: Database): void {
  app.get<{ Params: { id: string } }>('/syncs/:id', async (request, reply) => {
    const environmentId = request.authorization?.environment.id ?? '';
    const runId = request.params.id.replaceAll('\0', '');
    const run = await findRunOfEnvironment(database, { environmentId, runId });
    if (run === null) {
      throw new ApiError(
        null,
        'There is no sync with this id in the environment of this API key.',
        {
          status: 404,
          title: 'No such sync',
        },
      );
    }
    reply.header('cache-control', 'no-store');
    return { status: 'success', data: viewRun(run) };
  });
}

function viewRun(run: SyncRun) {
  return {
    id: run.id,
    integration_id: run.integrationId,
    type: run.type,
    trigger: run.trigger,
    state: run.state,
    queued_at: run.queuedAt.toISOString(),
    started_at: run.startedAt?.toISOString() ?? null,
    ended_at: run.endedAt?.toISOString() ?? null,
    message: run.message,
    models: run.models,
    issues: run.issues,
  };
}
