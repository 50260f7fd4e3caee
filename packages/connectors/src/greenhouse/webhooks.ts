import { anything, changesOf, isSigned, parseEvent } from '@hirewire/connector-kit';
import type { HandMadeWebhooks, VendorChange } from '@hirewire/connector-kit';
import { z } from 'zod';

const part = z.looseObject({}).nullish().catch(null);
const Event = z.looseObject({
  action: z.string(),
  payload: z.looseObject({
    application: part,
    candidate: part,
    person: part,
    job: part,
    job_post: part,
    job_interview_stage: part,
    offer: part,
    interview: part,
    scorecard: part,
  }),
});
type Payload = z.infer<typeof Event>['payload'];

/**
 * Webhooks are set up by a customer, who types our secret there. A payload has the form of Harvest v1,
 * whatever generation is used: only the ids in it are read.
 * https://developers.greenhouse.io/webhooks.html
 */
export const greenhouseWebhooks: HandMadeWebhooks = {
  isHandMade: true,

  receive({ headers, body }, secret) {
    // The signature is over the bytes as they were sent, in which signs such as `<` are escaped.
    const [algorithm, digest = ''] = (headers['signature'] ?? '').trim().split(/\s+/);
    if (algorithm?.toLowerCase() !== 'sha256') return null;
    if (!isSigned([body], secret, [digest])) return null;
    const content = parseEvent(body);
    if (content === undefined) return [anything];
    const event = Event.safeParse(content);
    // The ping that Greenhouse sends when a webhook is saved, or what later versions send.
    return event.success ? changedBy(event.data) : [];
  },
};

function changedBy({ action, payload }: z.infer<typeof Event>): VendorChange[] {
  // The words of one group begin or end in the same way.
  if (action.startsWith('offer_')) return changedByOffer(payload);
  if (action.startsWith('job_post_')) {
    return changesOf('jobs', [payload.job_post?.['job_id'] ?? payload['job_id']]);
  }
  if (action === 'job_interview_stage_deleted') {
    const stage = payload.job_interview_stage;
    return [...changesOf('application_stages', [stage]), ...changesOf('jobs', [stage?.['job_id']])];
  }
  // Jobs show their names, and the event does not name the jobs.
  if (/^(?:department|office)_/.test(action)) return [{ model: 'jobs', remoteId: null }];
  return [
    ...changedByPerson(action, payload),
    ...changesOf('applications', [payload.application]),
    ...changesOf('candidates', [
      payload.candidate,
      payload.application?.['candidate'],
      payload.application?.['candidate_id'],
      payload['candidate_id'],
    ]),
    ...changesOf('jobs', [payload.job]),
    ...changesOf('interviews', [payload.interview]),
    ...changesOf('scorecards', [payload.scorecard]),
  ];
}

function changedByOffer(payload: Payload): VendorChange[] {
  const offer = payload.offer ?? payload;
  return [...changesOf('offers', [offer]), ...changesOf('applications', [offer['application_id']])];
}

/**
 * Somebody who was deleted, or merged into another person. Both events may come for a merge, and
 * `deleted_application_ids` then names applications that live on with the other person: they are read
 * again, and no event deletes anything.
 */
function changedByPerson(action: string, { person }: Payload): VendorChange[] {
  if (!person) return [];
  const ids = person['deleted_application_ids'];
  const applications = Array.isArray(ids) ? changesOf('applications', ids) : [];
  const [winner] = changesOf('candidates', [person['new_candidate_id']]);
  const people = changesOf('candidates', [person]).map((one) =>
    winner?.remoteId ? { ...one, mergedInto: winner.remoteId } : one,
  );
  // Which applications have moved, the event does not say.
  const moved: VendorChange[] =
    action === 'merge_candidate' ? [{ model: 'applications', remoteId: null }] : [];
  return [...(winner ? [winner] : []), ...people, ...applications, ...moved];
}
