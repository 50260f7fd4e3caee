import { systemNow } from '../kit/clock.ts';
import { OAuthTokens } from '../kit/oauth.ts';
import { SeededRandom } from '../kit/random.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { Simulator } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { WebhookSender } from '../kit/webhook-sender.ts';
import type { SentWebhooks } from '../kit/webhook-sender.ts';
import { authorize, failureBody } from './access.ts';
import { activityReads } from './activity-reads.ts';
import { activityWrites } from './activity-writes.ts';
import { applyRoutes } from './apply.ts';
import { candidateReads } from './candidate-reads.ts';
import { candidateWrites } from './candidate-writes.ts';
import { jobReads } from './job-reads.ts';
import { rateRules } from './limits.ts';
import { organisationReads } from './organisation-reads.ts';
import { propertyRoutes } from './properties.ts';
import { SmartRecruiters } from './smartrecruiters.ts';
import type { SmartRecruitersSimulatorOptions } from './smartrecruiters.ts';
import { sourceRoutes } from './sources.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { createWebhooks } from './webhooks.ts';

export interface SmartRecruitersSimulator
  extends Simulator, Pick<SmartRecruiters, 'access' | 'company' | 'pages'> {
  readonly tool: 'smartrecruiters';
  readonly credentials: { api_key: string; environment: 'production' };
  /** The account itself, for what the company has no place for. */
  readonly account: SmartRecruiters;
  /** Gives out codes and refresh tokens for this client. */
  readonly oauth: OAuthTokens;
  readonly oauthClient: { id: string; secret: string };
  /** What was sent to the addresses of subscriptions. */
  readonly webhooks: SentWebhooks;
}

/** Starts a simulated SmartRecruiters with invented people. Resolves when it listens. */
export async function startSmartRecruitersSimulator(
  options: SmartRecruitersSimulatorOptions = {},
): Promise<SmartRecruitersSimulator> {
  const { seed = 1, now = systemNow } = options;
  const random = new SeededRandom(seed);
  const seededKey = `simulated-smartrecruiters-${random.uuid()}`;
  const { apiKey = seededKey } = options;
  const oauthClient = { id: random.uuid(), secret: random.uuid() };
  const account = new SmartRecruiters(random, options);
  const { access, company, files, kept, pages } = account;
  const oauth = new OAuthTokens({
    random,
    now,
    clientId: oauthClient.id,
    clientSecret: oauthClient.secret,
    path: '/identity/oauth/token',
    scopes: () => access.scopes,
  });
  const sender = new WebhookSender();
  const subscriptions = createWebhooks(account, sender);
  const routes = [
    ...candidateReads(account),
    ...candidateWrites(account),
    ...propertyRoutes(account),
    ...jobReads(account),
    ...applyRoutes(account),
    ...activityReads(account),
    ...activityWrites(account),
    ...organisationReads(account),
    ...sourceRoutes(account),
    ...subscriptionRoutes({ account, subscriptions, sender }),
  ];
  const credentials = { api_key: apiKey, environment: 'production' } as const;
  const simulator = await startVendor({
    tool: 'smartrecruiters',
    options,
    credentials,
    badCredentials: { ...credentials, api_key: `${apiKey}-revoked` },
    authorization: (request) => authorize(request, { apiKey, access, oauth }),
    failureBody,
    routes: [...routes, oauth.route],
    rate: rateRules(routes, account.areLimitsEnforced),
    saved: {
      tables: savedRecords(company.tables),
      kept: savedRecords(kept),
      random: savedRandom(random),
      oauth,
      files,
      subscriptions,
    },
    sender,
  });
  const handles = { access, account, company, oauth, oauthClient, pages };
  return { ...simulator, tool: 'smartrecruiters', credentials, webhooks: sender, ...handles };
}
