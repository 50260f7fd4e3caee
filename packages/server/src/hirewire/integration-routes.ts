import { RemoteError } from '@hirewire/connector-kit';
import { ApiError, inputInvalid } from '@hirewire/contract';
import type * as operations from '@hirewire/contract';
import { EngineError } from '@hirewire/engine';
import type { EngineErrorCode } from '@hirewire/engine';
import type { Integration, IntegrationOverview } from '@hirewire/store';
import { listOverviews, listRuns } from '@hirewire/store';

import { type Route, type RouteParts, found, integrationOf } from './route.ts';
import { viewOverview, viewSync } from './views.ts';

// Integrations of an environment: who is connected, how they are doing, and connecting them.

export const getIntegrations: Route<typeof operations.getIntegrations> = async (call) => {
  const { environmentId, query } = call;
  const { status, health, limit } = query;
  const [tool, search, after] = [query.tool, query.search, query.after].map(withoutNul);
  const overviews = await listOverviews(call.database, {
    ...overviewOptions(call),
    environmentId,
    status,
    tool,
    search,
    after,
    health,
    limit: limit + 1,
  });
  const results = overviews.slice(0, limit).map(viewOverview);
  return { results, has_more: overviews.length > limit };
};

export const createIntegration: Route<typeof operations.createIntegration> = async (call) => {
  const { body, engine, environmentId } = call;
  const { organization_name: organizationName, creator_email, origin_id } = body.end_user;
  const integration = await answerRefusals(() =>
    engine.createIntegration({
      environmentId,
      tool: body.tool,
      credentials: body.credentials,
      endUser: { organizationName, creatorEmail: creator_email, originId: origin_id },
      remoteBaseUrl: null,
      settings: body.settings,
      isRemoteDataEnabled: body.remote_data,
    }),
  );
  return viewOverview(await overviewOf(call, integration));
};

export const replaceCredentials: Route<typeof operations.replaceCredentials> = async (call) => {
  const integration = integrationOf(call);
  await answerRefusals(() => call.engine.replaceCredentials(integration.id, call.body.credentials));
  return viewOverview(await overviewOf(call, integration));
};

export const getSyncs: Route<typeof operations.getSyncs> = async (call) => {
  const { id } = integrationOf(call);
  const runs = await listRuns(call.database, id, { limit: call.query.limit });
  return { results: runs.map(viewSync) };
};

export async function overviewOf(
  call: RouteParts,
  { id: integrationId }: Integration,
): Promise<IntegrationOverview> {
  const [overview = null] = await listOverviews(call.database, {
    ...overviewOptions(call),
    integrationId,
    limit: 1,
  });
  return foundIntegration(overview);
}

/** @throws ApiError 404 where it was deleted while it was worked at */
export function foundIntegration<Found>(integration: Found | null): Found {
  return found(integration, 'No such integration', 'The integration was deleted meanwhile.');
}

function overviewOptions({ engine, schedule }: RouteParts) {
  return { schedule, deltaTools: engine.deltaTools };
}

function withoutNul(text: string | undefined): string | undefined {
  return text?.replaceAll('\0', '');
}

const refusals: Partial<Record<EngineErrorCode, { status: number; title: string }>> = {
  'credentials-refused': { status: 422, title: 'Credentials refused' },
  'remote-unavailable': { status: 503, title: 'Tool not reachable' },
  'integration-not-found': { status: 404, title: 'No such integration' },
};

/** What a tool that was asked says. */
function refusalOf(error: RemoteError): { status: number; title: string } {
  const isAway = error.kind === 'unavailable' || error.kind === 'rate-limited';
  return isAway
    ? { status: 503, title: 'Tool not reachable' }
    : { status: 422, title: 'Refused by the tool' };
}

/** Errors of the general operations cannot have the codes that ATS operations use for these. */
export async function answerRefusals<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RemoteError) {
      throw new ApiError(null, error.message, { ...refusalOf(error), cause: error });
    }
    if (!(error instanceof EngineError)) throw error;
    const refusal = refusals[error.code];
    if (refusal === undefined) throw inputInvalid(error.message);
    throw new ApiError(null, error.message, { ...refusal, cause: error });
  }
}
