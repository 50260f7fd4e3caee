import { isoOf } from '../kit/calendar.ts';
import { isAbout } from '../kit/company.ts';
import type { CompanyEvent } from '../kit/company.ts';
import type { WebhookMessage, WebhookSender } from '../kit/webhook-sender.ts';
import { Webhooks, hmacSha256 } from '../kit/webhooks.ts';
import { jobStatusOf } from './job-shapes.ts';
import type { SmartRecruiters } from './smartrecruiters.ts';
import { statusOf } from './statuses.ts';

export interface SecretKey {
  key: string;
  /** Null for the newest. */
  endsAt: number | null;
}

export interface Subscription {
  id: string;
  callbackUrl: string;
  events: readonly string[];
  isActive: boolean;
  keys: readonly SecretKey[];
  /** A header that callbacks carry, as the subscriber asked for. */
  header: readonly [name: string, value: string] | null;
  log: readonly Callback[];
}

export interface Callback {
  id: string;
  status: 'successful' | 'failed';
  at: number;
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
}

/** What a callback says: ids alone, and where to read. */
interface Happening {
  ids: Readonly<Record<string, string>>;
  path: string;
}

export type Subscriptions = Webhooks<Subscription, Happening>;

/** Callbacks are kept in the log so long. */
const logMs = 30 * 86_400_000;

/** Sends what happens to those who have subscribed, once, and notes what came of it. */
export function createWebhooks(account: SmartRecruiters, sender: WebhookSender): Subscriptions {
  const { company } = account;
  const compose = (one: Subscription, event: string, { ids, path }: Happening): WebhookMessage => {
    const body = JSON.stringify(ids);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      'event-id': company.newId(),
      'event-name': event,
      'event-version': 'v201910',
      link: `<https://api.smartrecruiters.com${path}>; rel=self`,
      'smartrecruiters-timestamp': String(Math.floor(company.now() / 1000)),
      ...(one.header !== null && { [one.header[0]]: one.header[1] }),
    };
    const signature = signatureOf(one.keys, body, headers, company.now());
    if (signature !== '') headers['smartrecruiters-signature'] = signature;
    return { url: one.callbackUrl, headers, body };
  };
  const subscriptions: Subscriptions = new Webhooks(sender, compose, () => false);
  const announce = (event: string, happening: Happening): void => {
    for (const one of subscriptions.all()) {
      if (!one.isActive || !one.events.includes(event)) continue;
      void subscriptions.send(one, event, happening).then(({ status, url, body, headers }) => {
        const isGood = status !== null && status >= 200 && status < 300;
        const at = company.now();
        const outcome = isGood ? ('successful' as const) : ('failed' as const);
        const entry = { id: headers['event-id'] ?? '', status: outcome, at, url, body, headers };
        const current = subscriptions.find(one.id);
        if (current === null) return;
        const log = current.log.filter((callback) => callback.at > at - logMs);
        subscriptions.put({ ...current, log: [...log, entry] });
      });
    }
  };
  company.onChange((event) => {
    for (const [name, happening] of happeningsOf(account, event)) announce(name, happening);
  });
  account.onFile = (applicationId, fileId) => {
    const { ids, path } = applicationHappening(account, applicationId);
    announce('application.attachment.created', { ids: { ...ids, attachment_id: fileId }, path });
  };
  return subscriptions;
}

/**
 * A signature for each key that has not ended:
 * https://developers.smartrecruiters.com/reference/subscriptionsgeneratesecretkey-1
 */
export function signatureOf(
  keys: readonly SecretKey[],
  body: string,
  headers: Readonly<Record<string, string>>,
  now: number,
): string {
  const named = ['event-id', 'event-name', 'event-version', 'link'].map(
    (name) => headers[name] ?? '',
  );
  const signed = [headers['smartrecruiters-timestamp'] ?? '', body, ...named].join('.');
  return keys
    .filter(({ endsAt }) => endsAt === null || endsAt > now)
    .map(({ key }) => `v1=${hmacSha256(key, signed)}`)
    .join(';');
}

type Named = [event: string, happening: Happening];

function happeningsOf(account: SmartRecruiters, event: CompanyEvent): Named[] {
  if (isAbout(event, 'people')) return candidateHappenings(event);
  if (isAbout(event, 'applications')) return applicationHappenings(account, event);
  if (isAbout(event, 'jobs')) return jobHappenings(event);
  if (isAbout(event, 'offers')) return offerHappenings(account, event);
  return isAbout(event, 'feedback') ? reviewHappenings(event) : [];
}

/** Somebody who was merged into another candidate, or erased, is deleted. */
function candidateHappenings({ kind, row, before }: CompanyEvent<'people'>): Named[] {
  const { id, isErased } = row;
  const isGone = kind === 'removed' || (isErased && before?.isErased === false);
  const name = isGone ? 'deleted' : kind === 'added' ? 'created' : 'updated';
  return [[`candidate.${name}`, { ids: { id }, path: `/candidates/${id}` }]];
}

function jobHappenings({ kind, row, before }: CompanyEvent<'jobs'>): Named[] {
  const happening = { ids: { id: row.id }, path: `/jobs/${row.id}` };
  if (kind === 'removed') return [];
  if (before === null) return [['job.created', happening]];
  const isMoved = jobStatusOf(before) !== jobStatusOf(row);
  const moved: Named[] = isMoved ? [['job.status.updated', happening]] : [];
  return [['job.updated', happening], ...moved];
}

function offerHappenings(account: SmartRecruiters, { kind, row }: CompanyEvent<'offers'>): Named[] {
  if (kind === 'removed') return [];
  const { ids, path } = applicationHappening(account, row.applicationId);
  const { job_id = '', candidate_id = '' } = ids;
  const about = {
    ids: { job_id, candidate_id, offer_id: row.id },
    path: `${path}/offers/${row.id}`,
  };
  return [[kind === 'added' ? 'offer.created' : 'offer.updated', about]];
}

/** Drafts are not told. */
function reviewHappenings({ kind, row, before }: CompanyEvent<'feedback'>): Named[] {
  if (row.submittedAt === null) return [];
  const ids = { application_id: row.applicationId, review_id: row.id };
  const isNew = before === null || before.submittedAt === null;
  const name = kind === 'removed' ? 'deleted' : isNew ? 'created' : 'updated';
  return [[`review.${name}`, { ids, path: `/reviews/${row.id}` }]];
}

function applicationHappening({ company }: SmartRecruiters, id: string): Happening {
  const { jobId, personId } = company.tables.applications.get(id);
  const ids = { job_id: jobId ?? '', candidate_id: personId, application_id: id };
  return { ids, path: `/candidates/${personId}/jobs/${ids.job_id}` };
}

/** There is no event for an application that is deleted. */
function applicationHappenings(
  account: SmartRecruiters,
  { kind, row, before }: CompanyEvent<'applications'>,
): Named[] {
  if (kind === 'removed') return [];
  const happening = applicationHappening(account, row.id);
  if (before === null) return [['application.created', happening]];
  const statuses = [before, row].map((one) => JSON.stringify(statusOf(account, one)));
  const moved: Named[] =
    statuses[0] === statuses[1] ? [] : [['application.status.updated', happening]];
  const isSame = before.sourceId === row.sourceId;
  return isSame ? moved : [...moved, ['application.source.updated', happening]];
}

export function callbackShape({ status, at, url, body, headers }: Callback): object {
  return { status, timestamp: isoOf(at), requestDetails: { url, body, headers } };
}
