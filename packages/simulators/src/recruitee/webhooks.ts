import type { Application, Job, Person, Stage } from '../kit/company-rows.ts';
import { isAbout } from '../kit/company.ts';
import type { CompanyEvent } from '../kit/company.ts';
import type { WebhookMessage, WebhookSender } from '../kit/webhook-sender.ts';
import { Webhooks, hmacSha256 } from '../kit/webhooks.ts';
import { slugOf, statusOf } from './offers.ts';
import type { Recruitee } from './recruitee.ts';
import { dateOf } from './shapes.ts';
import { kindOfStage } from './stages.ts';

interface Hook {
  id: string;
  url: string;
  secret: string;
}

/** What happened: the rest of the payload stands under the company. */
interface Happening {
  subtype: string | null;
  payload: object;
}

export type RecruiteeWebhooks = Webhooks<Hook, Happening>;

/** What came of setting a webhook up. */
export interface WebhookSetUp {
  secret: string;
  isVerified: boolean;
}

const agent = { 'content-type': 'application/json', 'user-agent': 'Recruitee-Webhooks' };

/** Sends what the changes of the company mean to Recruitee. */
export function createWebhooks(account: Recruitee, sender: WebhookSender): RecruiteeWebhooks {
  const { access, company } = account;
  const compose = (hook: Hook, event: string, happening: Happening): WebhookMessage => {
    const owner = { id: Number(access.companyId), name: 'Example Company' };
    const body = JSON.stringify({
      id: Number(company.newId()),
      attempt_count: 1,
      created_at: dateOf(company.now()),
      event_type: event,
      event_subtype: happening.subtype,
      payload: { company: owner, ...happening.payload },
    });
    const headers = { ...agent, 'x-recruitee-signature': hmacSha256(hook.secret, body) };
    return { url: hook.url, headers, body };
  };
  const webhooks: RecruiteeWebhooks = new Webhooks(sender, compose, () => true);
  // A candidate who is made with placements is one event, once all of it is there.
  const fresh = new Set<string>();
  company.onChange((event) => {
    if (isAbout(event, 'people') && event.kind === 'added') {
      fresh.add(event.row.id);
      queueMicrotask(() => {
        fresh.delete(event.row.id);
        webhooks.announce('new_candidate', madeHappening(account, event.row));
      });
      return;
    }
    if (isAbout(event, 'applications') && fresh.has(event.row.personId)) return;
    for (const [name, happening] of happeningsOf(account, event))
      webhooks.announce(name, happening);
  });
  return webhooks;
}

interface Sending {
  account: Recruitee;
  sender: WebhookSender;
  webhooks: RecruiteeWebhooks;
}

/** The test has no signature: as in the documents, it comes with these two headers alone. */
export async function setUpWebhook(
  { account, sender, webhooks }: Sending,
  url: string,
  secret: string,
): Promise<WebhookSetUp> {
  const { status } = await sender.send({ url, headers: agent, body: '{"test":true}' });
  if (status === 200) webhooks.put({ id: account.company.newId(), url, secret });
  return { secret, isVerified: status === 200 };
}

function happeningsOf(account: Recruitee, event: CompanyEvent): [string, Happening][] {
  if (isAbout(event, 'applications')) return placementHappenings(account, event);
  if (isAbout(event, 'jobs')) return offerHappenings(account, event);
  if (!isAbout(event, 'people') || event.kind !== 'removed') return [];
  return [
    ['candidate_deleted', { subtype: null, payload: { candidate: person(account, event.row) } }],
  ];
}

function madeHappening(account: Recruitee, made: Person): Happening {
  const { origin } = account.profileOf(made);
  const placed = account.placements.of(made.id);
  const payload = { candidate: person(account, made), offers: offersOf(account, placed) };
  return { subtype: origin, payload };
}

function placementHappenings(
  account: Recruitee,
  { kind, row, before }: CompanyEvent<'applications'>,
): [string, Happening][] {
  const { people, rejectionReasons, stages } = account.company.tables;
  const owner = people.find(row.personId);
  // There is no event for a placement that is taken away.
  if (owner === null || kind === 'removed') return [];
  const candidate = person(account, owner);
  const [offer] = offersOf(account, [row]);
  if (before === null) {
    const payload = { candidate, offers: offersOf(account, [row]) };
    return [['candidate_assigned', { subtype: null, payload }]];
  }
  const moved = (subtype: string, details: object): [string, Happening] => [
    'candidate_moved',
    { subtype, payload: { candidate, offer, details } },
  ];
  const happenings: [string, Happening][] = [];
  const [was, is] = [before.status === 'rejected', row.status === 'rejected'];
  if (!was && is) {
    const reason = rejectionReasons.find(row.rejectionReasonId ?? '');
    const details = reason === null ? null : { id: Number(reason.id), name: reason.name };
    happenings.push(moved('disqualified', { disqualify_reason: details }));
  }
  if (was && !is) happenings.push(moved('requalified', {}));
  if (before.stageId !== row.stageId) {
    const from = stageShape(stages.get(before.stageId));
    happenings.push(
      moved('stage_changed', { from_stage: from, to_stage: stageShape(stages.get(row.stageId)) }),
    );
  }
  return happenings;
}

function offerHappenings(
  account: Recruitee,
  { kind, row, before }: CompanyEvent<'jobs'>,
): [string, Happening][] {
  if (kind !== 'changed' || before === null) return [];
  const payload = { offer: offerShape(account, row) };
  const [was, is] = [statusOf(before), statusOf(row)];
  if (was === is) return [['offer_updated', { subtype: 'offer_changed', payload }]];
  const updated: [string, Happening] = ['offer_updated', { subtype: 'status_changed', payload }];
  if (is === 'published') return [['offer_published', { subtype: null, payload }], updated];
  return was === 'published'
    ? [['offer_unpublished', { subtype: null, payload }], updated]
    : [updated];
}

const stageShape = (stage: Stage) => ({
  id: Number(stage.id),
  name: stage.name,
  category: kindOfStage(stage).category,
});

const person = (account: Recruitee, row: Person) => ({
  id: Number(row.id),
  name: row.name,
  emails: row.emails,
  phones: row.phones,
  photo_thumb_url: null,
  referrer: null,
  source: account.profileOf(row).origin,
  created_at: dateOf(row.createdAt),
  updated_at: dateOf(row.updatedAt),
});

function offersOf(account: Recruitee, placed: readonly Application[]): object[] {
  const { jobs } = account.company.tables;
  return placed.flatMap(({ jobId }) => {
    const job = jobs.find(jobId ?? '');
    return job === null ? [] : [offerShape(account, job)];
  });
}

function offerShape(account: Recruitee, job: Job) {
  const { id, title, departmentId, createdAt, updatedAt } = job;
  const department = account.company.tables.departments.find(departmentId ?? '');
  return {
    id: Number(id),
    kind: account.isPool(id) ? 'talent_pool' : 'job',
    slug: slugOf(job),
    title,
    tags: [{ id: 1, name: 'priority' }],
    department: department === null ? null : { id: Number(department.id), name: department.name },
    created_at: dateOf(createdAt),
    updated_at: dateOf(updatedAt),
  };
}
