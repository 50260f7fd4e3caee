import { isoOf } from '../kit/calendar.ts';
import { isAbout } from '../kit/company.ts';
import type { CompanyEvent } from '../kit/company.ts';
import type { WebhookMessage, WebhookSender } from '../kit/webhook-sender.ts';
import { Webhooks, hmacSha256 } from '../kit/webhooks.ts';
import type { Greenhouse } from './greenhouse.ts';
import { idOf } from './shapes.ts';
import * as shapes from './webhook-shapes.ts';

/** A webhook as somebody sets it up in Greenhouse. */
export interface NewHook {
  url: string;
  secret: string;
  /** The actions that it is for; default: all. */
  actions?: readonly string[];
}

interface Hook extends NewHook {
  id: string;
  isEnabled: boolean;
}

type Happening = [action: string, payload: object];

export type GreenhouseWebhooks = Webhooks<Hook>;

/**
 * Sends what the changes of the company mean to Greenhouse. Changes of one moment are looked at
 * together: whoever is deleted takes applications along, and a merged one leaves them to another.
 */
export function createWebhooks(greenhouse: Greenhouse, sender: WebhookSender): GreenhouseWebhooks {
  let eventId = 0;
  const compose = ({ url, secret }: Hook, action: string, payload: object): WebhookMessage => {
    const body = escaped(JSON.stringify({ action, payload }));
    eventId += 1;
    return {
      url,
      body,
      headers: {
        'content-type': 'application/json',
        signature: `sha256 ${hmacSha256(secret, body)}`,
        'greenhouse-event-id': String(eventId),
      },
    };
  };
  const isFor = ({ isEnabled, actions }: Hook, action: string): boolean =>
    isEnabled && actions?.includes(action) !== false;
  const webhooks: GreenhouseWebhooks = new Webhooks(sender, compose, isFor);
  let pending: CompanyEvent[] = [];
  const flush = (): void => {
    const events = pending;
    pending = [];
    for (const [action, payload] of happeningsOf(greenhouse, events)) {
      webhooks.announce(action, payload);
    }
  };
  greenhouse.company.onChange((event) => {
    if (pending.push(event) === 1) queueMicrotask(flush);
  });
  return webhooks;
}

/** Saves a webhook, and pings it: one that does not answer is disabled. */
export async function addHook(
  { ids }: Greenhouse,
  webhooks: GreenhouseWebhooks,
  { url, secret, actions }: NewHook,
): Promise<{ id: string; isEnabled: boolean }> {
  const id = ids.next();
  const hook = { id, url, secret, isEnabled: true, ...(actions !== undefined && { actions }) };
  const { status } = await webhooks.send(hook, 'ping', { web_hook_id: Number(id) });
  const isEnabled = status !== null && status >= 200 && status < 300;
  webhooks.put({ ...hook, isEnabled });
  return { id, isEnabled };
}

