import { systemNow } from '../kit/clock.ts';
import { OAuthTokens } from '../kit/oauth.ts';
import { SeededRandom } from '../kit/random.ts';
import { rateLimitHeaders } from '../kit/rate-limiter.ts';
import type { RateRule } from '../kit/rate-limiter.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { Simulator } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { WebhookSender } from '../kit/webhook-sender.ts';
import type { SentWebhooks } from '../kit/webhook-sender.ts';
import { authorizeWorkable, failureBody, failureStatuses } from './access.ts';
import { readRoutes } from './reads.ts';
import { createWebhooks, subscriptionRoutes } from './webhooks.ts';
import { Workable } from './workable.ts';
import type { WorkableSimulatorOptions } from './workable.ts';
import { writeRoutes } from './writes.ts';

export interface WorkableSimulator extends Simulator, Pick<Workable, 'access' | 'company'> {
  readonly tool: 'workable';
  readonly credentials: { subdomain: string; access_token: string };
  readonly apiPath: string;
  /** The first active admin acts. */
  readonly settings: { perform_as: string };
  /** The account itself, for what the company has no place for. */
  readonly account: Workable;
  /** Gives out codes and refresh tokens for this client. */
  readonly oauth: OAuthTokens;
  readonly oauthClient: { id: string; secret: string };
  /** What was sent to the targets of subscriptions. */
  readonly webhooks: SentWebhooks;
}

const apiPath = '/spi/v3';

const limitHeaders = rateLimitHeaders('x-rate-limit', 'epoch');

/** As recorded: all requests count, and the answers to these say nothing of it. */
const isSilent = (request: string): boolean =>
  !request.startsWith('GET ') ||
  /\/(files|questions|recruiters|requisitions|custom_attributes)$/.test(request);

function limitOf(requests: number): RateRule {
  return {
    requests,
    windowMs: 10_000,
    headers: (usage, request) => (isSilent(request) ? {} : limitHeaders(usage, request)),
    hasRetryAfter: false,
  };
}

/** Starts a simulated Workable with invented people. Resolves when it listens. */
export async function startWorkableSimulator(
  options: WorkableSimulatorOptions = {},
): Promise<WorkableSimulator> {
  const { seed = 1, now = systemNow, limits } = options;
  const random = new SeededRandom(seed);
  const seededToken = `simulated-workable-${random.uuid()}`;
  const { accessToken = seededToken } = options;
  const oauthClient = { id: random.uuid(), secret: random.uuid() };
  const account = new Workable(random, options);
  const { access, company, files, ids, kept, subdomain } = account;
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
  const keys = { account: accessToken, oauth: oauthClient.secret };
  const credentials = { subdomain, access_token: accessToken };
  const simulator = await startVendor({
    tool: 'workable',
    options,
    basePath: apiPath,
    credentials,
    badCredentials: { subdomain, access_token: `${accessToken}-revoked` },
    authorization: (request) =>
      authorizeWorkable(request, { accessToken, access, oauth, basePath: apiPath }),
    failureBody,
    statuses: failureStatuses,
    routes: [
      ...readRoutes(account),
      ...writeRoutes(account),
      ...subscriptionRoutes(account, webhooks, keys),
      oauth.route,
      ...files.routes,
    ],
    rate: limits?.areEnforced === true ? [limitOf(limits.requests ?? 10)] : [],
    saved: {
      tables: savedRecords(company.tables),
      kept: savedRecords(kept),
      ids,
      random: savedRandom(random),
      oauth,
      files,
      webhooks,
    },
    sender,
  });
  const settings = { perform_as: firstActiveAdmin(account) };
  const handles = { access, account, company, oauth, oauthClient, settings };
  return { ...simulator, tool: 'workable', apiPath, credentials, webhooks: sender, ...handles };
}

function firstActiveAdmin(account: Workable): string {
  const admin = account.members().find(({ role, isActive }) => isActive && role === 'admin');
  if (admin === undefined) throw new Error('The company has no active admin.');
  return admin.id;
}
