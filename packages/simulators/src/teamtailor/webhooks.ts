import { isAbout } from '../kit/company.ts';
import type { CompanyEvent } from '../kit/company.ts';
import type { WebhookMessage, WebhookSender } from '../kit/webhook-sender.ts';
import { Webhooks, hmacSha256 } from '../kit/webhooks.ts';
import type { Teamtailor } from './account.ts';
import { momentOf } from './define-resource.ts';
import { jobAttributes } from './job-resources.ts';

/** A webhook as somebody sets it up under Settings, Integrations, Webhooks. */
export interface Hook {
  id: string;
  url: string;
  key: string;
  /** The second is recommended; the first covers no body. */
  signature: 'v1' | 'v2';
}

interface Told {
  id: string;
  type: string;
  attributes: object;
}

export type TeamtailorWebhooks = Webhooks<Hook, Told>;

/** Base64 of the HMAC in hex, as Direct Apply has it over bodies and company webhooks over ids. */
export function signatureV1(key: string, signed: string): string {
  return base64(hmacSha256(key, signed));
}

function signatureV2(key: string, body: string, seconds: number): string {
  return base64(`t=${seconds},v2=${hmacSha256(key, `${seconds}.${body}`)}`);
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Sends what the changes of the company mean to Teamtailor: once, and never again. */
export function createWebhooks(account: Teamtailor, sender: WebhookSender): TeamtailorWebhooks {
  const { company } = account;
  const compose = ({ url, key, signature }: Hook, event: string, data: Told): WebhookMessage => {
    const idSignature = signatureV1(key, data.id);
    const body = JSON.stringify({ payload: { event_name: event, data }, signature: idSignature });
    const seconds = Math.floor(company.now() / 1000);
    const header = signature === 'v1' ? idSignature : signatureV2(key, body, seconds);
    return { url, body, headers: { 'content-type': 'application/json', 'tt-signature': header } };
  };
  const webhooks: TeamtailorWebhooks = new Webhooks(sender, compose, () => true);
  company.onChange((event) => {
    const told = toldOf(event);
    if (told !== null) webhooks.announce(`${told.name}.${verbs[event.kind]}`, told.data);
  });
  return webhooks;
}

const verbs = { added: 'create', changed: 'update', removed: 'destroy' };

/** What an event tells; null where the vendor stays silent. */
function toldOf(event: CompanyEvent): { name: string; data: Told } | null {
  if (isAbout(event, 'jobs')) {
    const { row } = event;
    const { body, internal, status, tags, title, ...others } = jobAttributes(row);
    const attributes = {
      body,
      'company-name': 'Example Company',
      'cover-letter-requirement': 'cover_letter_optional',
      'created-at': others['created-at'],
      'employment-level': others['employment-level'],
      'employment-type': others['employment-type'],
      'human-status': others['human-status'],
      internal,
      'remote-status': others['remote-status'],
      status,
      tags,
      title,
      'updated-at': others['updated-at'],
    };
    return { name: 'job', data: { id: row.id, type: 'jobs', attributes } };
  }
  return isAbout(event, 'people') ? candidateTold(event) : applicationTold(event);
}

/** Tags are not among what an update tells. */
function candidateTold({ row, before }: CompanyEvent<'people'>) {
  const shape = (told: typeof row): string =>
    JSON.stringify({ ...told, tagIds: null, updatedAt: 0 });
  if (before !== null && shape(before) === shape(row)) return null;
  const attributes = {
    'created-at': momentOf(row.createdAt),
    email: row.emails[0] ?? null,
    'first-name': row.givenName,
    'last-name': row.familyName,
    phone: row.phones[0] ?? null,
    'updated-at': momentOf(row.updatedAt),
  };
  return { name: 'candidate', data: { id: row.id, type: 'candidates', attributes } };
}

function applicationTold(event: CompanyEvent) {
  if (!isAbout(event, 'applications')) return null;
  const { row, before } = event;
  const rejectedAt = (one: typeof row) => (one.status === 'rejected' ? one.endedAt : null);
  const isSame = before?.stageId === row.stageId && rejectedAt(before) === rejectedAt(row);
  if (isSame) return null;
  const attributes = {
    'candidate-id': Number(row.personId),
    'created-at': momentOf(row.createdAt),
    'job-id': row.jobId === null ? null : Number(row.jobId),
    'rejected-at': momentOf(rejectedAt(row)),
    'stage-id': Number(row.stageId),
    'updated-at': momentOf(row.updatedAt),
  };
  return { name: 'job_application', data: { id: row.id, type: 'job-applications', attributes } };
}
