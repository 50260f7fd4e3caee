import { systemNow } from '../kit/clock.ts';
import { OAuthTokens } from '../kit/oauth.ts';
import { SeededRandom } from '../kit/random.ts';
import type { RateRule } from '../kit/rate-limiter.ts';
import { route } from '../kit/route.ts';
import { savedRandom, savedRecords } from '../kit/saved-state.ts';
import type { Simulator } from '../kit/simulator.ts';
import { startVendor } from '../kit/start-vendor.ts';
import { authorizePersonio, failureBodyAt, isKnownClient, tokenRoutes } from './access.ts';
import { receiveApplication } from './apply.ts';
import { documentRoutes, receiveDocument } from './documents.ts';
import { feedRoute } from './feed.ts';
import { Personio } from './personio.ts';
import type { PersonioSimulatorOptions } from './personio.ts';
import { readRoutes } from './reads.ts';

export interface PersonioSimulator extends Simulator, Pick<Personio, 'access' | 'company'> {
  readonly tool: 'personio';
  /** Of the API, of the recruiting token, and the name in the address of the career page. */
  readonly credentials: {
    client_id: string;
    client_secret: string;
    recruiting_token: string;
    company_id: string;
    subdomain: string;
  };
  /** The account itself, for what the company has no place for. */
  readonly account: Personio;
  readonly oauth: OAuthTokens;
}

/** Starts a simulated Personio with invented people. Resolves when it listens. */
export async function startPersonioSimulator(
  options: PersonioSimulatorOptions = {},
): Promise<PersonioSimulator> {
  const { seed = 1, now = systemNow, limits, tokenLifeMs = 86_400_000 } = options;
  const random = new SeededRandom(seed);
  const client = { id: `papi-${random.uuid()}`, secret: random.uuid() };
  const recruitingToken = `recruiting-${random.uuid()}`;
  const account = new Personio(random, options);
  const { access, company, companyId, files, ids, kept, subdomain } = account;
  const oauth = new OAuthTokens({
    random,
    now,
    clientId: client.id,
    clientSecret: client.secret,
    path: '/v2/auth/token',
    scopes: () => access.scopes,
    accessLifeMs: tokenLifeMs,
  });
  const credentials = {
    client_id: client.id,
    client_secret: client.secret,
    recruiting_token: recruitingToken,
    company_id: companyId,
    subdomain,
  };
  const key = { token: recruitingToken, companyId };
  const simulator = await startVendor({
    tool: 'personio',
    options,
    credentials,
    badCredentials: { ...credentials, client_secret: `${client.secret}-revoked` },
    authorization: (request) => authorizePersonio(request, { oauth, access, key }),
    failureBody: failureBodyAt(now),
    routes: [
      ...tokenRoutes(oauth, (call) => isKnownClient(call, client)),
      ...readRoutes(account),
      ...documentRoutes(account),
      route('POST /v1/recruiting/applications', null, (call) => receiveApplication(account, call)),
      route('POST /v1/recruiting/applications/documents', null, (call) =>
        receiveDocument(account, call),
      ),
      feedRoute(account),
    ],
    rate: limits?.areEnforced === true ? limitsOf(limits) : [],
    saved: {
      tables: savedRecords(company.tables),
      kept: savedRecords(kept),
      ids,
      random: savedRandom(random),
      oauth,
      files,
    },
  });
  return { ...simulator, tool: 'personio', credentials, access, account, company, oauth };
}

const endpoints = [
  ...['applications', 'candidates', 'jobs', 'categories'].flatMap((name) => [
    `/v2/recruiting/${name}`,
    `/v2/recruiting/${name}/[^/]+`,
  ]),
  '/v2/recruiting/applications/[^/]+/stage-transitions',
  '/v2/document-management/documents',
  '/v2/document-management/documents/[^/]+/download',
];

/** A bucket for each endpoint of v2. Of v1 only the limit of its predecessor is documented. */
function limitsOf(limits: NonNullable<PersonioSimulatorOptions['limits']>): RateRule[] {
  const { replenishRate = 10, burstCapacity = 20, hasRetryAfter = true } = limits;
  const buckets = endpoints.map((path) => ({
    requests: replenishRate,
    windowMs: 1000,
    burst: burstCapacity,
    matching: new RegExp(`^GET ${path}$`),
    hasRetryAfter,
    headers: ({ remaining }: { remaining: number }) => ({
      'x-ratelimit-replenish-rate': String(replenishRate),
      'x-ratelimit-burst-capacity': String(burstCapacity),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-requested-tokens': '1',
    }),
  }));
  const applying = { requests: 100, windowMs: 60_000, matching: /^POST \/v1\//, hasRetryAfter };
  return [...buckets, applying];
}
