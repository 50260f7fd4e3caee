import { createHmac, timingSafeEqual } from 'node:crypto';
import { RemoteError, anything, changesOf, parseEvent, nullIfGone } from '@hirewire/connector-kit';
import type {
  ConnectorContext,
  VendorChange,
  VendorHook,
  VendorHookState,
  VendorWebhooks,
} from '@hirewire/connector-kit';
import { z } from 'zod';
import { callAshby, changeAshby } from './call-ashby.ts';

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

const Webhook = z.looseObject({
  id: z.string(),
  enabled: z.boolean().nullish(),
  webhookType: z.string().nullish(),
  requestUrl: z.string().nullish(),
});
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
  async *register(context, { url, secret, known }) {
    const ids = await findAdoptable(context, known, url);
    for (const webhookType of webhookTypes) {
      const id = ids.get(webhookType);
      const receiver = { webhookType, requestUrl: url, secretToken: secret };
      const adopted = id === undefined ? null : await updateWebhook(context, id, receiver);
      yield { id: adopted ?? (await createWebhook(context, receiver)), event: webhookType };
    }
  },

  unregister: deleteWebhooks,

  inspect: inspectWebhooks,

  receive({ headers, body }, secret) {
    if (!isSigned(headers['ashby-signature'] ?? '', body, secret)) return null;
    const content = parseEvent(body);
    if (content === undefined) return [anything];
    const event = Event.safeParse(content);
    // A ping, or something that later versions send.
    return event.success ? changedBy(event.data.data) : [];
  },
};

interface Receiver {
  webhookType: string;
  requestUrl: string;
  secretToken: string;
}

/**
 * Known webhooks by their type that send to this address. One that sends to another address is left
 * alone until its successor is there: Ashby may not reach the new one.
 */
async function findAdoptable(
  context: ConnectorContext,
  known: readonly VendorHook[],
  url: string,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { id } of known) {
    const webhook = await findWebhook(context, id).catch((error: unknown) => {
      // The key may write webhooks, and not read them: they are made anew.
      if (error instanceof RemoteError && error.kind !== 'unavailable') return null;
      throw error;
    });
    const [address] = webhook?.requestUrl?.split('?') ?? [];
    if (webhook?.webhookType && address === url) ids.set(webhook.webhookType, id);
  }
  return ids;
}

/** https://developers.ashbyhq.com/reference/webhookcreate */
async function createWebhook(context: ConnectorContext, receiver: Receiver): Promise<string> {
  try {
    return await createAt(context, receiver);
  } catch (error) {
    if (!isThereAlready(error)) throw error;
    // From a registration that nobody has noted. Ashby lists no webhooks, so that it can only be
    // adopted where the refusal names it. Otherwise this one gets an address of its own: what the
    // other one sends has the same secret, and names the same records.
    const [named] = uuid.exec(error.message) ?? [];
    const adopted = named === undefined ? null : await updateWebhook(context, named, receiver);
    if (adopted !== null) return adopted;
    const requestUrl = `${receiver.requestUrl}?since=${context.clock.now().getTime()}`;
    return createAt(context, { ...receiver, requestUrl });
  }
}

async function createAt(context: ConnectorContext, receiver: Receiver): Promise<string> {
  const { results } = await changeAshby(context, 'webhook.create', { ...receiver });
  const { id, enabled } = Webhook.parse(results);
  if (enabled !== false) return id;
  await deleteWebhooks(context, [id]);
  throw unreachable(receiver.requestUrl);
}

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/i;

function isThereAlready(error: unknown): error is RemoteError {
  if (!(error instanceof RemoteError)) return false;
  if (error.kind === 'already-exists' || error.kind === 'conflict') return true;
  return error.kind === 'input' && /duplicate|already|exists/i.test(error.message);
}

/**
 * Puts a webhook right that is there, and switches it on; null for one that is gone.
 * https://developers.ashbyhq.com/reference/webhookupdate
 */
async function updateWebhook(
  context: ConnectorContext,
  webhookId: string,
  { requestUrl, secretToken }: Receiver,
): Promise<string | null> {
  const body = { webhookId, enabled: true, requestUrl, secretToken };
  const change = () => changeAshby(context, 'webhook.update', body, { isIdempotent: true });
  const updated = await nullIfGone(change);
  if (updated === null) return null;
  if (Webhook.safeParse(updated.results).data?.enabled === false) throw unreachable(requestUrl);
  return webhookId;
}

/** https://developers.ashbyhq.com/reference/webhookinfo */
async function findWebhook(
  context: ConnectorContext,
  webhookId: string,
): Promise<z.infer<typeof Webhook> | null> {
  const found = await nullIfGone(() => callAshby(context, 'webhook.info', { webhookId }));
  return found === null ? null : Webhook.parse(found.results);
}

async function inspectWebhooks(
  context: ConnectorContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, VendorHookState>> {
  const states = new Map<string, VendorHookState>();
  for (const id of ids) {
    const webhook = await findWebhook(context, id);
    states.set(id, webhook === null ? 'gone' : webhook.enabled === false ? 'disabled' : 'enabled');
  }
  return states;
}

async function deleteWebhooks(context: ConnectorContext, ids: readonly string[]): Promise<void> {
  for (const webhookId of ids) {
    await nullIfGone(() =>
      changeAshby(context, 'webhook.delete', { webhookId }, { isIdempotent: true }),
    );
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
