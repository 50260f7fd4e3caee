import { createHmac, timingSafeEqual } from 'node:crypto';
import { RemoteError, anything, changesOf, parseEvent } from '@hirewire/connector-kit';
import type { ConnectorContext, VendorChange, VendorWebhooks } from '@hirewire/connector-kit';
import { z } from 'zod';
import { changeAshby } from './call-ashby.ts';

/**
 * Events that change what we show, of those that webhook.create takes.
 * https://developers.ashbyhq.com/reference/webhookcreate
 */
const webhookTypes = [
  'applicationSubmit',
  'applicationUpdate',
  'candidateHire',
  'candidateStageChange',
  'candidateDelete',
  'candidateMerge',
  'interviewPlanTransition',
  'interviewScheduleCreate',
  'interviewScheduleUpdate',
  'jobPostingUpdate',
  'jobPostingPublish',
  'jobPostingUnpublish',
  'offerCreate',
  'offerUpdate',
  'offerDelete',
] as const;

const Created = z.looseObject({ id: z.string(), enabled: z.boolean().nullish() });
/** The fields of all events. Only ids are read, each on its own. */
const Event = z.looseObject({
  data: z.looseObject({
    application: z.looseObject({}).nullish().catch(null),
    candidate: z
      .looseObject({ applicationIds: z.array(z.unknown()).nullish().catch(null) })
      .nullish()
      .catch(null),
  }),
});

/** https://developers.ashbyhq.com/docs/setting-up-webhooks */
export const ashbyWebhooks: VendorWebhooks = {
  async register(context, { url, secret }) {
    const ids: string[] = [];
    try {
      for (const webhookType of webhookTypes) {
        const body = { webhookType, requestUrl: url, secretToken: secret };
        const { results } = await changeAshby(context, 'webhook.create', body);
        const { id, enabled } = Created.parse(results);
        ids.push(id);
        if (enabled === false) throw unreachable(url);
      }
    } catch (error) {
      // All or nothing: nobody would know of these later.
      await deleteWebhooks(context, ids);
      throw error;
    }
    return ids;
  },

  unregister: deleteWebhooks,

  receive({ headers, body }, secret) {
    if (!isSigned(headers['ashby-signature'] ?? '', body, secret)) return null;
    const content = parseEvent(body);
    if (content === undefined) return [anything];
    const event = Event.safeParse(content);
    // A ping, or something that later versions send.
    return event.success ? changedBy(event.data.data) : [];
  },
};

async function deleteWebhooks(context: ConnectorContext, ids: readonly string[]): Promise<void> {
  for (const webhookId of ids) {
    try {
      await changeAshby(context, 'webhook.delete', { webhookId }, { isIdempotent: true });
    } catch (error) {
      if (!(error instanceof RemoteError) || error.kind !== 'not-found') throw error;
    }
  }
}

/** Ashby pings an address at once, and keeps a webhook disabled whose ping had no good answer. */
function unreachable(url: string): RemoteError {
  const { origin } = new URL(url);
  const message = `Ashby got no good answer from ${origin}: it must be reachable from the internet.`;
  return new RemoteError({ kind: 'input', message, status: 200 });
}

function isSigned(signature: string, body: Uint8Array, secret: string): boolean {
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const [given, wanted] = [Buffer.from(signature), Buffer.from(expected)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function changedBy(event: z.output<typeof Event>['data']): VendorChange[] {
  const { application, candidate } = event;
  return [
    ...changesOf('applications', [application, ...(candidate?.applicationIds ?? [])]),
    ...changesOf('candidates', [
      application?.['candidate'],
      candidate,
      event['deletedCandidate'],
      event['mergedCandidate'],
    ]),
    ...changesOf('interviews', [event['interviewSchedule']]),
    ...changesOf('jobs', [event['jobPosting'], event['jobId']]),
    ...changesOf('offers', [event['offer']]),
  ];
}
