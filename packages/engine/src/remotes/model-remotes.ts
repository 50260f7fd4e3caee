import type { ConnectorContext, Limiter, ShareRead, TokenStore } from '@hirewire/connector-kit';
import { RemoteError, createShareRead } from '@hirewire/connector-kit';
import type { ModelName, ReadCost } from '@hirewire/store';
import type { Run } from '../sync/run.ts';
import { openRemote } from './open-remote.ts';
import { createRequestTally } from './request-tally.ts';
import { createSharedLimiter } from './shared-limiter.ts';
import { createSharedTokenStore } from './shared-token-store.ts';

/** A run whose vendor asks for a longer pause returns to the queue, so that others get its worker. */
const maxRetryWaitMs = 30_000;

/** What one model is read with. */
export interface ModelRemote {
  context: ConnectorContext;
  takeCost(): ReadCost;
  /** Aborts the requests under way, when their answers are no longer needed. */
  stopReading(): void;
}

/**
 * A remote for each model, so that each has its own count and can be stopped; they share one limit, and
 * what they say that others may use (`shareRead`).
 * @throws as `openRemote`
 */
export async function openModelRemotes(
  run: Run,
  models: readonly ModelName[],
  sealedCredentials: Buffer,
): Promise<ReadonlyMap<ModelName, ModelRemote>> {
  const { environment, integration } = run;
  const { database, clock } = environment;
  const shared = createSharedLimiter({ database, integrationId: integration.id, clock });
  const limiter = stoppingAt(run, shared);
  const of = { integrationId: integration.id, sealedCredentials };
  const tokens = keepingTokensOf(run, createSharedTokenStore(environment, of));
  const shareRead = createShareRead();
  const remotes = new Map<ModelName, ModelRemote>();
  for (const model of models) {
    remotes.set(
      model,
      await openModelRemote(run, { limiter, tokens, shareRead, sealedCredentials }),
    );
  }
  return remotes;
}

/** A limiter that fails is a failure of ours, which stops the run; the vendor's would end a model. */
function stoppingAt(run: Run, limiter: Limiter): Limiter {
  return {
    acquire: (limit, signal) =>
      limiter.acquire(limit, signal).catch((error: unknown) => {
        if (!(error instanceof RemoteError) && !signal.aborted) run.stop(error);
        throw error;
      }),
  };
}

/** As `stoppingAt`, for a database that fails. */
function keepingTokensOf(run: Run, tokens: TokenStore): TokenStore {
  const stop = (error: unknown): never => {
    if (!(error instanceof RemoteError) && !run.signal.aborted) run.stop(error);
    throw error;
  };
  return {
    find: () => tokens.find().catch(stop),
    renew: (renewal, signal) => tokens.renew(renewal, signal).catch(stop),
  };
}

interface SharedParts {
  limiter: Limiter;
  tokens: TokenStore;
  shareRead: ShareRead;
  sealedCredentials: Buffer;
}

async function openModelRemote(
  { environment, integration, connector, signal, issues }: Run,
  { limiter, tokens, shareRead, sealedCredentials }: SharedParts,
): Promise<ModelRemote> {
  const stop = new AbortController();
  const tally = createRequestTally({ limiter, clock: environment.clock });
  const { context } = await openRemote(environment, {
    integration,
    connector,
    sealedCredentials,
    tokens,
    shareRead,
    limiter: tally.limiter,
    clientClock: tally.clock,
    observer: tally.observer,
    signal: AbortSignal.any([signal, stop.signal]),
    maxRetryWaitMs,
    reportIssue: issues.report,
  });
  return {
    context,
    takeCost: () => tally.take(),
    stopReading: () => stop.abort(new Error('Reading was stopped.')),
  };
}
