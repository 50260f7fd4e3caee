import type { User } from '../kit/company-rows.ts';
import { OAuthTokens } from '../kit/oauth.ts';
import { SeededRandom } from '../kit/random.ts';
import { rateLimitHeaders } from '../kit/rate-limiter.ts';
import type { RateRule } from '../kit/rate-limiter.ts';
import { openRoute, route } from '../kit/route.ts';
import type { Route } from '../kit/route.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { Simulator } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { json, notFound } from '../kit/vendor-message.ts';
import { WebhookSender } from '../kit/webhook-sender.ts';
import type { SentWebhooks } from '../kit/webhook-sender.ts';
import { clientSuffix, failureBody, tokenRoutes } from './access.ts';
import type { Client } from './access.ts';
import { applicationWrites } from './application-writes.ts';
import { candidateLists } from './candidate-lists.ts';
import { candidateWrites } from './candidate-writes.ts';
import { childWrites } from './child-writes.ts';
import { Greenhouse } from './greenhouse.ts';
import type { GreenhouseSimulatorOptions } from './greenhouse.ts';
import { interviewLists } from './interview-lists.ts';
import { jobBoardRoutes } from './job-board.ts';
import { jobLists } from './job-lists.ts';
import { lifecycleWrites } from './lifecycle-writes.ts';
import { listRoute, viewOf } from './lists.ts';
import { addOddOnes } from './odd-ones.ts';
import { organisationLists, reasonEntries } from './organisation-lists.ts';
import { boards, postLists } from './post-lists.ts';
import { scorecardLists } from './scorecard-lists.ts';
import { acceptSubmissions } from './submissions.ts';
import { addHook, createWebhooks } from './webhooks.ts';
import type { NewHook } from './webhooks.ts';

/** Every list of the simulator, by its name in the address. */
export const lists = {
  ...candidateLists,
  ...interviewLists,
  ...jobLists,
  ...postLists,
  ...scorecardLists,
  ...organisationLists,
};

type CredentialName =
  | 'client_id'
  | 'client_secret'
  | 'user_id'
  | 'job_board_api_key'
  | 'job_board_token';

export interface GreenhouseSimulator
  extends Simulator, Pick<Greenhouse, 'access' | 'company' | 'cursors'> {
  readonly tool: 'greenhouse';
  readonly apiPath: string;
  /** `user_id` acts: a site admin. The key is for applying at the job board of this token. */
  readonly credentials: Readonly<Record<CredentialName, string>>;
  /** The organisation itself, for what the company has no place for. */
  readonly organisation: Greenhouse;
  readonly oauth: OAuthTokens;
  /** What was sent to the receivers that were set up. */
  readonly webhooks: SentWebhooks;
  /** Sets a webhook up by hand, as Greenhouse wants it; one that does not answer is disabled. */
  readonly addWebhook: (hook: NewHook) => Promise<{ id: string; isEnabled: boolean }>;
  /** Lets arrive what was sent to the job board, without waiting for lists to be read. */
  readonly acceptSubmissions: () => void;
}

const apiPath = '/v3';
/** The documents name 75 requests as an example; without enforcement, so many that none is refused. */
const windowMs = 30_000;
const [allowed, unlimited] = [75, 1_000_000];

/** Starts a simulated Greenhouse with invented people. Resolves when it listens. */
export async function startGreenhouseSimulator(
  options: GreenhouseSimulatorOptions = {},
): Promise<GreenhouseSimulator> {
  const { seed = 1 } = options;
  const random = new SeededRandom(seed);
  const client = { id: `${random.uuid()}${clientSuffix}`, secret: random.uuid() };
  const organisation = new Greenhouse(random, options);
  const { access, company, cursors, files, ids, kept } = organisation;
  const actor = actingUser(organisation);
  addOddOnes(organisation, actor);
  const oauth = createTokens(organisation, client);
  const sender = new WebhookSender();
  const webhooks = createWebhooks(organisation, sender);
  const routes = apiRoutes(organisation);
  access.scopes = [...new Set(routes.flatMap(({ scope }) => scope ?? []))];
  const credentials = {
    client_id: client.id,
    client_secret: client.secret,
    user_id: actor.id,
    job_board_api_key: random.uuid().replaceAll('-', ''),
    job_board_token: boards.external.token,
  };
  const simulator = await startVendor({
    tool: 'greenhouse',
    options,
    basePath: apiPath,
    credentials,
    badCredentials: { ...credentials, client_secret: random.uuid() },
    authorization: (request) => oauth.authorize(request),
    failureBody,
    statuses: { invalid_input: 422, invalid_page_token: 422, expired_page_token: 422 },
    routes: [
      ...routes,
      ...tokenRoutes(organisation, oauth, client),
      ...jobBoardRoutes(organisation, credentials.job_board_api_key),
      ...downloads(organisation),
    ],
    rate: [rateRule(options)],
    saved: {
      tables: savedRecords(company.tables),
      kept: savedRecords(kept),
      random: savedRandom(random),
      ids,
      oauth,
      files,
      webhooks,
    },
    sender,
  });
  const addWebhook = (hook: NewHook) => addHook(organisation, webhooks, hook);
  const handles = { access, addWebhook, company, cursors, oauth, organisation, webhooks: sender };
  return {
    ...simulator,
    tool: 'greenhouse',
    apiPath,
    credentials,
    ...handles,
    acceptSubmissions: () => acceptSubmissions(organisation),
  };
}

function rateRule({ limits }: GreenhouseSimulatorOptions): RateRule {
  const requests = limits?.areEnforced === true ? allowed : unlimited;
  return { requests, windowMs, headers: rateLimitHeaders('x-ratelimit', 'epoch') };
}

/** The access token lives an hour, a partner's refresh token a day and for one use. */
function createTokens({ access, company, options, random }: Greenhouse, client: Client) {
  return new OAuthTokens({
    random,
    now: company.now,
    clientId: client.id,
    clientSecret: client.secret,
    path: '/token',
    scopes: () => access.scopes,
    refreshLifeMs: 24 * 3_600_000,
    extra: (expiresAt) =>
      options.tokenExpiry === 'expires_in'
        ? {}
        : { expires_in: undefined, expires_at: new Date(expiresAt).toISOString() },
  });
}

function apiRoutes(organisation: Greenhouse): Route[] {
  return [
    ...Object.entries(lists).map(([name, list]) => listRoute(organisation, name, list)),
    route('GET /rejection_reasons/:id', 'harvest:rejection_reasons:list', (call) => {
      const { id = '' } = call.params;
      const found = reasonEntries(viewOf(organisation, call)).find((one) => one.id === Number(id));
      if (found === undefined) throw notFound('rejection_reasons', id);
      return found.show();
    }),
    ...candidateWrites(organisation),
    ...childWrites(organisation),
    ...applicationWrites(organisation),
    ...lifecycleWrites(organisation),
  ];
}

/** The storage takes the signature of the address or credentials, and refuses both at once. */
function downloads({ files }: Greenhouse): Route[] {
  const all = files.routes.filter(({ method }) => method === 'GET');
  return all.map(({ path, answer }) =>
    openRoute(`GET ${path}`, (call) => {
      if (call.headers.authorization === undefined) return answer(call);
      return json({ code: 'InvalidArgument', message: 'Only one auth mechanism allowed' }, 400);
    }),
  );
}

function actingUser({ company }: Greenhouse): User {
  for (const user of company.tables.users.values()) {
    if (user.isActive && user.role === 'admin') return user;
  }
  throw new Error('The company has no active site admin.');
}
