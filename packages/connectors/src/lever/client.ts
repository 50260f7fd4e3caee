import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';

/** Where an account lives. A sandbox is an account of its own, with data of its own. */
const baseUrls = {
  global: 'https://api.lever.co/v1',
  eu: 'https://api.eu.lever.co/v1',
  sandbox: 'https://api.sandbox.lever.co/v1',
} as const;

export const LeverCredentials = z.object({
  api_key: z.string().trim().min(1),
  region: z.enum(['global', 'eu', 'sandbox']).default('global'),
});
export type LeverCredentials = z.infer<typeof LeverCredentials>;

const documentation = 'https://hire.lever.co/developer/documentation';

/**
 * The Data API, with an API key as user name of Basic authentication:
 * https://hire.lever.co/developer/documentation#authentication
 */
export const leverRemote: RemoteDeclaration<LeverCredentials> = {
  baseUrl: ({ region }) => baseUrls[region],
  authenticate: ({ api_key: apiKey }) => ({ type: 'basic', username: apiKey, password: '' }),
  limit: {
    requests: 8,
    windowMs: 1000,
    concurrency: 4,
    source: `Lever lets through 10 a second for a key, which others may use, too: ${documentation}#rate-limits`,
    routes: [
      {
        name: 'apply',
        route: /^POST \/postings\/[^/]+\/apply$/,
        requests: 2,
        windowMs: 1000,
        source: 'https://github.com/lever/postings-api (applications, 2 a second)',
      },
    ],
  },
  // Of the codes, NotFoundError alone has been seen: the status decides.
  errors: [
    { status: 401, kind: 'authentication' },
    { status: 403, kind: 'permission' },
    { status: 404, kind: 'not-found' },
    { status: 409, kind: 'conflict' },
    { status: 429, kind: 'rate-limited' },
    { status: 4, kind: 'input' },
    { status: 5, kind: 'unavailable' },
  ],
  // Only a 204 has no body.
  alwaysHasBody: true,
  dryRunAnswer,
};
