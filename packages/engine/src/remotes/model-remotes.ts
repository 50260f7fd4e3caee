import type { ConnectorContext, Limiter } from '@hirewire/connector-kit';
import { createContext, createRemoteClient } from '@hirewire/connector-kit';
import type { ModelName, ReadCost } from '@hirewire/store';
import { createRequestTally } from './request-tally.ts';
import type { Run } from '../sync/run.ts';
import { unseal } from '../integrations/sealing.ts';
import { createSharedLimiter } from './shared-limiter.ts';
import { measureRequests, measureWaits } from '../telemetry/telemetry.ts';
import { withSettings } from './with-settings.ts';

/** What one model is read with. */
export interface ModelRemote {
  context: ConnectorContext;
  takeCost(): ReadCost;
  /** Gives up requests under way, when nobody wants their answers any more. */
  stopReading(): void;
}

/**
 * A remote for each model, so that each has its own count and can be stopped; the limit is one.
 * @throws where the credentials cannot be opened or used, which no repetition mends
 */
export function openModelRemotes(
  run: Run,
  models: readonly ModelName[],
  sealed: Buffer,
): ReadonlyMap<ModelName, ModelRemote> {
  const { environment, integration, connector } = run;
  const { database, secretKeys, clock } = environment;
  const plain: unknown = JSON.parse(unseal(secretKeys, integration.id, sealed));
  const credentials = connector.credentials.schema.parse(plain);
  const place = { tool: integration.tool, integration_id: integration.id };
  const shared = createSharedLimiter({ database, integrationId: integration.id, clock });
  const limiter = measureWaits(environment, place, stoppingAt(run, shared));
  return new Map(models.map((model) => [model, openRemote(run, { credentials, limiter })]));
}

/** A place that cannot be had is a failure of ours, not of the vendor, whose model it would end. */
function stoppingAt(run: Run, limiter: Limiter): Limiter {
  return {
    acquire: (limit, signal) =>
      limiter.acquire(limit, signal).catch((error: unknown) => {
        if (!signal.aborted) run.stop(error);
        throw error;
      }),
  };
}

function openRemote(
  { environment, integration, connector, signal: signalOfRun, issues }: Run,
  shared: { credentials: unknown; limiter: Limiter },
): ModelRemote {
  const { clock, log } = environment;
  const { declaration, settings } = withSettings(connector.remote, integration.settings);
  const stop = new AbortController();
  const signal = AbortSignal.any([signalOfRun, stop.signal]);
  const place = { tool: integration.tool, integration_id: integration.id };
  const tally = createRequestTally({ limiter: shared.limiter, clock });
  const remote = createRemoteClient({
    declaration,
    credentials: shared.credentials,
    ...(integration.remoteBaseUrl === null ? {} : { baseUrl: integration.remoteBaseUrl }),
    guard: environment.guard,
    label: connector.tool.label,
    limiter: tally.limiter,
    clock: tally.clock,
    observer: measureRequests(environment.telemetry, place, tally.observer),
    log,
    signal,
  });
  return {
    context: createContext({ remote, settings, clock, log, signal, reportIssue: issues.report }),
    takeCost: () => tally.take(),
    stopReading: () => stop.abort(new Error('Reading was stopped.')),
  };
}
