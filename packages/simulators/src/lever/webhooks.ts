import type { Application } from '../kit/company-rows.ts';
import { isAbout } from '../kit/company.ts';
import type { CompanyEvent } from '../kit/company.ts';
import * as is from '../kit/fields.ts';
import { route } from '../kit/route.ts';
import type { Route } from '../kit/route.ts';
import { json, noContent } from '../kit/vendor-message.ts';
import type { WebhookMessage, WebhookSender } from '../kit/webhook-sender.ts';
import { Webhooks, hmacSha256 } from '../kit/webhooks.ts';
import { panelIdOf } from './child-shapes.ts';
import { missing, originNames, partnerOf } from './lever.ts';
import type { Lever } from './lever.ts';
import { list, newest, requireParameters } from './lists.ts';
import { archivedOf } from './shapes.ts';

const eventNames = [
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
type EventName = (typeof eventNames)[number];

interface Hook {
  id: string;
  event: string;
  url: string;
  signatureToken: string;
  /** The origins whose opportunities count; null for all. */
  origins: string[] | null;
  createdAt: number;
}

/** What happened, and to which opportunity. */
interface Happening {
  data: object;
  opportunity: Application | null;
}

export type LeverWebhooks = Webhooks<Hook, Happening>;

/** Sends what the changes of the company mean to Lever. */
export function createWebhooks(lever: Lever, sender: WebhookSender): LeverWebhooks {
  const { company, random } = lever;
  const compose = (hook: Hook, event: string, { data }: Happening): WebhookMessage => {
    const [id, token, triggeredAt] = [random.uuid(), random.uuid(), company.now()];
    const signature = hmacSha256(hook.signatureToken, `${token}${triggeredAt}`);
    const body = JSON.stringify({ id, event, triggeredAt, token, signature, data });
    return { url: hook.url, headers: { 'content-type': 'application/json' }, body };
  };
  const isFor = ({ event, origins }: Hook, asked: string, { opportunity }: Happening): boolean =>
    event === asked &&
    (origins === null ||
      opportunity === null ||
      origins.includes(lever.detailsOf(opportunity).origin));
  const webhooks: LeverWebhooks = new Webhooks(sender, compose, isFor);
  company.onChange((event) => {
    for (const [name, happening] of happeningsOf(lever, event)) webhooks.announce(name, happening);
  });
  return webhooks;
}

function happeningsOf(lever: Lever, event: CompanyEvent): [EventName, Happening][] {
  if (isAbout(event, 'applications')) return opportunityHappenings(lever, event);
  const { kind } = event;
  if (isAbout(event, 'interviews')) {
    const { id: interviewId, applicationId: opportunityId } = event.row;
    const data = { interviewId, panelId: panelIdOf(lever, event.row), opportunityId };
    const opportunity = lever.company.tables.applications.find(opportunityId);
    const names = { added: 'Created', changed: 'Updated', removed: 'Deleted' } as const;
    return [[`interview${names[kind]}`, { data, opportunity }]];
  }
  if (!isAbout(event, 'people') || kind === 'removed') return [];
  const data = { contactId: event.row.id };
  return [[kind === 'added' ? 'contactCreated' : 'contactUpdated', { data, opportunity: null }]];
}

function opportunityHappenings(
  lever: Lever,
  { kind, row: opportunity, before }: CompanyEvent<'applications'>,
): [EventName, Happening][] {
  const { id: opportunityId, personId: contactId, jobId, stageId: toStageId } = opportunity;
  const happening = (more: object = {}): Happening => ({
    data: { opportunityId, contactId, ...more },
    opportunity,
  });
  if (kind === 'removed') return [['candidateDeleted', happening()]];
  if (before === null) {
    const applicationId = partnerOf(opportunityId);
    return jobId === null ? [] : [['applicationCreated', happening({ applicationId })]];
  }
  const happenings: [EventName, Happening][] = [];
  const { stageId: fromStageId } = before;
  if (fromStageId !== toStageId) {
    happenings.push(['candidateStageChange', happening({ toStageId, fromStageId })]);
  }
  const [toArchived, fromArchived] = [archivedOf(lever, opportunity), archivedOf(lever, before)];
  if (JSON.stringify(toArchived) === JSON.stringify(fromArchived)) return happenings;
  happenings.push(['candidateArchiveChange', happening({ toArchived, fromArchived })]);
  if (opportunity.status === 'hired') happenings.push(['candidateHired', happening()]);
  return happenings;
}

const hookFields = {
  event: is.required(is.oneOf(...eventNames)),
  url: is.required(is.webAddress),
  configuration: is.shape({
    conditions: is.shape({ origins: is.every(is.oneOf(...originNames)) }),
  }),
};

/** The token that signs is shown when a webhook is made, and never again. */
function hookShape({ id, event, url, origins, createdAt }: Hook, more: object = {}): object {
  const conditions = origins === null ? {} : { origins };
  return { id, event, url, configuration: { conditions, ...more }, createdAt };
}

export function webhookRoutes(lever: Lever, webhooks: LeverWebhooks): Route[] {
  return [
    route('GET /webhooks', 'webhooks:read:admin', (call) =>
      list(lever, call, {
        rows: webhooks.all(),
        render: (hook) => hookShape(hook),
        keyOf: newest,
      }),
    ),
    route('POST /webhooks', 'webhooks:write:admin', (call) => {
      requireParameters(call, []);
      const { event, url, configuration } = is.checkInput(call.body, hookFields);
      const { conditions } = Object(configuration) as { conditions?: { origins?: string[] } };
      const [id, signatureToken] = [lever.random.uuid(), lever.random.uuid()];
      const hook = {
        id,
        event: String(event),
        url: String(url),
        signatureToken,
        origins: conditions?.origins ?? null,
        createdAt: call.at,
      };
      return json({ data: hookShape(webhooks.put(hook), { signatureToken }) }, 201);
    }),
    route('DELETE /webhooks/:id', 'webhooks:write:admin', (call) => {
      requireParameters(call, []);
      const { id = '' } = call.params;
      if (!webhooks.delete(id)) throw missing('webhooks', id);
      return noContent();
    }),
  ];
}
