import { systemNow } from '../kit/clock.ts';
import { SeededRandom } from '../kit/random.ts';
import { rateLimitHeaders } from '../kit/rate-limiter.ts';
import type { RateRule } from '../kit/rate-limiter.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { Simulator } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { WebhookSender } from '../kit/webhook-sender.ts';
import type { SentWebhooks } from '../kit/webhook-sender.ts';
import { authorizeTeamtailor, failureBody } from './access.ts';
import { Teamtailor } from './account.ts';
import type { TeamtailorOptions } from './account.ts';
import { readRoutes, resources } from './reads.ts';
import { seedAccount } from './seed.ts';
import { createWebhooks } from './webhooks.ts';
import type { Hook } from './webhooks.ts';
import { writeRoutes } from './writes.ts';

export interface TeamtailorSimulator
  extends Simulator, Pick<Teamtailor, 'access' | 'company' | 'tokens'> {
  readonly tool: 'teamtailor';
  readonly apiPath: string;
  readonly credentials: { api_key: string; region: string };
  /** The account itself, for what the company has no place for. */
  readonly account: Teamtailor;
  /** What was sent to the receivers that were set up. */
  readonly webhooks: SentWebhooks;
  /** Sets a webhook up by hand, as there is no API for it; returns the key that signs. */
  readonly setUpWebhook: (url: string, signature?: Hook['signature']) => string;
}

const apiPath = '/v1';

/** 50 requests in 10 seconds; a refusal says when to come again in the vendor's own header. */
const limit: RateRule = {
  requests: 50,
  windowMs: 10_000,
  headers: rateLimitHeaders('x-rate-limit', 'seconds-left'),
  hasRetryAfter: false,
};

/** Starts a simulated Teamtailor with invented people. Resolves when it listens. */
export async function startTeamtailorSimulator(
  options: TeamtailorOptions = {},
): Promise<TeamtailorSimulator> {
  const { seed = 1, now = systemNow, limits, region = 'eu' } = options;
  const random = new SeededRandom(seed);
  const account = new Teamtailor(random, options);
  seedAccount(account);
  const { access, company, files, ids, kept, tokens } = account;
  const sender = new WebhookSender();
  const hooks = createWebhooks(account, sender);
  const credentials = { api_key: access.apiKey, region };
  const simulator = await startVendor({
    tool: 'teamtailor',
    options: { ...options, now },
    basePath: apiPath,
    credentials,
    badCredentials: { api_key: `${access.apiKey}-revoked`, region },
    authorization: (request) => authorizeTeamtailor(request, access),
    failureBody,
    routes: [...readRoutes(account), ...writeRoutes(account, resources), ...files.routes],
    rate: limits?.areEnforced === true ? [limit] : [],
    headers: () => ({ 'content-type': 'application/vnd.api+json' }),
    saved: {
      tables: savedRecords(company.tables),
      kept: savedRecords(kept),
      random: savedRandom(random),
      ids,
      files,
      hooks,
    },
    sender,
  });
  const setUpWebhook = (url: string, signature: Hook['signature'] = 'v2'): string => {
    const key = random.uuid();
    hooks.put({ id: random.uuid(), url, key, signature });
    return key;
  };
  const handles = { access, account, company, setUpWebhook, tokens, webhooks: sender };
  return { ...simulator, tool: 'teamtailor', apiPath, credentials, ...handles };
}
