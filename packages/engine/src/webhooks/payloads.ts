import {
  integrationStates,
  qualityStatuses,
  setupStatuses,
  toolCategories,
  type WebhookPayload,
  type WebhookType,
} from '@hirewire/contract';
import { modelNames, type WebhookEvent } from '@hirewire/store';
import { z } from 'zod';
import { describeIssue } from '../issues/describe-issue.ts';

/*
 * The facts of an event, as store/src/migrations/000016-webhook-facts.sql notes them. A payload is
 * built from its event alone, so it tells the state at the time of the event, whenever it is sent.
 */
const Time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Tool = z.object({ tool: z.string(), category: z.enum(toolCategories) });
const Customer = Tool.extend({
  organization_name: z.string(),
  creator_email: z.string().nullable(),
  origin_id: z.string().nullable(),
});
const Integration = Customer.extend({
  status: z.enum(integrationStates),
  setup_status: z.enum(setupStatuses),
  qa_status: z.enum(qualityStatuses),
});
const ConnectionFacts = z.object({ integration: Customer });
const IntegrationFacts = z.object({ integration: Integration });
const DeletionFacts = z.object({ integration: Integration, deleted_at: Time });
const IssueFacts = z.object({
  integration: Customer.nullable(),
  issue: z.object({
    id: z.string(),
    type: z.string(),
    subject: z.string(),
    facts: z.unknown(),
    first_observed_at: Time,
    resolved_at: Time.nullable(),
  }),
});
const ChangeFacts = z.object({ integration: Tool, models: z.array(z.enum(modelNames)) });
const RunFacts = z.object({
  integration: Integration,
  run: z.object({
    id: z.string(),
    state: z.string(),
    started_at: Time.nullable(),
    ended_at: Time,
  }),
});

type Content<Type extends WebhookType> = WebhookPayload<Type>['data'];

/** Each returns `data` of its type of event, with exactly the fields of the contract. */
const builders = {
  'data-changed': dataChanged,
  'sync-finished': syncFinished,
  'integration-created': integrationCreated,
  'integration-deleted': integrationDeleted,
  'integration-state-changed': integrationStateChanged,
  'connection-flow-failed': connectionFlowFailed,
  'issue-status-changed': issueStatusChanged,
} satisfies {
  [Type in WebhookType]?: (event: WebhookEvent, publicUrl: string) => Content<Type>;
};

/** The whole body, before it becomes JSON. */
export interface WebhookBody {
  id: string;
  type: string;
  data: object;
}

/**
 * What is sent of an event. `publicUrl` is where people reach this Hirewire, for `log_url`.
 * @throws Error where a newer version has written the event, which can then send it itself
 */
export function toPayload(event: WebhookEvent, publicUrl: string): WebhookBody {
  const { id, type, data } = event;
  if (data !== null) return { id, type, data: addLogUrl({ id, type, data }, publicUrl) };
  if (!isBuildable(type)) {
    throw new Error(`This version of Hirewire cannot build the payload of ${type} (event ${id}).`);
  }
  return { id, type, data: builders[type](event, publicUrl) };
}

function isBuildable(type: string): type is keyof typeof builders {
  return Object.hasOwn(builders, type);
}

function dataChanged({ integrationId, facts }: WebhookEvent): Content<'data-changed'> {
  const { integration, models } = ChangeFacts.parse(facts);
  return {
    integration_id: integrationId,
    integration_tool: integration.tool,
    integration_category: integration.category,
    changed_models: models.map((model) => ({ name: `ats_${model}` })),
  };
}

function syncFinished(
  { integrationId, facts }: WebhookEvent,
  publicUrl: string,
): Content<'sync-finished'> {
  const { integration, run } = RunFacts.parse(facts);
  // A run that was cancelled before it started.
  const startedAt = run.started_at ?? run.ended_at;
  return {
    sync_id: run.id,
    sync_state: run.state,
    sync_started_at: startedAt.toISOString(),
    sync_ended_at: run.ended_at.toISOString(),
    sync_duration_seconds: Math.floor((run.ended_at.getTime() - startedAt.getTime()) / 1000),
    integration_id: integrationId,
    integration_tool: integration.tool,
    integration_category: integration.category,
    end_user: toEndUser(integration),
    log_url: runUrl(publicUrl, run.id),
  };
}

function integrationCreated({
  integrationId,
  facts,
}: WebhookEvent): Content<'integration-created'> {
  const { integration } = IntegrationFacts.parse(facts);
  return {
    id: integrationId,
    tool: integration.tool,
    category: integration.category,
    end_user: toEndUser(integration),
  };
}

function integrationDeleted({
  integrationId,
  facts,
}: WebhookEvent): Content<'integration-deleted'> {
  const { integration, deleted_at: deletedAt } = DeletionFacts.parse(facts);
  return {
    id: integrationId,
    tool: integration.tool,
    category: integration.category,
    end_user: toEndUser(integration),
    deleted_at: deletedAt.toISOString(),
  };
}

function integrationStateChanged({
  integrationId,
  createdAt,
  facts,
}: WebhookEvent): Content<'integration-state-changed'> {
  const { integration } = IntegrationFacts.parse(facts);
  return {
    integration_tool: integration.tool,
    integration_id: integrationId,
    integration_category: integration.category,
    end_user: toEndUser(integration),
    qa_status: integration.qa_status,
    setup_status: integration.setup_status,
    state: integration.status,
    updated_at: createdAt.toISOString(),
  };
}

function connectionFlowFailed(
  { id, facts }: WebhookEvent,
  publicUrl: string,
): Content<'connection-flow-failed'> {
  const { integration } = ConnectionFacts.parse(facts);
  return {
    integration_tool: integration.tool,
    integration_category: integration.category,
    end_user: toEndUser(integration),
    log_url: eventUrl(publicUrl, id),
  };
}

function issueStatusChanged({
  integrationId,
  facts,
}: WebhookEvent): Content<'issue-status-changed'> {
  const { integration, issue } = IssueFacts.parse(facts);
  const { id, type, resolved_at: resolvedAt, first_observed_at: firstObservedAt } = issue;
  const { title, message } = describeIssue({ integrationId, ...issue });
  return {
    change: resolvedAt === null ? 'raised' : 'resolved',
    issue: {
      id,
      type,
      title,
      status: resolvedAt === null ? 'OPEN' : 'RESOLVED',
      markdown_message: message,
      first_observed_at: firstObservedAt.toISOString(),
      resolved_at: resolvedAt?.toISOString() ?? null,
    },
    integration: integration && {
      id: integrationId,
      tool: integration.tool,
      category: integration.category,
      end_user: toEndUser(integration),
    },
  };
}

function toEndUser({
  organization_name,
  creator_email,
  origin_id,
}: z.output<typeof Customer>): Content<'integration-created'>['end_user'] {
  return { organization_name, creator_email, origin_id };
}

/** An event from before migration 000016 is a finished payload, except for `log_url`. */
function addLogUrl(
  { id, type, data }: { id: string; type: string; data: Readonly<Record<string, unknown>> },
  publicUrl: string,
): object {
  switch (type) {
    case 'sync-finished':
      return { ...data, log_url: runUrl(publicUrl, String(data['sync_id'])) };
    case 'connection-flow-failed':
      return { ...data, log_url: eventUrl(publicUrl, id) };
    default:
      return data;
  }
}

const runUrl = (publicUrl: string, runId: string): string =>
  `${publicUrl}/hirewire/v1/syncs/${runId}`;

const eventUrl = (publicUrl: string, eventId: string): string =>
  `${publicUrl}/hirewire/v1/webhook-events/${eventId}`;