/** The vendor escapes what browsers read and what is no ASCII, and signs what it then sends. */
function escaped(json: string): string {
  return json.replace(
    /[<>&\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** What follows from changes that were made at once. */
function happeningsOf(greenhouse: Greenhouse, events: readonly CompanyEvent[]): Happening[] {
  const gone = new Set<string>();
  const lost = new Map<string, string[]>();
  const mergedInto = new Map<string, string>();
  for (const event of events) {
    if (event.kind === 'removed' && isAbout(event, 'people')) gone.add(event.row.id);
    if (!isAbout(event, 'applications')) continue;
    const { row, before, kind } = event;
    const owner = before?.personId ?? row.personId;
    const isMoved = before !== null && row.personId !== owner;
    if (isMoved) mergedInto.set(owner, row.personId);
    if (isMoved || kind === 'removed') lost.set(owner, [...(lost.get(owner) ?? []), row.id]);
  }
  // Of the deletions that follow from one of a person nothing is sent.
  const silent = new Set([...gone].flatMap((id) => lost.get(id) ?? []));
  return events.flatMap((event): Happening[] => {
    if (isAbout(event, 'people')) {
      const { id } = event.row;
      const applications = (lost.get(id) ?? []).map(Number);
      return personHappenings(greenhouse, event, { applications, into: mergedInto.get(id) });
    }
    const { id, applicationId = id } = event.row as { id: string; applicationId?: string };
    const isSilent = event.kind === 'removed' && silent.has(applicationId ?? id);
    return isSilent ? [] : happeningsOfRow(greenhouse, event);
  });
}

/** Who is merged is deleted, too: with applications that live on at somebody else's. */
function personHappenings(
  greenhouse: Greenhouse,
  { kind, row, before }: CompanyEvent<'people'>,
  { applications, into }: { applications: number[]; into: string | undefined },
): Happening[] {
  if (kind === 'added') return [];
  if (kind === 'removed') {
    const person = (more: object) => ({ person: shapes.hookPerson(greenhouse, row, more) });
    const deleted = person({ deleted_application_ids: applications });
    const merged = into === undefined ? [] : [person({ new_candidate_id: Number(into) })];
    return [
      ...merged.map((payload): Happening => ['merge_candidate', payload]),
      ['delete_candidate', deleted],
    ];
  }
  if (row.isErased && before?.isErased === false) {
    const anonymized_fields = ['full_name', 'current_company', 'emails', 'phone_numbers'];
    return [['candidate_anonymized', { candidate_id: Number(row.id), anonymized_fields }]];
  }
  return [['update_candidate', { candidate: shapes.hookCandidate(greenhouse, row) }]];
}

function happeningsOfRow(greenhouse: Greenhouse, event: CompanyEvent): Happening[] {
  if (isAbout(event, 'applications')) return applicationHappenings(greenhouse, event);
  if (isAbout(event, 'offers')) return offerHappenings(greenhouse, event);
  if (isAbout(event, 'jobs')) return jobHappenings(greenhouse, event);
  if (isAbout(event, 'interviews')) {
    // Cancelling deletes.
    const isGone = event.kind === 'removed' || event.row.status === 'cancelled';
    return isGone ? [['interview_deleted', { interview: { id: Number(event.row.id) } }]] : [];
  }
  return event.kind === 'removed' ? deletionOf(greenhouse, event) : [];
}

function applicationHappenings(
  greenhouse: Greenhouse,
  { kind, row, before }: CompanyEvent<'applications'>,
): Happening[] {
  if (kind === 'removed') {
    return [
      ['delete_application', { application: shapes.hookDeletedApplication(greenhouse, row) }],
    ];
  }
  const payload = { application: shapes.hookApplication(greenhouse, row) };
  if (before === null) {
    const name = greenhouse.isProspect(row) ? 'prospect' : 'candidate';
    return [[`new_${name}_application`, payload]];
  }
  if (row.status === before.status) {
    const isMoved = row.stageId !== before.stageId;
    return [[isMoved ? 'candidate_stage_change' : 'application_updated', payload]];
  }
  if (row.status === 'hired') {
    return [['hire_candidate', { application: shapes.hookHired(greenhouse, row) }]];
  }
  if (row.status === 'rejected') return [['reject_candidate', payload]];
  return [[before.status === 'hired' ? 'unhire_candidate' : 'unreject_candidate', payload]];
}

function offerHappenings(
  greenhouse: Greenhouse,
  { kind, row, before }: CompanyEvent<'offers'>,
): Happening[] {
  const {
    user_id,
    start_date: _start,
    custom_fields: _fields,
    ...rest
  } = shapes.hookOffer(greenhouse, row);
  if (kind === 'removed') {
    return [['offer_deleted', { offer: { ...rest, offering_user_id: user_id } }]];
  }
  const isApproved = row.status === 'approved' && before?.status === 'draft';
  const action =
    kind === 'added' ? 'offer_created' : isApproved ? 'offer_approved' : 'offer_updated';
  return [[action, shapes.hookOffer(greenhouse, row)]];
}

function jobHappenings(greenhouse: Greenhouse, { kind, row }: CompanyEvent<'jobs'>): Happening[] {
  const post = shapes.hookPost(row);
  if (kind === 'removed') {
    const job: Happening = ['job_deleted', { job: { id: Number(row.id), name: row.title } }];
    return post === null ? [job] : [job, ['job_post_deleted', { job_post: post }]];
  }
  const action = kind === 'added' ? 'created' : 'updated';
  const job: Happening = [`job_${action}`, { job: shapes.hookJob(greenhouse, row) }];
  return post === null ? [job] : [job, [`job_post_${action}`, post]];
}

function deletionOf({ company }: Greenhouse, event: CompanyEvent): Happening[] {
  const { createdAt, updatedAt } = event.row;
  const id = Number(event.row.id);
  const stamps = { created_at: isoOf(createdAt), updated_at: isoOf(updatedAt) };
  if (isAbout(event, 'stages')) {
    const { jobId, name } = event.row;
    const stage = { id, job_id: idOf(jobId), ...stamps, name, active: true };
    return [['job_interview_stage_deleted', { job_interview_stage: stage }]];
  }
  if (isAbout(event, 'feedback')) {
    const { applicationId, submittedAt } = event.row;
    const scorecard = {
      id,
      candidate_id: idOf(company.tables.applications.find(applicationId)?.personId),
      interviewed_at: isoOf(createdAt),
      ...stamps,
      scorecard_status: submittedAt === null ? 'draft' : 'complete',
    };
    return [['scorecard_deleted', { scorecard }]];
  }
  if (!isAbout(event, 'departments')) return [];
  const { name, parentId } = event.row;
  const department = { id, name, child_ids: [], parent_id: idOf(parentId), external_id: null };
  return [['department_deleted', { department }]];
}
