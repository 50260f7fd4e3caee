import type { RemoteDeclaration } from '@hirewire/connector-kit';
import { z } from 'zod';
import { dryRunAnswer } from './dry-run-answer.ts';
import { AshbyFailure } from './remote-types.ts';

export const AshbyCredentials = z.object({ api_key: z.string().trim().min(1) });
export type AshbyCredentials = z.infer<typeof AshbyCredentials>;

/**
 * Ashby has one host, and every call is a POST of JSON with the key as user name of Basic
 * authentication: https://developers.ashbyhq.com/docs/authentication
 */
export const ashbyRemote: RemoteDeclaration<AshbyCredentials> = {
  baseUrl: () => 'https://api.ashbyhq.com',
  authenticate: (credentials) => ({
    type: 'basic',
    username: credentials.api_key,
    password: '',
  }),
  headers: { accept: 'application/json; version=1' },
  limit: {
    requests: 10,
    windowMs: 1000,
    concurrency: 5,
    source:
      'Our choice. Ashby publishes a limit for its Reports alone (15 a minute): https://developers.ashbyhq.com/reference/reportgenerate',
  },
  // Sent with answers, though the documentation does not say so: a limit of 1000.
  limitHeaders: 'x-ratelimit',
  // A method fails with HTTP 200 and `success: false`, so the code comes before the status.
  errors: [
    { code: 'missing_endpoint_permission', kind: 'permission' },
    // A cursor and a token that are too old, unreadable, or stand for too many changes: Ashby
    // asks for a full read. https://developers.ashbyhq.com/changelog/2026-05-14-reject-deep-pagination-on-incremental-sync
    // https://developers.ashbyhq.com/changelog/2026-08-04-actionable-pagination-error-messages
    {
      code: /^(?:sync_token_expired|sync_token_invalid|incremental_sync_too_large|next_cursor_expired|invalid_next_cursor)$/,
      kind: 'sync-token-expired',
    },
    { code: 'rate_limit_exceeded', kind: 'rate-limited' },
    { status: 429, kind: 'rate-limited' },
    // No key is a 401, a wrong or deactivated one a 403.
    { status: 401, kind: 'authentication' },
    { status: 403, kind: 'authentication' },
    // What a write names beside the record that it is about.
    {
      code: /^(?:archive_reason|interview_stage|interview_plan|communication_template|source|user)_not_found$/,
      kind: 'input',
    },
    { code: /_not_found$/, kind: 'not-found' },
    { status: 404, kind: 'not-found' },
    { code: 'invalid_input', kind: 'input' },
    { status: 400, kind: 'input' },
    { status: 5, kind: 'unavailable' },
    { status: 200, kind: 'input' },
  ],
  // What such a body says is read by the kit.
  readError: ({ body }) =>
    AshbyFailure.safeParse(body).success ? { code: null, message: null } : null,
  alwaysHasBody: true,
  requestIdHeader: 'x-ashby-request-id',
  dryRunAnswer,
};
