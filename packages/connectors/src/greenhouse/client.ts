import { oauthToken } from '@hirewire/connector-kit';
import type { RemoteDeclaration, TokenRequest } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';
import { readError } from './read-error.ts';

/** What to do about the keys that Greenhouse took until 2026-08-31. */
export const insteadOfKey =
  'API keys of Harvest v1 and v2 no longer work: in Greenhouse, under Configure, Dev Center, API Credentials, make a credential of the type "Harvest V3 (OAuth)", and give its client id and its client secret.';

const required = (name: string) =>
  z
    .string({ error: `The ${name} is missing. ${insteadOfKey}` })
    .trim()
    .min(1, insteadOfKey);

const orNothing = (text: string): string | undefined => (text === '' ? undefined : text);

export const GreenhouseCredentials = z.object({
  // It becomes the user name of Basic authentication, which ends at the first colon.
  client_id: required('client id').regex(/^[^:]*$/, 'A client id has no colon.'),
  client_secret: required('client secret'),
  user_id: z
    .union([z.string(), z.number()])
    .transform((id) => String(id).trim())
    .pipe(z.string().regex(/^\d*$/, 'It is the number of a user.'))
    .transform(orNothing)
    .optional(),
  /** Of another kind than the credential above: only the Job Board API takes answers to questions. */
  job_board_api_key: z
    .string()
    .trim()
    .regex(/^[^:]*$/, 'A Job Board API key has no colon.')
    .transform(orNothing)
    .optional(),
  job_board_token: z
    .string()
    .trim()
    .regex(
      /^[\w-]*$/,
      'It is the word after the slash: `example` in https://boards.greenhouse.io/example.',
    )
    .transform(orNothing)
    .optional(),
});
export type GreenhouseCredentials = z.infer<typeof GreenhouseCredentials>;

/** https://harvestdocs.greenhouse.io/docs/authentication: `sub` is who acts. */
function tokenFor(user: string | undefined): TokenRequest {
  return oauthToken({ path: '/token', grant: { grant_type: 'client_credentials', sub: user } });
}

/** What is on the public job boards of the customer: https://developers.greenhouse.io/job-board.html */
const jobBoards = 'https://boards-api.greenhouse.io/v1/boards';

/** Harvest v3, the only generation that is left: https://harvestdocs.greenhouse.io */
export const greenhouseRemote: RemoteDeclaration<GreenhouseCredentials> = {
  baseUrl: () => 'https://harvest.greenhouse.io/v3',
  authenticate: ({ user_id: user }) => tokenFor(user),
  authenticateAs: (_credentials, user) => tokenFor(user),
  describeCredentials: ({ job_board_api_key: key, job_board_token: token }) => ({
    hasJobBoardKey: key !== undefined,
    jobBoardToken: token ?? null,
  }),
  hosts: {
    jobBoards: { baseUrl: () => jobBoards },
    jobBoardForms: {
      baseUrl: () => jobBoards,
      authenticate: ({ job_board_api_key: key }) =>
        key === undefined ? null : { type: 'basic', username: key, password: '' },
    },
    token: {
      baseUrl: () => 'https://auth.greenhouse.io',
      authenticate: ({ client_id: username, client_secret: password }) => ({
        type: 'basic',
        username,
        password,
      }),
    },
  },
  limit: {
    requests: 75,
    windowMs: 30_000,
    concurrency: 4,
    source:
      'https://harvestdocs.greenhouse.io/docs/api-rate-limiting: the example there; what a customer has is in the headers of every response, which slow us down.',
  },
  limitHeaders: 'x-ratelimit',
  // Of the codes, none is documented: the status decides.
  errors: [
    { status: 401, kind: 'authentication' },
    { status: 403, kind: 'permission' },
    { status: 404, kind: 'not-found' },
    { status: 408, kind: 'unavailable' },
    { status: 409, kind: 'conflict' },
    { status: 429, kind: 'rate-limited' },
    // The Job Board, as https://github.com/grnhse/greenhouse_io has recorded it: failures are a 200, too.
    { status: 400, text: /could not find a job/i, kind: 'not-found' },
    { status: 2, text: /not live/i, kind: 'job-closed' },
    { status: 2, kind: 'input' },
    { status: 4, kind: 'input' },
    { status: 5, kind: 'unavailable' },
  ],
  readError,
  // Only a 204 has no body.
  alwaysHasBody: true,
  requestIdHeader: 'x-request-id',
  dryRunAnswer,
};
