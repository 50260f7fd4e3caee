import { systemNow } from '../kit/clock.ts';
import { OAuthTokens } from '../kit/oauth.ts';
import { SeededRandom } from '../kit/random.ts';
import type { RateRule } from '../kit/rate-limiter.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { Simulator } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { WebhookSender } from '../kit/webhook-sender.ts';
import type { SentWebhooks } from '../kit/webhook-sender.ts';
import { authorizeLever, failureBody } from './access.ts';
import { applyRoute } from './apply.ts';
import { Lever } from './lever.ts';
import type { LeverSimulatorOptions } from './lever.ts';
import { createRoute } from './new-opportunities.ts';
import { readRoutes } from './reads.ts';
import { uploadRoute } from './uploads.ts';
import { createWebhooks, webhookRoutes } from './webhooks.ts';
import { opportunityWrites } from './writes.ts';

export interface LeverSimulator
  extends Simulator, Pick<Lever, 'access' | 'company' | 'hiredReasonId' | 'tokens'> {
  readonly tool: 'lever';
  readonly credentials: { api_key: string };
  readonly apiPath: string;
  /** The first active user acts. */
  readonly settings: { perform_as: string };
  /** The account itself, for what the company has no place for. */
  readonly account: Lever;
  /** Gives out codes and refresh tokens for this client. */
  readonly oauth: OAuthTokens;
  readonly oauthClient: { id: string; secret: string };
  /** What was sent to the receivers that POST /webhooks named. */
  readonly webhooks: SentWebhooks;
}

/** 10 requests a second with bursts of 20, and 2 applications a second; 429 says no more. */
const vendorLimits: readonly RateRule[] = [
  { requests: 10, windowMs: 1000, burst: 20, hasRetryAfter: false },
  {
    requests: 2,
    windowMs: 1000,
    matching: /^POST \/postings\/[^/]+\/apply$/,
    hasRetryAfter: false,
  },
];

/** The version is part of the address. */
const apiPath = '/v1';

/** Starts a simulated Lever with invented people. Resolves when it listens. */
export async function startLeverSimulator(
  options: LeverSimulatorOptions = {},
): Promise<LeverSimulator> {
  const { seed = 1, now = systemNow, limits } = options;
  const random = new SeededRandom(seed);
  const seededKey = `simulated-lever-${random.uuid()}`;
  const { apiKey = seededKey } = options;
  const oauthClient = { id: random.uuid(), secret: random.uuid() };
  const account = new Lever(random, options);
  const { access, company, files, hiredReasonId, kept, tokens } = account;
  const oauth = new OAuthTokens({
    random,
    now,
    clientId: oauthClient.id,
    clientSecret: oauthClient.secret,
    path: '/oauth/token',
    scopes: () => access.scopes,
  });
  const sender = new WebhookSender();
  const webhooks = createWebhooks(account, sender);
  const credentials = { api_key: apiKey };
  const simulator = await startVendor({
    tool: 'lever',
    options,
    basePath: apiPath,
    credentials,
    badCredentials: { api_key: `${apiKey}-revoked` },
    authorization: (request) => authorizeLever(request, { apiKey, access, oauth }),
    failureBody,
    routes: [
      ...readRoutes(account),
      ...opportunityWrites(account),
      createRoute(account),
      applyRoute(account),
      uploadRoute(account),
      ...webhookRoutes(account, webhooks),
      oauth.route,
    ],
    rate: limits?.areEnforced === true ? vendorLimits : [],
    headers: () => ({ 'x-lever-region': 'global' }),
    saved: {
      tables: savedRecords(company.tables),
      kept: savedRecords(kept),
      random: savedRandom(random),
      oauth,
      files,
      webhooks,
    },
    sender,
  });
  const settings = { perform_as: firstActiveUser(account) };
  const handles = { access, account, company, hiredReasonId, oauth, oauthClient, settings, tokens };
  return { ...simulator, tool: 'lever', apiPath, credentials, webhooks: sender, ...handles };
}

function firstActiveUser({ company }: Lever): string {
  for (const { id, isActive } of company.tables.users.values()) if (isActive) return id;
  throw new Error('The company has no active user.');
}
