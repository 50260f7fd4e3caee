import type { ConnectorContext } from '@hirewire/connector-kit';
import { createContext, createRemoteClient } from '@hirewire/connector-kit';
import type { ModelName, ReadCost } from '@hirewire/store';
import { findSealedCredentials, RunEndedError } from '@hirewire/store';
import { createRequestTally } from './request-tally.ts';
import type { Run } from './run.ts';
import { open } from './sealing.ts';
import { createSharedLimiter } from './shared-limiter.ts';
import { withSettings } from './with-settings.ts';

/** What one model is read with. */
export interface ModelRemote {
  context: ConnectorContext;
  takeCost(): ReadCost;
  /** Gives up requests under way, when nobody wants their answers any more. */
  stopReading(): void;
}

/** A remote for each model, so that each has its own count and can be stopped; the limit is one. */
export async function openModelRemotes(
  run: Run,
  models: readonly ModelName[],
): Promise<ReadonlyMap<ModelName, ModelRemote>> {
  const { environment, integration, connector } = run;
  const { database, secretKeys, clock } = environment;
  const sealed = await findSealedCredentials(database, integration.id);
  if (sealed === null) throw new RunEndedError(run.run.id);
  const plain: unknown = JSON.parse(open(secretKeys, integration.id, sealed));
  const credentials = connector.credentials.schema.parse(plain);
  const limiter = createSharedLimiter({ database, integrationId: integration.id, clock });
  return new Map(models.map((model) => [model, openRemote(run, { credentials, limiter })]));
}

function openRemote(
  { environment, integration, connector, signal: signalOfRun, issues }: Run,
  shared: { credentials: unknown; limiter: ReturnType<typeof createSharedLimiter> },
): ModelRemote {
  const { clock, log } = environment;
  const { declaration, settings } = withSettings(connector.remote, integration.settings);
  const stop = new AbortController();
  const signal = AbortSignal.any([signalOfRun, stop.signal]);
  const tally = createRequestTally({ limiter: shared.limiter, clock });
  const remote = createRemoteClient({
    declaration,
    credentials: shared.credentials,
    ...(integration.remoteBaseUrl === null ? {} : { baseUrl: integration.remoteBaseUrl }),
    guard: environment.guard,
    label: connector.tool.label,
    limiter: tally.limiter,
    clock: tally.clock,
    observer: tally.observer,
    log,
    signal,
  });
  return {
    context: createContext({ remote, settings, clock, log, signal, reportIssue: issues.report }),
    takeCost: () => tally.take(),
    stopReading: () => stop.abort(new Error('Reading was stopped.')),
  };
}
