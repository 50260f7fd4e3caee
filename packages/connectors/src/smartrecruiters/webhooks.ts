import {
  RemoteError,
  anything,
  changesOf,
  isSigned,
  parseEvent,
  parseResults,
  path,
  nullIfGone,
} from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  VendorChange,
  VendorHookState,
  VendorWebhooks,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { readListPages } from './call-smartrecruiters.ts';
import { applicationIdOf } from './read/ids.ts';
import { SmartRecruitersSubscription } from './remote-types.ts';

const subscriptionsPath = '/webhooks-api/v201907/subscriptions';

/** Those of the 47 events that are about records that we read. */
const events = [
  'job.created',
  'job.updated',
  'job.status.updated',
  'job.hiring-team.updated',
  'job.ad.created',
  'job.ad.updated',
  'job.ad.postings.updated',
  'application.created',
  'application.status.updated',
  'application.fields.updated',
  'application.source.updated',
  'application.screening-answers.created',
  'application.screening-answers.updated',
  'candidate.created',
  'candidate.updated',
  'candidate.deleted',
  'offer.created',
  'offer.updated',
  'offer.approval.approved',
  'offer.approval.rejected',
  'offer.approval.abandoned',
  'review.created',
  'review.updated',
  'review.deleted',
] as const;

const Secret = z.looseObject({ secretKey: z.string().min(1) });

/** Payloads have only ids; the name of the event says which records they belong to. */
const Payload = z.looseObject({
  id: z.unknown().optional(),
  job_id: z.unknown().optional(),
  candidate_id: z.unknown().optional(),
  offer_id: z.unknown().optional(),
  review_id: z.unknown().optional(),
});
type Payload = z.infer<typeof Payload>;

/**
 * One subscription for all events. It is made without a secret, and inactive; at its activation,
 * SmartRecruiters asks the address for an echo, and wants it within 20 seconds. Deliveries want an
 * answer within 5. https://developers.smartrecruiters.com (Webhooks API), and
 * https://github.com/smartrecruiters/sr-webhooks-client
 */
export const smartRecruitersWebhooks: VendorWebhooks = {
  async *register(context, { url, keepSecret, known }) {
    const earlier = (await listSubscriptions(context)).filter(
      ({ callbackUrl }) => callbackUrl === url,
    );
    const kept = earlier.find((one) => isOfUse(one) && known.some(({ id }) => id === one.id));
    const id = kept?.id ?? (await subscribe(context, url));
    // An earlier key stays good for a day, so that nothing that is under way is lost.
    if (kept === undefined) await keepSecret(await makeSecret(context, id));
    await activate(context, id);
    yield { id, event: null };
    // After the new one works, so that no event is lost.
    await unsubscribe(
      context,
      earlier.map((one) => one.id).filter((one) => one !== id),
    );
  },

  unregister: unsubscribe,

  async inspect(context, ids) {
    const all = await listSubscriptions(context);
    const states = new Map(all.map(({ id, status }) => [id, status]));
    return new Map(ids.map((id) => [id, stateOf(states.has(id), states.get(id))]));
  },

  handshake({ headers }) {
    const secret = headers['x-hook-secret'];
    const isSignedOne = headers['smartrecruiters-signature'] !== undefined;
    return secret === undefined || isSignedOne ? null : { 'x-hook-secret': secret };
  },

  receive({ headers, body }, secret) {
    const given = (headers['smartrecruiters-signature'] ?? '')
      .split(';')
      .flatMap((one) => /^\s*v1=(.+?)\s*$/.exec(one)?.[1] ?? []);
    const before = `${headers['smartrecruiters-timestamp'] ?? ''}.`;
    const name = headers['event-name'] ?? '';
    const after = [
      headers['event-id'] ?? '',
      name,
      headers['event-version'] ?? '',
      headers['link'] ?? '',
    ];
    if (!isSigned([before, body, `.${after.join('.')}`], secret, given)) return null;
    const content = parseEvent(body);
    if (content === undefined) return [anything];
    const payload = Payload.safeParse(content);
    // Something that later versions send.
    return payload.success ? changedBy(name, payload.data) : [];
  },

  success: { status: 202 },
};

function stateOf(isThere: boolean, status: string | null | undefined): VendorHookState {
  if (!isThere) return 'gone';
  return status === 'inactive' ? 'disabled' : 'enabled';
}

/** The events of a subscription cannot be changed. */
function isOfUse({ events: own }: SmartRecruitersSubscription): boolean {
  const names = new Set((own ?? []).map(({ name }) => name));
  return events.every((event) => names.has(event));
}

async function listSubscriptions(
  context: ConnectorContext,
): Promise<SmartRecruitersSubscription[]> {
  const all: SmartRecruitersSubscription[] = [];
  const list = { path: subscriptionsPath, by: 'link' } as const;
  for await (const { rows } of readListPages(context, list)) {
    const ref = { model: 'candidates', context } as const;
    const found = parseResults(SmartRecruitersSubscription, [...rows], ref);
    all.push(...found.map(({ parsed }) => parsed));
  }
  return all;
}

async function subscribe(context: ConnectorContext, callbackUrl: string): Promise<string> {
  const { body, status } = await context.remote.request({
    method: 'POST',
    path: subscriptionsPath,
    json: { callbackUrl, events },
  });
  const made = SmartRecruitersSubscription.safeParse(body).data;
  if (made !== undefined) return made.id;
  const message = 'SmartRecruiters made a subscription, but does not tell which. Register again.';
  throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
}

async function makeSecret(context: ConnectorContext, id: string): Promise<string> {
  const { body, status } = await context.remote.request({
    method: 'POST',
    path: `${subscriptionsPath}${path`/${id}/secret-key`}`,
  });
  const secret = Secret.safeParse(body).data?.secretKey;
  if (secret !== undefined) return secret;
  const message =
    'SmartRecruiters made a secret for the subscription, but does not tell it. Register again.';
  throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
}

/** One that is active already stays so. */
async function activate(context: ConnectorContext, id: string): Promise<void> {
  try {
    await context.remote.request({
      method: 'PUT',
      path: `${subscriptionsPath}${path`/${id}/activation`}`,
      isIdempotent: true,
    });
  } catch (error) {
    if (!(error instanceof RemoteError) || error.kind !== 'conflict') throw error;
  }
}

async function unsubscribe(context: ConnectorContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const address = `${subscriptionsPath}${path`/${id}`}`;
    const request = { method: 'DELETE', path: address, isIdempotent: true } as const;
    await nullIfGone(() => context.remote.request(request));
  }
}

function changedBy(event: string, payload: Payload): VendorChange[] {
  const { id, job_id: job, candidate_id: candidate, offer_id: offer, review_id: review } = payload;
  const kind = event.split('.')[0];
  if (kind === 'job') return changesOf('jobs', [job ?? id]);
  if (kind === 'offer') return changesOf('offers', [offer]);
  if (kind === 'review') return changesOf('scorecards', [review]);
  if (kind === 'candidate') {
    const candidates = changesOf('candidates', [id]);
    // The engine knows the applications of a candidate who is gone, and reads each of them again.
    if (event === 'candidate.deleted') return candidates;
    // The event does not name the applications that changed with the candidate: a delta finds them.
    return [...candidates, { model: 'applications', remoteId: null }];
  }
  if (kind !== 'application') return [];
  const isNamed = typeof candidate === 'string' && typeof job === 'string';
  const application = isNamed ? [applicationIdOf(candidate, job)] : [];
  return [...changesOf('applications', application), ...changesOf('candidates', [candidate])];
}
