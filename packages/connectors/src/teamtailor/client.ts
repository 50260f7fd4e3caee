import type { Authentication, RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';

/**
 * Where an account lives: a key of one stack is unknown at the other.
 * https://documenter.getpostman.com/view/TVzSiGxA ("Teamtailor API", EU and NA stacks)
 */
export const baseUrls = {
  eu: 'https://api.teamtailor.com/v1',
  na: 'https://api.na.teamtailor.com/v1',
} as const;

export const TeamtailorCredentials = z.object({
  api_key: z.string().trim().min(1),
  region: z.enum(['eu', 'na']).default('eu'),
});
export type TeamtailorCredentials = z.infer<typeof TeamtailorCredentials>;

/** Media type of JSON:API, which writes must name. */
export const mediaType = 'application/vnd.api+json';

/** Every request must name a version of the API; without one, it is refused with 406. */
export const versionHeaders = { 'x-api-version': '20240904', accept: mediaType } as const;

const authenticate = ({ api_key: apiKey }: TeamtailorCredentials): Authentication => ({
  type: 'header',
  name: 'Authorization',
  value: `Token token=${apiKey}`,
});

/** https://docs.teamtailor.com (authentication, errors, rate limits) */
export const teamtailorRemote: RemoteDeclaration<TeamtailorCredentials> = {
  baseUrl: ({ region }) => baseUrls[region],
  authenticate,
  // To find out whether a refused key is one of the other stack.
  hosts: {
    eu: { baseUrl: () => baseUrls.eu, authenticate },
    na: { baseUrl: () => baseUrls.na, authenticate },
  },
  headers: versionHeaders,
  limit: {
    requests: 45,
    windowMs: 10_000,
    concurrency: 4,
    source:
      'Teamtailor lets through 50 in 10 seconds for a key, which others may use, too: https://docs.teamtailor.com/#rate-limit',
  },
  limitHeaders: 'x-rate-limit',
  // Codes of JSON:API are numbers of the validation; the status decides.
  errors: [
    { status: 401, kind: 'authentication' },
    { status: 403, kind: 'permission' },
    { status: 404, kind: 'not-found' },
    // A version of the API that Teamtailor has switched off.
    { status: 406, kind: 'unknown' },
    { status: 409, kind: 'conflict' },
    { status: 429, kind: 'rate-limited' },
    { status: 4, kind: 'input' },
    { status: 5, kind: 'unavailable' },
  ],
  alwaysHasBody: true,
  dryRunAnswer,
};
