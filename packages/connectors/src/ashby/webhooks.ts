import { createHmac, timingSafeEqual } from 'node:crypto';
import { RemoteError } from '@hirewire/connector-kit';
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
const Reference = z.looseObject({ id: z.string() }).nullish();
/** Everything that any event may hold; only ids are taken from it. */
const Event = z.looseObject({
  data: z.looseObject({
    application: z.looseObject({ id: z.string(), candidate: Reference }).nullish(),
    candidate: z
      .looseObject({ id: z.string(), applicationIds: z.array(z.string()).nullish() })
      .nullish(),
    deletedCandidate: Reference,
    mergedCandidate: Reference,
    interviewSchedule: Reference,
    jobPosting: Reference,
    offer: Reference,
    jobId: z.string().nullish(),
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
    const event = Event.safeParse(parseJson(body));
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

function isSigned(signature: string, body: string, secret: string): boolean {
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const [given, wanted] = [Buffer.from(signature), Buffer.from(expected)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function changedBy(event: z.output<typeof Event>['data']): VendorChange[] {
  const { application, candidate, jobPosting, jobId } = event;
  const people = [application?.candidate, candidate, event.deletedCandidate, event.mergedCandidate];
  const ids: Partial<Record<VendorChange['model'], (string | null | undefined)[]>> = {
    applications: [application?.id, ...(candidate?.applicationIds ?? [])],
    candidates: people.map((person) => person?.id),
    interviews: [event.interviewSchedule?.id],
    jobs: [jobPosting?.id, jobId],
    offers: [event.offer?.id],
  };
  return Object.entries(ids).flatMap(([model, ofModel]) =>
    ofModel.flatMap((remoteId) =>
      typeof remoteId === 'string' ? [{ model: model as VendorChange['model'], remoteId }] : [],
    ),
  );
}
