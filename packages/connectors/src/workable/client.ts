import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';

export const WorkableCredentials = z.object({
  /** A part of the host's name, so nothing but letters, digits and hyphens. */
  subdomain: z
    .string()
    .trim()
    .toLowerCase()
    .regex(
      /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/,
      'The subdomain is the part before .workable.com, without dots and slashes.',
    ),
  access_token: z.string().trim().min(1),
});
export type WorkableCredentials = z.infer<typeof WorkableCredentials>;

/** https://workable.readme.io/reference: SPI v3, with an access token of the account. */
export const workableRemote: RemoteDeclaration<WorkableCredentials> = {
  baseUrl: ({ subdomain }) => `https://${subdomain}.workable.com/spi/v3`,
  authenticate: ({ access_token: token }) => ({ type: 'bearer', token }),
  limit: {
    requests: 10,
    windowMs: 10_000,
    concurrency: 4,
    source: 'https://workable.readme.io/reference/rate-limits (account tokens)',
  },
  // On most reads; writes and some lists have none.
  limitHeaders: 'x-rate-limit',
  // A status decides: the messages are for people. What refuses applications is not documented beyond
  // the words that other clients look for.
  errors: [
    { status: 422, text: /already (?:exists|applied)|has already been/i, kind: 'already-exists' },
    { status: 422, text: /job.*(?:closed|archived|not published)/i, kind: 'job-closed' },
    { status: 401, kind: 'authentication' },
    { status: 403, kind: 'permission' },
    { status: 404, kind: 'not-found' },
    { status: 409, kind: 'conflict' },
    { status: 429, kind: 'rate-limited' },
    { status: 4, kind: 'input' },
    { status: 5, kind: 'unavailable' },
  ],
  dryRunAnswer,
};
