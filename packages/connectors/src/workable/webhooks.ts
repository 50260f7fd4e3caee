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
import type { ConnectorContext, VendorChange, VendorWebhooks } from '@hirewire/connector-kit';
import { z } from 'zod';
import { WorkableCredentials } from './client.ts';
import { readWholeList } from './call-workable.ts';
import { mayHaveOffer } from './read/offers.ts';
import { WorkableSubscription } from './remote-types.ts';

/**
 * All that tell of candidates; others tell of employees. There are none of jobs, and none of candidates
 * who are changed or disqualified.
 * https://workable.readme.io/reference/webhook-subscriptions-candidates-employees (2026-05-06)
 */
const events = ['candidate_created', 'candidate_moved', 'candidate_deleted'] as const;

const unchecked = z.unknown().optional();
const Event = z.looseObject({
  event_type: z.string().nullish(),
  resource_type: z.string().nullish(),
  data: z.looseObject({
    id: unchecked,
    shortcode: unchecked,
    stage_kind: unchecked,
    moved_to_offer_at: unchecked,
    hired_at: unchecked,
  }),
});

/**
 * Workable signs with the access token. It takes each address once
 * (https://workable.readme.io/reference/webhook-subscriptions), so that the event is a part of it.
 */
export const workableWebhooks: VendorWebhooks = {
  async *register(context, { url }) {
    const earlier = (await listSubscriptions(context)).filter(
      ({ target }) => target?.split('?')[0] === url,
    );
    for (const event of events) {
      const target = `${url}?event=${event}`;
      const own = earlier.filter((one) => one.event === event);
      const kept = own.find((one) => one.target === target);
      yield { id: kept?.id ?? (await subscribe(context, event, target)), event };
      // After the new one is noted, so that no event is lost.
      const former = own.filter((one) => one !== kept).map(({ id }) => id);
      await unsubscribe(context, former);
    }
  },

  unregister: unsubscribe,

  async inspect(context, ids) {
    const there = new Set((await listSubscriptions(context)).map(({ id }) => id));
    return new Map(ids.map((id) => [id, there.has(id) ? 'enabled' : 'gone']));
  },

  secretOf: (credentials) => WorkableCredentials.safeParse(credentials).data?.access_token ?? null,

  receive({ headers, body }, secret) {
    if (!isSigned([body], secret, [headers['x-workable-signature'] ?? ''])) return null;
    const content = parseEvent(body);
    if (content === undefined) return [anything];
    const event = Event.safeParse(content);
    // Something that later versions send.
    return event.success ? changedBy(event.data) : [];
  },
};

async function listSubscriptions(context: ConnectorContext) {
  const list = { path: '/subscriptions', name: 'subscriptions', hasPages: false };
  const rows = await readWholeList(context, list);
  const found = parseResults(WorkableSubscription, rows, { model: 'candidates', context });
  return found.map(({ parsed }) => parsed);
}

/** Without `args`, it is for all jobs and stages. */
async function subscribe(
  context: ConnectorContext,
  event: string,
  target: string,
): Promise<string> {
  const { body, status } = await context.remote.request({
    method: 'POST',
    path: '/subscriptions',
    json: { target, event },
  });
  const made = WorkableSubscription.safeParse(body);
  if (made.success) return made.data.id;
  const message = `Workable made a subscription for ${event}, but does not tell which. Register again.`;
  throw new RemoteError({ kind: 'unknown', message, status, mayHaveHappened: true });
}

async function unsubscribe(context: ConnectorContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const address = path`/subscriptions/${id}`;
    const request = { method: 'DELETE', path: address, isIdempotent: true } as const;
    await nullIfGone(() => context.remote.request(request));
  }
}

/** Ids alone are read, each on its own. */
function changedBy({ event_type: type, resource_type: resource, data }: z.infer<typeof Event>) {
  const kind = resource ?? type?.split('_')[0];
  const changes: VendorChange[] = [];
  if (kind === 'job') changes.push(...changesOf('jobs', [data.shortcode]));
  if (kind !== 'candidate') return changes;
  changes.push(...changesOf('applications', [data.id]), ...changesOf('candidates', [data.id]));
  if (mayHaveOffer(data)) changes.push(...changesOf('offers', [data.id]));
  return changes;
}
