import { anything, changesOf, isSigned, parseEvent } from '@hirewire/connector-kit';
import type { HandMadeWebhooks, VendorChange } from '@hirewire/connector-kit';
import { z } from 'zod';
import { RecruiteeCredentials } from './client.ts';

const Event = z.looseObject({
  event_type: z.string().nullish().catch(null),
  test: z.unknown().optional(),
  payload: z
    .looseObject({
      candidate: z.unknown().optional(),
      offer: z.unknown().optional(),
      offers: z.unknown().optional(),
    })
    .nullish()
    .catch(null),
});
type Event = z.infer<typeof Event>;

/**
 * People set webhooks up in Recruitee, which makes the secret and shows it afterwards. Before, it
 * sends `{"test":true}`, which wants 200 and is about nothing; so is "Test payload", an invented event.
 * https://docs.recruitee.com/docs/webhooks
 */
export const recruiteeWebhooks: HandMadeWebhooks = {
  isHandMade: true,

  secretOf: (credentials) =>
    RecruiteeCredentials.safeParse(credentials).data?.webhook_secret ?? null,

  handshake: ({ body }) => (isTest(parseEvent(body)) ? {} : null),

  receive({ headers, body }, secret) {
    if (!isSigned([body], secret, [headers['x-recruitee-signature'] ?? ''])) return null;
    const content = parseEvent(body);
    if (content === undefined) return [anything];
    const event = Event.safeParse(content);
    return event.success ? changedBy(event.data) : [];
  },
};

function isTest(content: unknown): boolean {
  const test = Event.safeParse(content).data?.test;
  return test !== undefined && test !== null && test !== false;
}

/** Events of candidates do not name the placement that has changed: a delta finds it. */
function changedBy({ event_type: type, payload }: Event): VendorChange[] {
  const offers = Array.isArray(payload?.offers) ? payload.offers : [];
  if (type?.startsWith('offer_')) return changesOf('jobs', [payload?.offer, ...offers]);
  const candidates = changesOf('candidates', [payload?.candidate]);
  // The engine knows the placements of a candidate who is gone, and reads each of them again.
  if (candidates.length === 0 || type === 'candidate_deleted') return candidates;
  return [...candidates, { model: 'applications', remoteId: null }];
}
