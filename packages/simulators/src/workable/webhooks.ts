import type { Application } from '../kit/company-rows.ts';
import { isoOf } from '../kit/calendar.ts';
import { isAbout } from '../kit/company.ts';
import * as is from '../kit/fields.ts';
import type { Fields } from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Route } from '../kit/route.ts';
import { VendorFailure } from '../kit/vendor-message.ts';
import type { WebhookMessage, WebhookSender } from '../kit/webhook-sender.ts';
import { Webhooks, hmacSha256 } from '../kit/webhooks.ts';
import { candidateShape } from './candidate-shapes.ts';
import { requireParameters } from './lists.ts';
import type { Workable } from './workable.ts';
import { missing, shortcodeOf, slugOf } from './words.ts';

/** https://workable.readme.io/reference/webhook-subscriptions-candidates-employees.md, 2026-05-06 */
const eventNames = [
  'candidate_created',
  'candidate_deleted',
  'candidate_moved',
  // Nothing here causes these.
  'employee_created',
  'employee_updated',
  'employee_published',
  'onboarding_completed',
  'timeoff_updated',
];

interface Subscription {
  id: string;
  event: string;
  target: string;
  jobShortcode: string | null;
  stageSlug: string | null;
  createdAt: number;
  /** The account token, or the secret of the OAuth app, by which one it was made. */
  key: string;
}

export type WorkableWebhooks = Webhooks<Subscription, { candidate: Application }>;

/** Sends what happens to candidates. A disqualification is no event. */
export function createWebhooks(workable: Workable, sender: WebhookSender): WorkableWebhooks {
  const { company, random } = workable;
  const compose = (
    { target, key }: Subscription,
    event: string,
    { candidate }: { candidate: Application },
  ): WebhookMessage => {
    const body = JSON.stringify({
      id: random.uuid(),
      event_type: event,
      resource_type: 'candidate',
      fired_at: isoOf(company.now()),
      data: candidateShape(workable, candidate, `https://${workable.subdomain}.workable.com`),
    });
    const headers = {
      'content-type': 'application/json',
      'x-workable-signature': hmacSha256(key, body),
    };
    return { url: target, headers, body };
  };
  const isFor = (
    { event, jobShortcode, stageSlug }: Subscription,
    asked: string,
    { candidate: { jobId, stageId } }: { candidate: Application },
  ): boolean =>
    event === asked &&
    (jobShortcode === null || (jobId !== null && shortcodeOf(jobId) === jobShortcode)) &&
    (stageSlug === null || slugOf(company.tables.stages.get(stageId)) === stageSlug);
  const webhooks: WorkableWebhooks = new Webhooks(sender, compose, isFor);
  company.onChange((event) => {
    if (!isAbout(event, 'applications')) return;
    const { kind, row: candidate, before } = event;
    if (kind === 'added') webhooks.announce('candidate_created', { candidate });
    if (kind === 'removed') webhooks.announce('candidate_deleted', { candidate });
    if (before !== null && before.stageId !== candidate.stageId) {
      webhooks.announce('candidate_moved', { candidate });
    }
  });
  return webhooks;
}

const subscriptionFields: Fields = {
  target: is.required(is.webAddress),
  event: is.required(is.oneOf(...eventNames)),
  // Empty texts stand for all jobs and all stages.
  args: is.shape({
    account_id: is.text,
    job_shortcode: is.required(is.text),
    stage_slug: is.required(is.text),
  }),
};

/** `keys` has what signs, by who subscribes. */
export function subscriptionRoutes(
  workable: Workable,
  webhooks: WorkableWebhooks,
  keys: Readonly<Record<string, string>>,
): Route[] {
  return [
    route('GET /subscriptions', 'r_candidates', (call) => {
      requireParameters(call, []);
      return { subscriptions: webhooks.all().map(subscriptionShape) };
    }),
    route('POST /subscriptions', 'r_candidates', (call) => {
      requireParameters(call, []);
      const { target, event, args } = is.checkInput(call.body, subscriptionFields);
      if (webhooks.all().some((one) => one.target === target)) {
        throw new VendorFailure('conflict', 'Target is already registered', { status: 409 });
      }
      const { job_shortcode: job = '', stage_slug: stage = '' } = Object(args) as Filter;
      if (job !== '') workable.findJob(job);
      const { id } = webhooks.put({
        id: workable.ids.next(),
        event: String(event),
        target: String(target),
        jobShortcode: job === '' ? null : job,
        stageSlug: stage === '' ? null : stage,
        createdAt: call.at,
        key: keys[call.grant.actor ?? ''] ?? '',
      });
      return { id: Number(id) };
    }),
    route('DELETE /subscriptions/:id', 'r_candidates', (call) => {
      requireParameters(call, []);
      const { id = '' } = call.params;
      if (!webhooks.delete(id)) throw missing('subscription', id);
      return {};
    }),
  ];
}

interface Filter {
  job_shortcode?: string;
  stage_slug?: string;
}

function subscriptionShape(one: Subscription): object {
  return {
    id: Number(one.id),
    event: one.event,
    target: one.target,
    valid_until: null,
    created_at: isoOf(one.createdAt),
    stage_slug: one.stageSlug,
    job_shortcode: one.jobShortcode,
  };
}
