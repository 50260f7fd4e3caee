import { SeededRandom } from '../kit/random.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { Simulator } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { WebhookSender } from '../kit/webhook-sender.ts';
import type { SentWebhooks } from '../kit/webhook-sender.ts';
import { authorize, failureBody } from './access.ts';
import { careersRoutes } from './careers.ts';
import { Recruitee } from './recruitee.ts';
import type { RecruiteeSimulatorOptions } from './recruitee.ts';
import { readRoutes } from './reads.ts';
import { createWebhooks, setUpWebhook } from './webhooks.ts';
import type { WebhookSetUp } from './webhooks.ts';
import { writeRoutes } from './writes.ts';

export interface RecruiteeSimulator extends Simulator, Pick<Recruitee, 'access' | 'company'> {
  readonly tool: 'recruitee';
  readonly credentials: { company_id: string; api_token: string };
  readonly apiPath: string;
  /** The account itself, for what the company has no place for. */
  readonly account: Recruitee;
  /** What was sent to the receivers of webhooks. */
  readonly webhooks: SentWebhooks;
  /**
   * What an administrator does under Settings, Apps and plugins, Webhooks: the receiver is tested,
   * and kept if it answers 200.
   */
  setUpWebhook(url: string, secret?: string): Promise<WebhookSetUp>;
}

/** Starts a simulated Recruitee with invented people. Resolves when it listens. */
export async function startRecruiteeSimulator(
  options: RecruiteeSimulatorOptions = {},
): Promise<RecruiteeSimulator> {
  const { seed = 1, limits = {} } = options;
  const random = new SeededRandom(seed);
  const account = new Recruitee(random, options);
  const { access, company, files, ids, kept } = account;
  const credentials = { company_id: access.companyId, api_token: access.token };
  const sender = new WebhookSender();
  const webhooks = createWebhooks(account, sender);
  const simulator = await startVendor({
    tool: 'recruitee',
    options,
    basePath: '/c',
    credentials,
    badCredentials: { ...credentials, api_token: Buffer.from('revoked').toString('base64') },
    authorization: (request) => authorize(request, access),
    failureBody,
    statuses: { wrong_credentials: 400, invalid_input: 422 },
    routes: [
      ...readRoutes(account),
      ...writeRoutes(account),
      ...careersRoutes(account),
      ...files.routes,
    ],
    rate: limits.rate === undefined ? [] : [limits.rate],
    saved: {
      tables: savedRecords(company.tables),
      kept: savedRecords(kept),
      random: savedRandom(random),
      ids,
      files,
      webhooks,
    },
    sender,
  });
  return {
    ...simulator,
    tool: 'recruitee',
    apiPath: `/c/${access.companyId}`,
    credentials,
    access,
    account,
    company,
    webhooks: sender,
    setUpWebhook: (url, secret = random.uuid()) =>
      setUpWebhook({ account, sender, webhooks }, url, secret),
  };
}
