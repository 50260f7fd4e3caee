import { oauthToken } from '@hirewire/connector-kit';
import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';

const orNothing = (text: string): string | undefined => (text === '' ? undefined : text);

/** Career pages are below these two domains and nowhere else: the name becomes a part of an address. */
const careerPage =
  /^(?:https:\/\/)?(?<name>[a-z\d](?:[a-z\d-]*[a-z\d])?)(?:\.jobs\.personio\.(?<domain>de|com))?\/?$/;

export const PersonioCredentials = z.object({
  client_id: z.string().trim().min(1),
  client_secret: z.string().trim().min(1),
  /** Only for applying, which v2 of the API cannot do: a key of another kind, and whose it is. */
  recruiting_token: z.string().trim().transform(orNothing).optional(),
  company_id: z
    .union([z.string(), z.number()])
    .transform((id) => String(id).trim())
    .pipe(z.string().regex(/^\d*$/, 'A company id is a number.'))
    .transform(orNothing)
    .optional(),
  subdomain: z
    .string()
    .trim()
    .toLowerCase()
    .regex(
      new RegExp(`^$|${careerPage.source}`),
      'It is the address of the career page: `example.jobs.personio.de`, or `example` alone.',
    )
    .transform(toCareerHost)
    .optional(),
});
export type PersonioCredentials = z.infer<typeof PersonioCredentials>;

function toCareerHost(text: string): string | undefined {
  const { name, domain = 'de' } = careerPage.exec(text)?.groups ?? {};
  return name === undefined ? undefined : `${name}.jobs.personio.${domain}`;
}

/**
 * v2 of the API for reading (https://developer.personio.de/reference/get_v2-recruiting-applications),
 * v1 for applying (https://developer.personio.de/reference/post_v1-recruiting-applications), and the
 * public feed of the career page, which alone has the texts of jobs.
 */
export const personioRemote: RemoteDeclaration<PersonioCredentials> = {
  baseUrl: () => 'https://api.personio.de',
  authenticate: ({ client_id, client_secret }) =>
    oauthToken({
      path: '/v2/auth/token',
      grant: { grant_type: 'client_credentials' },
      client: { client_id, client_secret },
    }),
  hosts: {
    token: { baseUrl: () => 'https://api.personio.de' },
    v1: {
      baseUrl: () => 'https://api.personio.de/v1',
      authenticate: ({ recruiting_token: token }) =>
        token === undefined ? null : { type: 'bearer', token },
    },
    careerPage: { baseUrl: ({ subdomain: host }) => `https://${host ?? 'jobs.personio.de'}` },
  },
  describeCredentials: ({ recruiting_token: key, company_id: company, subdomain: host }) => ({
    companyId: key === undefined ? null : (company ?? null),
    careerPage: host ?? null,
  }),
  // Asked for by the reference of each operation, and of no effect since the API is no longer a beta.
  headers: { beta: 'true' },
  limit: {
    requests: 8,
    windowMs: 1000,
    concurrency: 4,
    source:
      'Below the smallest known limit: each endpoint of v2 has a bucket of its own, which is refilled with 10 or 30 a second, as https://github.com/stephaneberle9/personio-client notes; of recruiting, Personio says nothing.',
    routes: [
      {
        name: 'apply',
        route: /^POST \/v1\/recruiting\/applications(?:\/documents)?$/,
        requests: 20,
        windowMs: 60_000,
        source: 'https://developer.personio.de/reference/introduction-1 (Rate limiting)',
      },
    ],
  },
  // Of a token bucket: what is left is refilled within our window of a second.
  limitHeaders: 'x-ratelimit',
  // https://developer.personio.de/reference/post_v1-recruiting-applications (Error Codes)
  errors: [
    { code: 'errors.applicant-already-exists', kind: 'already-exists' },
    { code: 'errors.job-position.not-published', kind: 'job-closed' },
    { code: /^feature\.[\w.-]+\.disabled$/, kind: 'permission' },
    { status: 401, kind: 'authentication' },
    { status: 403, kind: 'permission' },
    { status: 404, kind: 'not-found' },
    { status: 408, kind: 'unavailable' },
    { status: 429, kind: 'rate-limited' },
    { status: 4, kind: 'input' },
    { status: 5, kind: 'unavailable' },
  ],
  dryRunAnswer,
};
