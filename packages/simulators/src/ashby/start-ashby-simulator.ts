import { systemNow } from '../clock.ts';
import { FaultPlan } from '../faults.ts';
import { SeededRandom } from '../random.ts';
import { SavedState, loadSnapshot } from '../saved-state.ts';
import type { RateLimit, Simulator, SimulatorOptions } from '../simulator.ts';
import type { VendorAnswer, VendorRequest } from '../vendor-message.ts';
import { startVendorServer } from '../vendor-server.ts';
import { WebhookSender } from '../webhook-sender.ts';
import type { SentWebhooks } from '../webhook-sender.ts';
import { ashbyScopes } from './access.ts';
import type { AshbyAccess } from './access.ts';
import { AshbyApi } from './api.ts';
import { faultBody } from './envelope.ts';
import { Files } from './files.ts';
import { ashbyMethods } from './methods.ts';
import { RecordChanges } from './record-changes.ts';
import { seedRecords } from './seed/seed-records.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';
import type { AshbyParts } from './snapshot.ts';
import { AshbyState } from './state.ts';
import { Tokens } from './tokens.ts';
import { Webhooks } from './webhooks.ts';

export interface AshbySimulatorOptions extends SimulatorOptions {
  /** Default: made from the seed. */
  apiKey?: string;
  /** What the key may see; default: everything. */
  access?: Partial<AshbyAccess>;
  limits?: {
    /** Requests per window of the key; default: no limit, as the vendor publishes none. */
    rate?: RateLimit;
    /** Pages of a run with a sync token; default: no limit, as the vendor's number is not known. */
    incrementalPages?: number;
    /** Records on a page where the client does not say; default 100, as the vendor has it. */
    pageSize?: number;
  };
}

export interface AshbySimulator extends Simulator {
  readonly tool: 'ashby';
  readonly credentials: { api_key: string };
  readonly state: AshbyState;
  /** May be changed while the simulator runs. */
  readonly access: AshbyAccess;
  /** What was sent to the receivers that webhook.create named. */
  readonly webhooks: SentWebhooks;
}

/** Starts a pretend Ashby with invented people. Resolves when it listens. */
export async function startAshbySimulator(
  options: AshbySimulatorOptions = {},
): Promise<AshbySimulator> {
  const { candidates = 300, seed = 1, port = 0, host = '127.0.0.1', now = systemNow } = options;
  const { rate = null, incrementalPages = Infinity, pageSize = 100 } = options.limits ?? {};
  const random = new SeededRandom(seed);
  const apiKey = options.apiKey ?? `simulated-ashby-${random.uuid()}`;
  const secret = random.uuid();
  const records = seedRecords(random, candidates);
  const access: AshbyAccess = {
    scopes: [...ashbyScopes],
    confidentialJobs: true,
    privateFields: true,
    ...options.access,
  };
  const tokens = new Tokens(secret);
  const files = new Files(random, secret, now);
  const sender = new WebhookSender();
  const webhooks = new Webhooks(sender);
  const parts = { records, random, files, webhooks };
  const saved = await openSavedState(options.stateFile, parts, { seed, candidates });
  const changes = new RecordChanges({ records, random, webhooks, now });
  const api = new AshbyApi({
    apiKey,
    access,
    changes,
    files,
    webhooks,
    tokens,
    rate,
    maximumIncrementalPages: incrementalPages,
    pageSize,
    now,
  });
  const faults = new FaultPlan();
  const answer = async (request: VendorRequest): Promise<VendorAnswer> => {
    const answered = files.answer(request) ?? (await api.answer(request));
    if (isWrite(request)) await saved?.save();
    return answered;
  };
  const server = await startVendorServer({ host, port, now, faults, errorBody: faultBody, answer });
  return {
    tool: 'ashby',
    url: server.url,
    credentials: { api_key: apiKey },
    badCredentials: { api_key: `${apiKey}-revoked` },
    faults,
    state: new AshbyState(changes, tokens),
    access,
    webhooks: sender,
    requests: server.requests,
    close: async () => {
      await sender.close();
      await server.close();
      await saved?.save();
    },
  };
}

/** Null where nothing is to be kept. */
async function openSavedState(
  file: string | undefined,
  parts: AshbyParts,
  origin: { seed: number; candidates: number },
): Promise<SavedState | null> {
  if (file === undefined) return null;
  const snapshot = await loadSnapshot(file);
  if (snapshot !== null) restoreSnapshot(parts, origin, snapshot);
  return new SavedState(file, () => takeSnapshot(parts, origin));
}

function isWrite({ method, path }: VendorRequest): boolean {
  if (path.startsWith('/uploads/')) return method === 'POST';
  return ashbyMethods.get(path.slice(1))?.scope.endsWith(':write') ?? false;
}
