import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';

export const RecruiteeCredentials = z.object({
  /** Number or subdomain: both address the company. */
  company_id: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, {
      error:
        'Must be the number or the subdomain of the company, such as `12345` or `example`, without `.recruitee.com`.',
    }),
  api_token: z.string().trim().min(1),
  /** Recruitee makes one for each webhook, once it is set up. */
  webhook_secret: z.string().trim().min(1).optional(),
});
export type RecruiteeCredentials = z.infer<typeof RecruiteeCredentials>;

/** https://docs.recruitee.com (reference), and what clients of live accounts do; see the README. */
export const recruiteeRemote: RemoteDeclaration<RecruiteeCredentials> = {
  baseUrl: ({ company_id: company }) => `https://api.recruitee.com/c/${company}`,
  authenticate: ({ api_token: token }) => ({ type: 'bearer', token }),
  hosts: {
    /** The public form. A number leads to no site, so that applying with answers needs the subdomain. */
    careers: { baseUrl: ({ company_id: company }) => `https://${company}.recruitee.com/api` },
  },
  limit: {
    requests: 4,
    windowMs: 1000,
    concurrency: 4,
    source: 'Chosen: Recruitee limits since December 2025, and the numbers are not public.',
  },
  errors: [
    // https://github.com/MLH/recruitee-node: a token that is unknown is a 400.
    { status: 400, code: 'invalid_token', kind: 'authentication' },
    { status: 422, text: /company id is invalid/i, kind: 'authentication' },
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
