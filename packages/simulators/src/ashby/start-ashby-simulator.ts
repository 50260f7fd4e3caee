import { requireBasicKey } from '../kit/authorization.ts';
import { systemNow } from '../kit/clock.ts';
import { FileStorage } from '../kit/files.ts';
import { PageTokens } from '../kit/page-tokens.ts';
import { SeededRandom } from '../kit/random.ts';
import { rateLimitHeaders } from '../kit/rate-limiter.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { RateLimit, Simulator, SimulatorOptions } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { WebhookSender } from '../kit/webhook-sender.ts';
import type { SentWebhooks } from '../kit/webhook-sender.ts';
import { Visibility, ashbyScopes } from './access.ts';
import type { AshbyAccess } from './access.ts';
import { failureBody, requestIdOf, statuses } from './envelope.ts';
import { refuseToken } from './method.ts';
import { ashbyRoutes } from './methods.ts';
import type { Surroundings } from './methods.ts';
import { RecordChanges } from './record-changes.ts';
import { seedRecords } from './seed/seed-records.ts';
import { AshbyState } from './state.ts';
import { AshbyWebhooks } from './webhooks.ts';

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

/** Starts a simulated Ashby with invented people. Resolves when it listens. */
export async function startAshbySimulator(
  options: AshbySimulatorOptions = {},
): Promise<AshbySimulator> {
  const random = new SeededRandom(options.seed ?? 1);
  const apiKey = options.apiKey ?? `simulated-ashby-${random.uuid()}`;
  const credentials = { api_key: apiKey };
  const access: AshbyAccess = {
    scopes: [...ashbyScopes],
    confidentialJobs: true,
    privateFields: true,
    ...options.access,
  };
  const sender = new WebhookSender();
  const surroundings = surroundingsOf(options, random, { access, sender });
  const { records, files, webhooks, changes, tokens } = surroundings;
  const { rate } = options.limits ?? {};
  const simulator = await startVendor({
    tool: 'ashby',
    options,
    credentials,
    badCredentials: { api_key: `${apiKey}-revoked` },
    authorization: (request) => {
      requireBasicKey(request, apiKey);
      return access;
    },
    failureBody,
    statuses,
    routes: [...ashbyRoutes(surroundings, access), ...files.routes],
    rate:
      rate === undefined ? [] : [{ ...rate, headers: rateLimitHeaders('x-ratelimit', 'epoch') }],
    headers: (requestId) => ({ 'x-ashby-request-id': requestIdOf(requestId) }),
    saved: { records: savedRecords(records), random: savedRandom(random), files, webhooks },
    sender,
  });
  return {
    ...simulator,
    tool: 'ashby',
    credentials,
    state: new AshbyState(changes, tokens),
    access,
    webhooks: sender,
  };
}

function surroundingsOf(
  { candidates = 300, now = systemNow, limits = {} }: AshbySimulatorOptions,
  random: SeededRandom,
  { access, sender }: { access: AshbyAccess; sender: WebhookSender },
): Surroundings {
  const secret = random.uuid();
  const records = seedRecords(random, candidates);
  const webhooks = new AshbyWebhooks(sender);
  return {
    records,
    changes: new RecordChanges({ records, random, webhooks, now }),
    files: new FileStorage({ random, secret, now }),
    webhooks,
    tokens: new PageTokens(secret, refuseToken),
    visibility: new Visibility(records, access),
    maximumIncrementalPages: limits.incrementalPages ?? Infinity,
    pageSize: limits.pageSize ?? 100,
  };
}
