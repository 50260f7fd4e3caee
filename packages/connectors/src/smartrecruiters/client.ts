import type { RemoteDeclaration, RouteLimit } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';

export const SmartRecruitersCredentials = z.object({
  api_key: z.string().trim().min(1),
  environment: z.enum(['production', 'sandbox']).default('production'),
});
export type SmartRecruitersCredentials = z.infer<typeof SmartRecruitersCredentials>;

const addresses = {
  production: 'https://api.smartrecruiters.com',
  sandbox: 'https://api.sandbox.smartrecruiters.com',
} as const;

const source = 'https://developers.smartrecruiters.com/docs/rate-limiting';

/** Ten requests a second for each endpoint. */
const endpoint = (name: string, route: RegExp): RouteLimit => ({
  name,
  route,
  requests: 10,
  windowMs: 1000,
  source,
  isGeneral: true,
});

/** The endpoints that are asked for each person, application or job. */
const perRecord: readonly RouteLimit[] = [
  { ...endpoint('candidates', /^GET \/candidates$/), concurrency: 1 },
  endpoint('candidate', /^GET \/candidates\/[^/]+$/),
  endpoint('application', /^GET \/candidates\/[^/]+\/jobs\/[^/]+$/),
  endpoint('history', /^GET \/candidates\/[^/]+\/jobs\/[^/]+\/status\/history$/),
  endpoint('answers', /^GET \/candidates\/[^/]+\/jobs\/[^/]+\/screening-answers$/),
  endpoint('properties', /^GET \/candidates\/[^/]+\/jobs\/[^/]+\/properties$/),
  endpoint('interviews', /^GET \/interviews-api\/v201904\/interviews$/),
  endpoint('messages', /^GET \/messages$/),
  endpoint('reviews', /^GET \/reviews$/),
  endpoint('job', /^GET \/jobs\/[^/]+$/),
  endpoint('team', /^GET \/jobs\/[^/]+\/hiring-team$/),
  endpoint('ads', /^GET \/jobs\/[^/]+\/jobads$/),
  endpoint('job history', /^GET \/jobs\/[^/]+\/status\/history$/),
  endpoint('form', /^GET \/postings\/[^/]+\/configuration$/),
  endpoint('posting', /^GET \/v1\/companies\/[^/]+\/postings\/[^/]+$/),
];

/** All others share the budget of one. */
const others = endpoint(
  'others',
  new RegExp(`^(?!${perRecord.map(({ route }) => route.source.slice(1)).join('|')})`),
);

/** How a 401 says that the key is good, and may not see this: the OpenAPI document of April 2024. */
const refusals =
  /^(?:PERMISSION_DENIED|UNAUTHORIZED_ACCESS|(?:\w+_)?NOT_AUTHORIZED_TO_ACCESS_\w+)$/;

/** https://developers.smartrecruiters.com, and the vendor's OpenAPI document of April 2024. */
export const smartRecruitersRemote: RemoteDeclaration<SmartRecruitersCredentials> = {
  baseUrl: ({ environment }) => addresses[environment],
  authenticate: ({ api_key: value }) => ({ type: 'header', name: 'X-SmartToken', value }),
  limit: {
    // As many as eight at once can be, whose answers take a fifth of a second.
    requests: 40,
    windowMs: 1000,
    concurrency: 8,
    // Interviews, messages and reviews have an endpoint each, beside those of people and applications.
    concurrentModels: 5,
    source,
    routes: [...perRecord, others],
  },
  errors: [
    { status: 400, code: 'INVALID_PAGE_ID', kind: 'sync-token-expired' },
    { code: 'TRAFFIC_LOCKED', kind: 'rate-limited' },
    { code: 'REST_CALL_TIMEOUT', kind: 'unavailable' },
    { status: 401, code: refusals, kind: 'permission' },
    { status: 401, kind: 'authentication' },
    { code: 'INVALID_API_KEY_ERROR', kind: 'authentication' },
    { status: 403, kind: 'permission' },
    // Messages answer so for a candidate who is gone.
    { status: 400, code: /^(?:CANDIDATE|APPLICATION)_NOT_FOUND$/, kind: 'not-found' },
    { status: 404, kind: 'not-found' },
    { status: 400, text: /already (?:applied|assigned|exists)/i, kind: 'already-exists' },
    { status: 422, text: /already (?:applied|assigned|exists)/i, kind: 'already-exists' },
    { status: 409, kind: 'conflict' },
    { status: 408, kind: 'unavailable' },
    { status: 429, kind: 'rate-limited' },
    { status: 4, kind: 'input' },
    { status: 5, kind: 'unavailable' },
  ],
  dryRunAnswer,
};
