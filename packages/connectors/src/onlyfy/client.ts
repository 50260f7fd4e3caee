import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';

export const OnlyfyCredentials = z.object({ api_key: z.string().trim().min(1) });
export type OnlyfyCredentials = z.infer<typeof OnlyfyCredentials>;

/**
 * The Prescreen API v1. Address and header are those of public clients:
 * https://github.com/kangguru/prescreen-api (2023)
 */
export const onlyfyRemote: RemoteDeclaration<OnlyfyCredentials> = {
  baseUrl: () => 'https://api.prescreenapp.io/v1',
  authenticate: ({ api_key: value }) => ({ type: 'header', name: 'apikey', value }),
  limit: {
    requests: 4,
    windowMs: 1000,
    concurrency: 2,
    source: 'Chosen: no public document tells a limit.',
  },
  // No document tells the bodies of errors: the status decides.
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
