import { timingSafeEqual } from 'node:crypto';
import {
  RemoteError,
  anything,
  changesOf,
  parseEvent,
  parseResults,
  path,
  nullIfGone,
} from '@hirewire/connector-kit';
import type { ConnectorContext, VendorChange, VendorWebhooks } from '@hirewire/connector-kit';
import { z } from 'zod';
import { changeLever, readWholeList } from './call-lever.ts';
import { LeverReference, LeverWebhook } from './remote-types.ts';

/**
 * Events that change what we show. There are none of postings.
 * https://hire.lever.co/developer/documentation#webhooks
 */
const events = [
  'applicationCreated',
  'candidateHired',
  'candidateStageChange',
  'candidateArchiveChange',
  'candidateDeleted',
  'interviewCreated',
  'interviewUpdated',
  'interviewDeleted',
  'contactCreated',
  'contactUpdated',
] as const;

const Event = z.looseObject({ event: z.string().nullish(), data: z.looseObject({}) });

/**
 * Lever signs with a token of its own that it shows once, and signs neither the event nor its data:
 * the address has our secret instead (README, "Webhooks").
 */
export const leverWebhooks: VendorWebhooks = {
  async *register(context, { url, secret }) {
    const address = `${url}?token=${encodeURIComponent(secret)}`;
    const earlier = (await listWebhooks(context)).filter((one) => one.url?.split('?')[0] === url);
    for (const event of events) {
      const own = earlier.filter((webhook) => webhook.event === event);
      const kept = own.find((webhook) => webhook.url === address);
      yield { id: kept?.id ?? (await create(context, event, address)), event };
      // After the new one is noted, so that no event is lost.
      const former = own.filter((webhook) => webhook !== kept).map(({ id }) => id);
      await deleteWebhooks(context, former);
    }
  },

  unregister: deleteWebhooks,

  async inspect(context, ids) {
    const there = new Set((await listWebhooks(context)).map(({ id }) => id));
    return new Map(ids.map((id) => [id, there.has(id) ? 'enabled' : 'gone']));
  },

  receive({ query, body }, secret) {
    if (!isSecret(query['token'] ?? '', secret)) return null;
    const content = parseEvent(body);
    if (content === undefined) return [anything];
    const event = Event.safeParse(content);
    // Something that later versions send.
    return event.success ? changedBy(event.data) : [];
  },
};

async function listWebhooks(context: ConnectorContext): Promise<z.output<typeof LeverWebhook>[]> {
  const ref = { model: 'applications', context } as const;
  const all = parseResults(LeverWebhook, await readWholeList(context, '/webhooks'), ref);
  return all.map(({ parsed }) => parsed);
}

async function create(context: ConnectorContext, event: string, url: string): Promise<string> {
  const answer = await changeLever(context, {
    method: 'POST',
    path: '/webhooks',
    json: { event, url },
  });
  const made = LeverReference.safeParse(answer);
  if (made.success) return made.data.id;
  const message = `Lever made a webhook for ${event}, but does not tell which. Register again.`;
  throw new RemoteError({ kind: 'unknown', message, status: 200, mayHaveHappened: true });
}

async function deleteWebhooks(context: ConnectorContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const address = path`/webhooks/${id}`;
    const request = { method: 'DELETE', path: address, isIdempotent: true } as const;
    await nullIfGone(() => changeLever(context, request));
  }
}

function isSecret(given: string, secret: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(secret)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Ids alone are read, each on its own. */
function changedBy({ event, data }: z.output<typeof Event>): VendorChange[] {
  const { opportunityId, candidateId, contactId } = data;
  const changes = [
    ...changesOf('applications', [opportunityId ?? candidateId]),
    ...changesOf('candidates', [contactId]),
  ];
  // An interview is only listed with its opportunity, which no event need name: a delta finds it.
  const isInterview = event?.startsWith('interview') === true;
  return isInterview ? [...changes, { model: 'interviews', remoteId: null }] : changes;
}
